import { rm } from "node:fs/promises";
import { join } from "node:path";
import { databaseConfig, openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { peopleOfShop, type ShopRow, shopRows } from "../../events/store/control/shop_record.ts";
import { signRefusalText } from "../../i18n/es_pe/ledger.ts";
import { systemClock } from "../../kernel/time.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";
import { copyShop, faultOf } from "../copies/copied_shop.ts";
import { makeWhole, writeManifest } from "../copies/copy_folder.ts";
import { fetchFolder, fetchShop } from "../copies/fetch_shop.ts";
import { writePlain } from "../copies/files.ts";
import { unknownShop } from "../named_shop.ts";

export const HELP = `Uso: deno task tenant export --tenant <tienda> --to <carpeta> [--json]

Copia una tienda entera mientras vende: firma su libro, copia su base de datos (con todos sus sellos), su clave pública
y su gente, comprueba la copia y escribe manifest.json con la huella de cada archivo. La carpeta aparece al final,
entera; se trae a otro sistema con deno task tenant import.

La llave privada NO va en la copia: está en CASERITO_KEYSTORE, y las de los nombres, correos y celulares de su gente
también, en people/. people.json lleva claves en forma de hash: guarda la carpeta como una llave.

  --tenant <tienda>  La tienda, por su dirección (minimarket-lucha) o su código
  --to <carpeta>     Dónde; nueva o vacía
  --json             Lo copiado como JSON
  --help             Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, { tenant: text, to: text, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const wanted = required(flags.tenant, "--tenant", "minimarket-lucha");
  const to = required(flags.to, "--to", "mudanza/minimarket-lucha");
  const environment = readEnvironment(Deno.env.toObject());
  const services = await openServices(environment);
  try {
    const row = (await shopRows(services.control)).find(({ id, slug }) => slug === wanted || id === wanted);
    if (!row) throw unknownShop(wanted);
    const shop = await makeWhole(to, "--to", (folder) => exportShop(services, folder, row));
    if (flags.json) printJson({ to, shop });
    else {
      print(`${shop.slug} está en ${to}: ${shop.size} registros, ${shop.signedSize} sellados.`);
      print(
        `Su llave privada no va en la copia. Para que su libro se siga firmando en otro sistema, lleva aparte ` +
          `${shop.id}.key, .vkey y .checkpoint de CASERITO_KEYSTORE.`,
      );
    }
    return 0;
  } finally {
    await services.close();
  }
}

/** A shop whole in a folder that is new or empty. Throws {@link CliError} where its log has faults. */
export async function exportShop(services: Services, folder: string, row: ShopRow) {
  const store = await services.tenants.get(row.id);
  const signed = await services.checkpoints.sign(store);
  if (!signed.ok) throw new CliError(EXIT.failed, signRefusalText(signed.error));
  const config = databaseConfig(services.environment), fetched = fetchFolder(folder);
  if (config.kind === "remote") await fetchShop(services, row.id, fetched);
  const dir = config.kind === "remote" ? fetched : config.dir;
  const copied = await copyShop(dir, folder, row, await services.checkpoints.vkey(store));
  await rm(fetched, { recursive: true, force: true });
  if (!copied.report.ok) {
    throw new CliError(
      copied.report.exitCode,
      `El libro de ${row.slug} tiene fallas y no se exporta: ${faultOf(copied.report)}. ` +
        `Míralas con: deno task ledger verify --tenant ${row.slug}`,
    );
  }
  const people = await peopleOfShop(services.control, row.id);
  const mark = await writePlain(join(folder, "people.json"), `${JSON.stringify(people, null, 2)}\n`);
  await writeManifest(folder, {
    format: "caserito-copy/1",
    kind: "shop",
    madeAt: systemClock.now(),
    shops: [copied.shop],
    files: { ...copied.files, "people.json": mark },
  });
  return copied.shop;
}
