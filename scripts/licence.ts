/** `deno task licence sell|issue|verify|key`: the desktop edition, paid once. */
import { type Main, runCli, runOrder } from "./cli.ts";

const HELP = `Uso: deno task licence <orden> [opciones]

  sell     Cobra una licencia de escritorio a una tienda
  issue    Entrega el archivo de una licencia pagada
  verify   Comprueba un archivo con la llave pública, sin internet y sin base de datos
  key      Muestra la llave pública de la plataforma

Cada orden se explica con --help.`;

export const licence: Main = (args) =>
  runOrder(args, HELP, {
    sell: () => import("./licence/sell.ts"),
    issue: () => import("./licence/issue.ts"),
    verify: () => import("./licence/verify.ts"),
    key: () => import("./licence/key.ts"),
  });

if (import.meta.main) await runCli(licence);
