import { parseSoles } from "../../../kernel/money.ts";
import { matchHeader } from "./header_words.ts";
import type { Table, TableRow } from "./types.ts";

/** Titles, dates and addresses above the headers are a handful of rows. */
const LOOK_AT = 15;

/** Rows of a sheet as a table, and how many of its headers are known words: the sheet with products has most. */
export interface FoundTable {
  readonly table: Table;
  readonly known: number;
}

/**
 * Finds the row of the headers: the one with most known headers among the first, else the first row if it is all
 * words. A file that starts with data gets the letters of its columns as headers. `rows` has no empty row.
 */
export function tableOf(
  sheet: string,
  rows: readonly TableRow[],
  fieldOf: FieldOf = (header) => matchHeader(header)?.field ?? null,
): FoundTable {
  const known = rows.slice(0, LOOK_AT).map((row) => knownFields(row.cells, fieldOf));
  const best = known.indexOf(Math.max(...known));
  const index = known[best]! >= 2 ? best : looksLikeHeaders(rows[0]!.cells) ? 0 : -1;
  const body = rows.slice(index + 1);
  const width = Math.max(...rows.slice(Math.max(index, 0)).map((row) => widthOf(row.cells)));
  const headers = index < 0
    ? Array.from({ length: width }, (_, column) => columnLetters(column))
    : fit(rows[index]!.cells, width);
  return {
    table: {
      sheet,
      headerRow: index < 0 ? 0 : rows[index]!.row,
      headers,
      rows: body.map(({ row, cells }) => ({ row, cells: fit(cells, width) })),
    },
    known: index < 0 ? 0 : known[index]!,
  };
}

/** What a header says, or null: each kind of file has words of its own. */
export type FieldOf = (header: string) => string | null;

const knownFields = (cells: readonly string[], fieldOf: FieldOf): number =>
  new Set(cells.map(fieldOf).filter((field) => field !== null)).size;

const looksLikeHeaders = (cells: readonly string[]): boolean =>
  cells.every((cell) => !/\d{6}/.test(cell) && parseSoles(cell) === null);

/** Cells up to the last one that holds something. */
export const widthOf = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== "") + 1;

const fit = (cells: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, column) => cells[column] ?? "");

/** `A`, `Z`, `AA`: how a spreadsheet names its columns. */
function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + column % 26);
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}
