/** `deno task operator create`: people of the platform itself. */
import { type Main, runCli, runOrder } from "./cli.ts";

const HELP = `Uso: deno task operator <orden> [opciones]

  create   Hace un operador, con su segundo factor y sus códigos de recuperación

Cada orden se explica con --help.`;

export const operator: Main = (args) =>
  runOrder(args, HELP, { create: () => import("./operator/create.ts") });

if (import.meta.main) await runCli(operator);
