import { unzipSync } from "fflate";
import { type CellValue, readXlsx, streamXlsxRows } from "hucre/xlsx";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { formatStamp, instantOf } from "../../../kernel/time.ts";
import { type FieldOf, type FoundTable, tableOf, widthOf } from "./header_row.ts";
import { MAX_COLUMNS, MAX_READ_ROWS, MAX_ROWS, MAX_SHEETS, MAX_UNPACKED_BYTES } from "./limits.ts";
import type { ImportFileRefusal, Table, TableRow } from "./types.ts";

export interface TableOptions {
  /** Which headers are known words; those of a catalogue where it is left out. */
  readonly fieldOf?: FieldOf | undefined;
  /** `2026-11-22 15:05:09` where a cell holds a date with its time, instead of the day alone. */
  readonly stamps?: boolean;
}

/** The visible sheet with most known headers (instructions often stand on the first one), else the first with rows. */
export async function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  { fieldOf, stamps = false }: TableOptions = {},
): Promise<Result<Table, ImportFileRefusal>> {
  const refusal = unpackRefusal(bytes, fileName);
  if (refusal) return err(refusal);
  let best: FoundTable | null = null;
  for (const { name, index } of await visibleSheets(bytes)) {
    const rows = await readSheet(bytes, index, stamps);
    if (!rows.ok) return rows;
    if (rows.value.length === 0) continue;
    const found = tableOf(name, rows.value, fieldOf);
    if (!best || found.known > best.known) best = found;
  }
  return best ? ok(best.table) : err({ type: "NoRows" });
}

/** Reads the archive's directory alone. The reader holds every part to the size declared there, so a lie buys nothing. */
function unpackRefusal(bytes: Uint8Array, fileName: string): ImportFileRefusal | null {
  let unpacked = 0;
  const names: string[] = [];
  unzipSync(bytes, {
    filter: (part) => {
      unpacked += part.originalSize;
      names.push(part.name);
      return false;
    },
  });
  if (!names.some((name) => /(^|\/)xl\//i.test(name))) return { type: "NotATable", fileName };
  return unpacked > MAX_UNPACKED_BYTES ? { type: "UnpacksTooLarge" } : null;
}

async function visibleSheets(bytes: Uint8Array): Promise<{ name: string; index: number }[]> {
  const sheets: { name: string; index: number }[] = [];
  await readXlsx(bytes, {
    sheets: ({ name, index, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) sheets.push({ name, index });
      return false; // the list is all that is wanted: no sheet is read here
    },
  });
  return sheets.slice(0, MAX_SHEETS);
}

async function readSheet(
  bytes: Uint8Array,
  sheet: number,
  stamps: boolean,
): Promise<Result<TableRow[], ImportFileRefusal>> {
  const rows: TableRow[] = [];
  for await (const { index, values } of streamXlsxRows(bytes, { sheet })) {
    if (!Number.isSafeInteger(index)) return err({ type: "Damaged" });
    const cells = values.map((value) => cellText(value, stamps));
    const width = widthOf(cells);
    if (width === 0) continue;
    if (width > MAX_COLUMNS) return err({ type: "TooManyColumns", max: MAX_COLUMNS });
    if (rows.length === MAX_READ_ROWS) return err({ type: "TooManyRows", max: MAX_ROWS });
    rows.push({ row: index + 1, cells: cells.slice(0, width) });
  }
  return ok(rows);
}

function cellText(value: CellValue, stamps: boolean): string {
  if (value === null) return "";
  if (typeof value === "number") return decimalText(value);
  if (typeof value === "boolean") return value ? "SI" : "NO";
  // Excel turns a typed 3.8 into the 3rd of August: shown as a date, so that the row is refused with what is in the cell.
  if (typeof value === "object") {
    if (!Number.isNaN(value.getTime()) && stamps) return stampOf(value.getTime());
    return Number.isNaN(value.getTime())
      ? ""
      : formatStamp(instantOf(value.getTime() + LIMA_MS)).slice(0, 10);
  }
  return value.trim();
}
const DAY_MS = 86_400_000;
/** Midnight is how a cell writes a day without a time; its seconds are fractions of a day, and come back a little off. */
function stampOf(ms: number): string {
  const whole = Math.round(ms / 1000) * 1000;
  return instantOf(whole).slice(0, whole % DAY_MS === 0 ? 10 : 19).replace("T", " ");
}

/** Dates in cells have no zone; the formatter shows Lima days. */
const LIMA_MS = 5 * 3_600_000;

/**
 * The decimal a person sees in the cell. Excel itself keeps 15 significant digits, so 0.1 + 0.2 is `0.3` there and here;
 * a barcode kept as a number stays whole digits.
 */
export function decimalText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const text = value.toPrecision(15);
  return text.includes("e") ? text : text.replace(/\.?0+$/, "");
}
