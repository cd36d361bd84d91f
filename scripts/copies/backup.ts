import { join } from "node:path";
import { keystoreDir } from "../../compose.ts";
import { type Environment, readEnvironment } from "../../config.ts";
import { openLedgerFile } from "../../commands/ledger/file_source.ts";
import { type ShopRow, shopRows } from "../../events/store/control/shop_record.ts";
import { KeystoreError, openKeystore } from "../../events/store/keystore.ts";
import { counted } from "../../i18n/es_pe/figures.ts";
import { systemClock } from "../../kernel/time.ts";
import { messageOf } from "../../kernel/thrown.ts";
import { CliError, complain, EXIT, HELP_OPTION, print, printJson, readFlags, required } from "../cli.ts";
import { makeWhole, writeManifest } from "./copy_folder.ts";
import { copyShop, faultOf } from "./copied_shop.ts";
import { dataDirOf } from "./data_dir.ts";
import { copyDatabase, type FileMark } from "./files.ts";
import { type CopiedShop, databaseOf, PLATFORM_ROW } from "./manifest.ts";

export const HELP = `Uso: deno task backup --to <carpeta> [--json]

Copia la base de control y la de cada tienda mientras el servidor trabaja, comprueba cada libro como lo haría quien
audita y escribe manifest.json con la huella de cada archivo. La carpeta aparece al final, entera.

Las llaves privadas que firman los libros NO van en la copia: guarda aparte la carpeta CASERITO_KEYSTORE. La copia sí
lleva datos de personas y claves en forma de hash: guárdala cifrada y con poco acceso.

  --to <carpeta>   Dónde; nueva o vacía
  --json           Lo copiado como JSON
  --help           Esta ayuda

Termina con 0, o con el código de la primera falla de un libro (los de ledger verify); la copia queda hecha igual.`;

export async function main(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, { to: { type: "string" }, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const to = required(flags.to, "--to", "copias/2026-11-23");
  const environment = readEnvironment(Deno.env.toObject());
  const dir = dataDirOf(environment);
  const { shops, bytes } = await makeWhole(to, "--to", (folder) => copyPlatform(environment, dir, folder));
  if (flags.json) printJson({ to, bytes, shops });
  else tell(to, bytes, shops);
  return shops.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
}

/** Control first: every shop it names then has its file, whatever is made meanwhile. */
async function copyPlatform(environment: Environment, dir: string, folder: string) {
  const control = await copyDatabase(join(dir, "control.db"), join(folder, "control.db")).catch((error) => {
    const why = messageOf(error);
    throw new CliError(
      EXIT.noInput,
      `No se puede leer ${join(dir, "control.db")}: ${why}. Revisa CASERITO_DATA_DIR`,
    );
  });
  const files: Record<string, FileMark> = { "control.db": control }, shops: CopiedShop[] = [];
  for (const row of [...await rowsOf(join(folder, "control.db")), PLATFORM_ROW]) {
    const copied = await copyShop(dir, folder, row, await vkeyOfShop(environment, dir, row));
    if (!copied.report.ok) complain(`El libro de ${row.slug} tiene fallas: ${faultOf(copied.report)}`);
    Object.assign(files, copied.files);
    shops.push(copied.shop);
  }
  await writeManifest(folder, {
    format: "caserito-copy/1",
    kind: "platform",
    madeAt: systemClock.now(),
    shops,
    files,
  });
  return { shops, bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function rowsOf(controlPath: string): Promise<ShopRow[]> {
  using control = openLedgerFile(controlPath);
  return await shopRows(control);
}

/** Null only for a log that never was signed. */
async function vkeyOfShop(
  environment: Environment,
  dir: string,
  { id, slug }: ShopRow,
): Promise<string | null> {
  try {
    return await openKeystore(keystoreDir(environment)).vkey(id);
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    using source = openLedgerFile(join(dir, databaseOf(id)));
    if ((await source.checkpoints()).length === 0) return null;
    throw new CliError(
      EXIT.config,
      `El libro de ${slug} tiene sellos y su clave pública no se puede leer (${error.message}). Revisa CASERITO_KEYSTORE`,
    );
  }
}

function tell(to: string, bytes: number, shops: readonly CopiedShop[]): void {
  print(`Copia en ${to}: ${counted(shops.length, "tienda", "tiendas")}, ${bytes} bytes.`);
  for (const { slug, size, signedSize, exitCode } of shops) {
    print(
      `  ${slug}: ${size} registros, ${signedSize} sellados${
        exitCode === 0 ? "" : `, con fallas (${exitCode})`
      }`,
    );
  }
  print("Las llaves privadas no van en la copia: guarda aparte la carpeta CASERITO_KEYSTORE.");
}
