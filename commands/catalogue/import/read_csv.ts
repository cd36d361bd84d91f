// @ts-types="npm:@types/papaparse@5.5.2"
import Papa from "papaparse";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { MAX_COLUMNS, MAX_READ_ROWS, MAX_ROWS } from "./limits.ts";
import { widthOf } from "./header_row.ts";
import type { ImportFileRefusal, TableRow } from "./types.ts";

/** Empty lines count towards this one: a file of nothing but line ends must not fill the memory. */
const MAX_LINES = 3 * MAX_ROWS;

/**
 * Text of a file that carries no word about its encoding. Excel in Spanish saves CSV as windows-1252 and "Unicode text"
 * as UTF-16; what is valid UTF-8 is UTF-8, because an accent in windows-1252 almost never is. Null for what is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  // deno-lint-ignore no-control-regex -- control characters are what tells a picture or a PDF from a text
  if (/[\x00-\x08\x0e-\x1f]/.test(new TextDecoder("latin1").decode(bytes.subarray(0, 8192)))) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

export function readCsv(text: string): Result<TableRow[], ImportFileRefusal> {
  // Excel's own first line, `sep=;`: it names the delimiter and Excel does not show it.
  const named = /^sep=(.)\r?\n/i.exec(text);
  const parsed = Papa.parse<string[]>(named ? text.slice(named[0].length) : text, {
    ...(named ? { delimiter: named[1]! } : {}),
    delimitersToGuess: [",", ";", "\t", "|"],
    preview: MAX_LINES,
  });
  const broken = parsed.errors.find((error) => error.type === "Quotes");
  if (broken) return err({ type: "QuotesBroken", row: (broken.row ?? 0) + 1 });
  const rows = parsed.data.map((cells, index) => ({ row: index + 1, cells: cells.map(plainCell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (parsed.meta.truncated || rows.length > MAX_READ_ROWS) {
    return err({ type: "TooManyRows", max: MAX_ROWS });
  }
  if (rows.some(({ cells }) => widthOf(cells) > MAX_COLUMNS)) {
    return err({ type: "TooManyColumns", max: MAX_COLUMNS });
  }
  return ok(rows);
}

/** `="00123"` and `'00123` are how people make Excel keep leading zeros. */
const plainCell = (cell: string): string =>
  cell.trim().replace(/^="([^"]*)"$/, "$1").replace(/^'(?=\d)/, "").trim();
