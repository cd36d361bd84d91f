import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { keystoreDir } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { openLedgerFile } from "../../commands/ledger/file_source.ts";
import { shopRows } from "../../events/store/control/shop_record.ts";
import { openKeystore } from "../../events/store/keystore.ts";
import { counted } from "../../i18n/es_pe/figures.ts";
import { CliError, complain, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";
import { makeWhole, openCopy } from "./copy_folder.ts";
import { checkShop, faultOf } from "./copied_shop.ts";
import { dataDirOf } from "./data_dir.ts";
import { copyPlain } from "./files.ts";
import { databaseOf, type Manifest, PLATFORM_ROW } from "./manifest.ts";

export const HELP = `Uso: deno task restore --from <carpeta> [opciones]

Repone una copia de deno task backup en CASERITO_DATA_DIR, que debe estar vacía o no existir. Antes compara cada archivo
con manifest.json y comprueba cada libro; todo aparece junto al final, o nada.

Las llaves privadas no van en las copias: pon después las tuyas en CASERITO_KEYSTORE. Si la copia es más antigua que
el último sello de una tienda, esa tienda vende pero su libro no se firma: sería otra historia que la ya firmada.

  --from <carpeta>   La copia
  --with-faults      Repone también tiendas cuyo libro tiene fallas, y dice cuáles
  --json             Lo repuesto como JSON
  --help             Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, {
    from: { type: "string" },
    "with-faults": { type: "boolean" },
    json: { type: "boolean" },
    ...HELP_OPTION,
  });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const from = required(flags.from, "--from", "copias/2026-11-23");
  const environment = readEnvironment(Deno.env.toObject());
  const dir = dataDirOf(environment);
  const manifest = await openCopy(from, "platform");
  const faulty = await faultyShops(from, manifest);
  if (faulty.length > 0 && !flags["with-faults"]) {
    throw new CliError(
      EXIT.failed,
      "No se repuso nada. Usa otra copia, o --with-faults para reponer también lo que tiene fallas",
    );
  }
  await makeWhole(dir, "CASERITO_DATA_DIR", (folder) => copyInto(folder, from, manifest));
  const keystore = openKeystore(keystoreDir(environment));
  const withoutKey: string[] = [];
  for (const { id, slug, hasKey } of manifest.shops) {
    if (hasKey && !await keystore.has(id)) withoutKey.push(slug);
  }
  if (flags.json) {
    printJson({ from, dir, madeAt: manifest.madeAt, shops: manifest.shops, faulty, withoutKey });
  } else tell(dir, manifest, withoutKey);
  return 0;
}

async function faultyShops(from: string, manifest: Manifest): Promise<string[]> {
  using control = openLedgerFile(join(from, "control.db"));
  const registered = (await shopRows(control)).map(({ id }) => id).sort();
  // Copies of before there was a platform's log have none.
  const copied = manifest.shops.map(({ id }) => id).filter((id) => id !== PLATFORM_ROW.id).sort();
  if (registered.join() !== copied.join()) {
    throw new CliError(
      EXIT.failed,
      `La base de control de ${from} nombra otras tiendas que su manifest.json`,
    );
  }
  const faulty: string[] = [];
  for (const shop of manifest.shops) {
    const report = await checkShop(from, shop);
    if (report.ok) continue;
    complain(`El libro de ${shop.slug} tiene fallas: ${faultOf(report)}`);
    faulty.push(shop.slug);
  }
  return faulty;
}

async function copyInto(folder: string, from: string, { shops, files }: Manifest): Promise<void> {
  await mkdir(join(folder, "tenants"), { mode: 0o700 });
  for (const path of ["control.db", ...shops.map(({ id }) => databaseOf(id))]) {
    const mark = await copyPlain(join(from, path), join(folder, path));
    if (mark.sha256 === files[path]?.sha256) continue;
    throw new CliError(EXIT.failed, `${join(from, path)} cambió mientras se reponía. No se repuso nada`);
  }
}

function tell(dir: string, { madeAt, shops }: Manifest, withoutKey: readonly string[]): void {
  print(`Repuesta en ${dir} la copia del ${madeAt}: ${counted(shops.length, "tienda", "tiendas")}.`);
  for (const { slug, size, signedSize } of shops) {
    print(`  ${slug}: ${size} registros, ${signedSize} sellados`);
  }
  if (withoutKey.length === 0) return;
  print(
    `Falta la llave privada de ${withoutKey.join(", ")}: ponla en CASERITO_KEYSTORE, o su libro no se firma.`,
  );
}
