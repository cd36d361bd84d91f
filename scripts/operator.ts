/** `deno task operator create|wallet`: people of the platform itself, and what hears of its own money. */
import { type Main, runCli, runOrder } from "./cli.ts";

const HELP = `Uso: deno task operator <orden> [opciones]

  create   Hace un operador, con su segundo factor y sus códigos de recuperación
  wallet   Vincula el celular o el correo que avisa de los pagos a la plataforma, o lo quita

Cada orden se explica con --help.`;

export const operator: Main = (args) =>
  runOrder(args, HELP, {
    create: () => import("./operator/create.ts"),
    wallet: () => import("./operator/wallet.ts"),
  });

if (import.meta.main) await runCli(operator);
