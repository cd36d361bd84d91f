import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { booksOf } from "../../compose.ts";
import { LedgerUnreadable, openLedgerFile } from "../../commands/ledger/file_source.ts";
import { type LedgerReport, verifyLedger } from "../../commands/ledger/verify_ledger.ts";
import { parseVerifierKey, type VerifierKey, verifierKey } from "../../events/log/verifier_key.ts";
import type { ShopRow } from "../../events/store/control/shop_record.ts";
import { CliError, EXIT } from "../cli.ts";
import { copyDatabase, type FileMark, writePlain } from "./files.ts";
import { type CopiedShop, databaseOf, vkeyOf } from "./manifest.ts";
import { messageOf } from "../../kernel/thrown.ts";

export interface ShopCopy {
  readonly shop: CopiedShop;
  readonly files: Readonly<Record<string, FileMark>>;
  readonly report: LedgerReport;
}

/** Copies a shop's database and public key into `folder` and checks the copy as an auditor would. */
export async function copyShop(
  dataDir: string,
  folder: string,
  row: ShopRow,
  vkey: string | null,
): Promise<ShopCopy> {
  const database = databaseOf(row.id);
  await mkdir(dirname(join(folder, database)), { recursive: true, mode: 0o700 });
  const files: Record<string, FileMark> = {
    [database]: await copyDatabase(join(dataDir, database), join(folder, database)).catch((error) => {
      throw new CliError(EXIT.noInput, `No se puede leer la tienda ${row.slug}: ${messageOf(error)}`);
    }),
  };
  if (vkey !== null) {
    await mkdir(dirname(join(folder, vkeyOf(row.id))), { recursive: true, mode: 0o700 });
    files[vkeyOf(row.id)] = await writePlain(join(folder, vkeyOf(row.id)), `${vkey}\n`);
  }
  const origin = await originIn(join(folder, database));
  const report = await verifyFile(join(folder, database), keyOf(origin, vkey));
  const { events: size, root, signedSize, exitCode } = report;
  return {
    shop: { ...row, origin, size, root, signedSize, hasKey: vkey !== null, exitCode },
    files,
    report,
  };
}

/** Checks a shop of a copy by its ledger: it must be whole, and end where the manifest says. */
export async function checkShop(folder: string, shop: CopiedShop): Promise<LedgerReport> {
  const vkey = shop.hasKey ? (await Deno.readTextFile(join(folder, vkeyOf(shop.id)))).trim() : null;
  return await checkFile(join(folder, databaseOf(shop.id)), shop, vkey);
}

export async function checkFile(path: string, shop: CopiedShop, vkey: string | null): Promise<LedgerReport> {
  const report = await verifyFile(path, keyOf(shop.origin, vkey));
  if (report.exitCode !== 0) return report;
  const same = report.events === shop.size && report.root === shop.root &&
    await originIn(path) === shop.origin && shop.origin.endsWith(`/t/${shop.id}`);
  if (same) return report;
  const message = "the log does not end where the manifest says, or is another shop's";
  return { ...report, ok: false, exitCode: EXIT.failed, faults: [{ class: "head", pos: null, message }] };
}

/** The first fault of a report in words for the operator. */
export const faultOf = ({ faults }: LedgerReport): string =>
  faults[0]
    ? `${faults[0].class}${faults[0].pos === null ? "" : ` en la posición ${faults[0].pos}`}, ${
      faults[0].message
    }`
    : "";

async function verifyFile(path: string, key: VerifierKey): Promise<LedgerReport> {
  using source = openLedgerFile(path);
  return await verifyLedger(source, { ...booksOf(key.name), key });
}

async function originIn(path: string): Promise<string> {
  try {
    using source = openLedgerFile(path);
    return await source.origin() ?? "";
  } catch (error) {
    if (!(error instanceof LedgerUnreadable)) throw error;
    throw new CliError(EXIT.noInput, `${path} no es el archivo de una tienda: ${error.message}`);
  }
}

/** A log that never was signed is checked with a key that signed nothing: a checkpoint in it would be a fault. */
function keyOf(origin: string, vkey: string | null): VerifierKey {
  if (vkey === null) return verifierKey(origin, new Uint8Array(32));
  const key = parseVerifierKey(vkey);
  if (key.ok) return key.value;
  throw new CliError(EXIT.config, `La clave pública de ${origin} está dañada (${key.error.type})`);
}
