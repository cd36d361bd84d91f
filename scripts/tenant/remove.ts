import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { endPractice } from "../../commands/shops/practice.ts";
import { practiceShopOf } from "../../events/store/control/shops.ts";
import { removeShop, REST_MS } from "../../events/store/control/gone_shops.ts";
import { shopRows } from "../../events/store/control/shop_record.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";
import { makeWhole } from "../copies/copy_folder.ts";
import { unknownShop } from "../named_shop.ts";
import { exportShop } from "./export.ts";

export const HELP =
  `Uso: deno task tenant remove --tenant <tienda> --to <carpeta> --confirm <dirección> [--json]

Quita una tienda para siempre. Primero deja su copia entera y comprobada en la carpeta, como deno task tenant export;
si eso no se puede, no quita nada. Después la saca del registro con su gente y sus sesiones, borra su base de datos y
las llaves de los datos personales de sus clientes: en ninguna copia de antes se podrán leer. Su dirección descansa un
año y su código no se usa más.

  --tenant <tienda>      La tienda, por su dirección (minimarket-lucha) o su código
  --to <carpeta>         Dónde queda su copia; nueva o vacía
  --confirm <dirección>  La dirección de la tienda, otra vez
  --json                 Lo quitado como JSON
  --help                 Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, {
    tenant: text,
    to: text,
    confirm: text,
    json: { type: "boolean" },
    ...HELP_OPTION,
  });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const wanted = required(flags.tenant, "--tenant", "minimarket-lucha");
  const to = required(flags.to, "--to", "despedida/minimarket-lucha");
  const confirmed = required(flags.confirm, "--confirm", "minimarket-lucha");
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const row = (await shopRows(services.control)).find(({ id, slug }) => slug === wanted || id === wanted);
    if (!row) throw unknownShop(wanted);
    if (confirmed !== row.slug) {
      throw new CliError(
        EXIT.usage,
        `--confirm no es la dirección de la tienda: escribe ${row.slug}. No se quitó nada`,
      );
    }
    const shop = await makeWhole(to, "--to", (folder) => exportShop(services, folder, row));
    const practice = await practiceShopOf(services.control, row.id);
    if (practice) await endPractice(services, practice);
    const gone = await removeShop(services.control, row, services.clock.now());
    await services.tenants.remove(row.id);
    await services.subjectKeys.eraseAll(row.id);
    for (const personId of gone) await services.subjectKeys.erase("platform", personId);
    if (flags.json) printJson({ to, shop, people: gone.length });
    else {
      print(`${row.slug} ya no está. Su copia: ${to} (${shop.size} registros).`);
      print(
        `Su dirección queda libre en ${
          REST_MS / 86_400_000
        } días. La llave con que firmaba sigue en CASERITO_KEYSTORE.`,
      );
    }
    return 0;
  } finally {
    await services.close();
  }
}
