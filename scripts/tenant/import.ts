import { link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { databaseConfig, openServices, type Services } from "../../compose.ts";
import { openLedgerFile } from "../../commands/ledger/file_source.ts";

import { readEnvironment } from "../../config.ts";
import { ConstraintError } from "../../events/store/control/db.ts";
import {
  addShopRecord,
  type PersonRecord,
  takenLookup,
  zPersonRecord,
} from "../../events/store/control/shop_record.ts";
import { shopById, shopBySlug } from "../../events/store/control/shops.ts";
import { copyLog } from "../../events/store/copy_log.ts";
import { LogBroken } from "../../events/store/group_state.ts";
import { type DatabaseConfig, MigrationFailed } from "../../events/store/mod.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";
import { checkFile, checkShop, faultOf } from "../copies/copied_shop.ts";
import { openCopy } from "../copies/copy_folder.ts";
import { copyPlain } from "../copies/files.ts";
import { type CopiedShop, databaseOf, vkeyOf } from "../copies/manifest.ts";

export const HELP = `Uso: deno task tenant import --from <carpeta> [--json]

Trae una tienda de una carpeta de deno task tenant export. Compara cada archivo con manifest.json, comprueba su libro
entero y recién entonces la registra con su gente. Una tienda con la misma dirección o código que una de aquí se rechaza.

  --from <carpeta>  La copia
  --json            La tienda como JSON
  --help            Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { from: { type: "string" }, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const from = required(flags.from, "--from", "mudanza/minimarket-lucha");
  const environment = readEnvironment(Deno.env.toObject());
  const { shops: [shop] } = await openCopy(from, "shop");
  if (!shop) throw new CliError(EXIT.noInput, `${from} no lleva ninguna tienda`);
  const people = await peopleIn(from);
  const report = await checkShop(from, shop);
  if (!report.ok) {
    throw new CliError(report.exitCode, `El libro de ${from} tiene fallas y no se trae: ${faultOf(report)}`);
  }
  const services = await openServices(environment);
  try {
    await refuseTaken(services, shop, people);
    const config = databaseConfig(environment);
    await (config.kind === "embedded"
      ? placeFile(config.dir, from, shop)
      : placeOnServer(config, from, shop));
    await register(services, shop, people);
    if (flags.json) printJson({ shop });
    else {
      print(`${shop.slug} está aquí: ${shop.size} registros, ${people.length} personas.`);
      print(
        "Los nombres, correos y celulares de su gente vienen sellados: pon en CASERITO_KEYSTORE los .key de " +
          "people/platform de donde salió, o aquí nadie los lee y se entra solo con PIN.",
      );
      print(
        `Para que su libro se siga firmando, pon ${shop.id}.key, .vkey y .checkpoint en CASERITO_KEYSTORE. ` +
          `Sin ellas vende, y se comprueba con --vkey ${join(from, vkeyOf(shop.id))}.`,
      );
    }
    return 0;
  } finally {
    await services.close();
  }
}

async function peopleIn(from: string): Promise<PersonRecord[]> {
  const path = join(from, "people.json");
  try {
    return z.array(zPersonRecord).parse(JSON.parse(await Deno.readTextFile(path)));
  } catch {
    throw new CliError(EXIT.noInput, `${path} no es la gente de una tienda`);
  }
}

async function refuseTaken(
  { control }: Services,
  shop: CopiedShop,
  people: readonly PersonRecord[],
): Promise<void> {
  if (await shopBySlug(control, shop.slug)) throw taken(`Ya hay una tienda "${shop.slug}"`);
  if (await shopById(control, shop.id)) throw taken(`Ya hay una tienda de código ${shop.id}`);
  const email = await takenLookup(control, people);
  if (email) throw taken(`${email} ya es de otra persona de este sistema`);
}

const taken = (what: string): CliError =>
  new CliError(
    EXIT.cannotCreate,
    `${what}. No se trajo nada: impórtala en otro sistema (otra CASERITO_DATA_DIR)`,
  );

/** Gives the database its name at the end, and never over another one. One that a cut-off import left is taken as it is. */
async function placeFile(dir: string, from: string, shop: CopiedShop): Promise<void> {
  const target = join(dir, databaseOf(shop.id));
  await mkdir(join(dir, "tenants"), { recursive: true, mode: 0o700 });
  const beside = join(dir, "tenants", `.${crypto.randomUUID()}.part`);
  try {
    await copyPlain(join(from, databaseOf(shop.id)), beside);
    await link(beside, target);
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
    const vkey = shop.hasKey ? (await Deno.readTextFile(join(from, vkeyOf(shop.id)))).trim() : null;
    if ((await checkFile(target, shop, vkey)).ok) return;
    throw new CliError(
      EXIT.cannotCreate,
      `${target} existe y no es esta tienda. No se trajo nada: mira de quién es y apártalo`,
    );
  } finally {
    await rm(beside, { force: true });
  }
}

/** Bytes as they are, into a namespace of the shop's own. A cut-off import is gone on with. */
async function placeOnServer(config: DatabaseConfig, from: string, shop: CopiedShop): Promise<void> {
  using source = openLedgerFile(join(from, databaseOf(shop.id)));
  try {
    await copyLog(source.all, config, shop.id);
  } catch (error) {
    if (!(error instanceof LogBroken)) throw error;
    throw new CliError(
      EXIT.cannotCreate,
      `El servidor ya tiene un ${shop.id} que no es esta tienda (${error.message}). No se registró: apártalo`,
    );
  }
}

/** Opened first, so that a shop this program cannot serve is never registered. */
async function register(
  services: Services,
  shop: CopiedShop,
  people: readonly PersonRecord[],
): Promise<void> {
  try {
    await services.tenants.get(shop.id);
    await addShopRecord(services.control, shop, people);
  } catch (error) {
    if (error instanceof MigrationFailed) {
      throw new CliError(
        EXIT.failed,
        `La tienda es de otra versión del programa y no se registró: ${error.message}`,
      );
    }
    if (!(error instanceof ConstraintError)) throw error;
    await refuseTaken(services, shop, people); // somebody was faster
    throw error;
  }
}
