/** `deno task backup` and `deno task restore`: the whole platform, as a folder that proves itself. */
import { type Main, runCli, runOrder } from "./cli.ts";

const HELP = `Uso: deno task backup --to <carpeta>
     deno task restore --from <carpeta>

  backup    Copia todas las bases de datos mientras el servidor trabaja
  restore   Repone una copia, comprobada, donde no hay nada

Cada una se explica con --help.`;

export const backup: Main = (args) =>
  runOrder(args, HELP, {
    backup: () => import("./copies/backup.ts"),
    restore: () => import("./copies/restore.ts"),
  });

if (import.meta.main) await runCli(backup);
