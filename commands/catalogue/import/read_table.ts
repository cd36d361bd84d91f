import { err, ok, type Result } from "../../../kernel/result.ts";
import { tableOf } from "./header_row.ts";
import { MAX_BYTES, MAX_ROWS } from "./limits.ts";
import { decodeText, readCsv } from "./read_csv.ts";
import { readWorkbook, type TableOptions } from "./read_xlsx.ts";
import type { ImportFileRefusal, Table } from "./types.ts";

/**
 * Reads an uploaded file as a table of text. What it is, its bytes say: people rename files. Never throws for what a
 * file holds: anything that cannot be read is a refusal.
 */
export async function readTable(
  bytes: Uint8Array,
  fileName: string,
  options: TableOptions = {},
): Promise<Result<Table, ImportFileRefusal>> {
  if (bytes.length === 0) return err({ type: "FileEmpty" });
  if (bytes.length > MAX_BYTES) return err({ type: "FileTooLarge", maxBytes: MAX_BYTES });
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return err({ type: holdsEncryptedPackage(bytes) ? "PasswordProtected" : "OldExcel" });
  }
  const table = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
    // A reader of other people's files meets what its authors never saw: whatever it throws is the file's fault here.
    ? await readWorkbook(bytes, fileName, options).catch(() => err({ type: "Damaged" as const }))
    : readText(bytes, fileName, options);
  if (!table.ok) return table;
  if (table.value.rows.length > MAX_ROWS) return err({ type: "TooManyRows", max: MAX_ROWS });
  return table.value.rows.length === 0 ? err({ type: "NoRows" }) : table;
}

function readText(
  bytes: Uint8Array,
  fileName: string,
  { fieldOf }: TableOptions,
): Result<Table, ImportFileRefusal> {
  const text = decodeText(bytes);
  if (text === null || text.startsWith("%PDF")) return err({ type: "NotATable", fileName });
  // Many systems call a web page or an XML sheet `.xls`, and Excel opens it with a warning.
  if (/^\s*<(!doctype|html|table|\?xml|meta|style)/i.test(text)) return err({ type: "OldExcel" });
  const rows = readCsv(text);
  if (!rows.ok) return rows;
  return rows.value.length === 0 ? err({ type: "NoRows" }) : ok(tableOf(fileName, rows.value, fieldOf).table);
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** A workbook with a password is an old container around an encrypted stream of this name. */
const holdsEncryptedPackage = (bytes: Uint8Array): boolean =>
  new TextDecoder("utf-16le").decode(bytes.subarray(0, bytes.length & ~1)).includes("EncryptedPackage");
