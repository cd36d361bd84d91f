/** `deno task tenant create|list|export|import|remove`: the shops of the platform. */
import { type Main, runCli, runOrder } from "./cli.ts";

const HELP = `Uso: deno task tenant <orden> [opciones]

  create   Hace una tienda con su libro, sus cajas y su dueña
  list     Las tiendas que hay
  export   Copia una tienda entera a una carpeta
  remove   La quita para siempre, después de dejar su copia
  import   Trae una tienda de una carpeta así, comprobada

Cada orden se explica con --help.`;

export const tenant: Main = (args) =>
  runOrder(args, HELP, {
    create: () => import("./tenant/create.ts"),
    list: () => import("./tenant/list.ts"),
    export: () => import("./tenant/export.ts"),
    import: () => import("./tenant/import.ts"),
    remove: () => import("./tenant/remove.ts"),
  });

if (import.meta.main) await runCli(tenant);
