import { isGtin } from "../../../kernel/barcode.ts";
import { parseSoles } from "../../../kernel/money.ts";
import { headerKey, matchHeader } from "./header_words.ts";
import { type ColumnMapping, IMPORT_FIELDS, type ImportField, type Table } from "./types.ts";

/** How a column was recognised: its header says so, its header may say so, or only what stands below it. */
export type Confidence = "sure" | "likely" | "byValues";

export interface ColumnGuess {
  readonly field: ImportField;
  readonly column: number;
  readonly confidence: Confidence;
}

/** At most one column for each field and one field for each column, in the order of {@link IMPORT_FIELDS}. */
export function guessColumns(table: Table): readonly ColumnGuess[] {
  const guesses = new Map<ImportField, ColumnGuess>();
  const matches = table.headers.map((header, column) => ({
    key: headerKey(header),
    column,
    match: matchHeader(header),
  }))
    // Of two that say it as clearly the alphabet decides, so that the order of the columns never does.
    .sort((a, b) => (b.match?.strength ?? 0) - (a.match?.strength ?? 0) || (a.key < b.key ? -1 : 1));
  for (const { column, match } of matches) {
    if (!match || guesses.has(match.field)) continue;
    const confidence = match.strength === 3 ? "sure" : "likely";
    guesses.set(match.field, { field: match.field, column, confidence });
  }
  guessByValues(table, guesses);
  return IMPORT_FIELDS.flatMap((field) => guesses.get(field) ?? []);
}

/** What the headers left open: a column of barcodes, one of amounts, one of words. */
function guessByValues(table: Table, guesses: Map<ImportField, ColumnGuess>) {
  const values = table.headers.map((_, column) => sampleOf(table, column));
  const used = () => new Set([...guesses.values()].map((guess) => guess.column));
  const settle = (field: ImportField, column: number | undefined) => {
    if (column === undefined || guesses.has(field)) return;
    guesses.set(field, { field, column, confidence: "byValues" });
  };
  // "Código" is the shop's own code or the scanner's: the digits tell. A header that says SKU keeps its word.
  const code = guesses.get("code");
  const isPlainCode = code && /^(codigo|cod|code)\b/.test(headerKey(table.headers[code.column]!));
  if (!guesses.has("barcode") && isPlainCode && mostly(values[code.column]!, isGtin)) {
    guesses.delete("code");
    settle("barcode", code.column);
  }
  const free = () => values.map((_, column) => column).filter((column) => !used().has(column));
  const unnamed = () => free().filter((column) => isUnnamed(table, column));
  settle("barcode", free().find((column) => mostly(values[column]!, isGtin)));
  const amounts = unnamed().filter((column) => mostly(values[column]!, isAmount));
  if (amounts.length === 1) settle("price", amounts[0]); // of two amounts nobody but the owner knows which is the cost
  settle("name", longestWords(values, unnamed()));
}

/** A header that names something else (a date, a brand) is not ours to reinterpret; letters or nothing say nothing. */
const isUnnamed = (table: Table, column: number): boolean =>
  table.headerRow === 0 || headerKey(table.headers[column]!) === "";

const sampleOf = (table: Table, column: number): string[] =>
  table.rows.slice(0, 200).map((row) => row.cells[column]!).filter((cell) => cell !== "");

const mostly = (values: readonly string[], test: (value: string) => boolean): boolean =>
  values.length > 0 && values.filter(test).length * 10 >= values.length * 6;

const isAmount = (text: string): boolean => /\d[.,]\d{1,2}$/.test(text) && parseSoles(text) !== null;

function longestWords(
  values: readonly (readonly string[])[],
  columns: readonly number[],
): number | undefined {
  const letters = (column: number) => values[column]!.join("").replace(/[^\p{L}]/gu, "").length;
  return columns.filter((column) => mostly(values[column]!, (value) => /\p{L}{3}/u.test(value)))
    .sort((a, b) => letters(b) - letters(a))[0];
}

export const mappingOf = (guesses: readonly ColumnGuess[]): ColumnMapping =>
  Object.fromEntries(guesses.map(({ field, column }) => [field, column]));

/**
 * The mapping as a person corrected it: null takes a field off the file. A column means one thing, so giving it to a
 * field takes it from the one that had it.
 */
export function correctMapping(
  mapping: ColumnMapping,
  corrections: Readonly<Partial<Record<ImportField, number | null>>>,
): ColumnMapping {
  const taken = new Set(Object.values(corrections).filter((column) => column !== null));
  const kept = IMPORT_FIELDS.flatMap((field) => {
    const column = mapping[field];
    return column === undefined || field in corrections || taken.has(column)
      ? []
      : [[field, column] as const];
  });
  const corrected = IMPORT_FIELDS.flatMap((field) => {
    const column = corrections[field];
    return column === undefined || column === null ? [] : [[field, column] as const];
  });
  return Object.fromEntries([...kept, ...corrected]);
}
