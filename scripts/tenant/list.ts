import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { shopRows } from "../../events/store/control/shop_record.ts";
import { HELP_OPTION, print, printJson, readFlags } from "../cli.ts";

export const HELP = `Uso: deno task tenant list [--json]

Las tiendas que hay: dirección, rubro, código y nombre.

  --json   La lista como JSON
  --help   Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const shops = await shopRows(services.control);
    if (flags.json) printJson({ shops });
    else if (shops.length === 0) print("No hay tiendas. Haz la primera con: deno task tenant create --help");
    else for (const { slug, niche, id, name } of shops) print(`${slug}  ${niche}  ${id}  ${name}`);
    return 0;
  } finally {
    await services.close();
  }
}
