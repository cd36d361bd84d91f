import type { Centimos } from "../../../kernel/money.ts";
import { nameKey } from "./name_key.ts";
import {
  isCellError,
  readBarcode,
  readCategory,
  readCode,
  readCost,
  type Reading,
  readName,
  readPrice,
  readQuantity,
  readTaxClass,
  readUnit,
  readYesNo,
  withIgv,
} from "./cell_values.ts";
import type {
  ColumnMapping,
  ImportField,
  ImportRow,
  RowFailure,
  RowNotice,
  RowReason,
  RowWarning,
  Table,
  TableRow,
} from "./types.ts";

export interface ParsedRows {
  /** Every row that can be imported. Worth nothing while there are failures: a file goes in whole or not at all. */
  readonly products: readonly ImportRow[];
  readonly failures: readonly RowFailure[];
  readonly warnings: readonly RowWarning[];
}

/** Reads every row by what its columns were said to mean. What is wrong in any row is told at once. */
export function parseRows(table: Table, mapping: ColumnMapping): ParsedRows {
  const missing = (["name", "price"] as const).filter((field) => mapping[field] === undefined);
  if (missing.length > 0) {
    const failures = missing.map((field): RowFailure => ({
      row: 0,
      field,
      value: "",
      reason: { type: "ColumnMissing" },
    }));
    return { products: [], failures, warnings: [] };
  }
  const notes = { failures: [] as RowFailure[], warnings: [] as RowWarning[] };
  const products = table.rows.map((row) => parseRow(row, mapping, notes)).filter((row) => row !== null);
  return { products, ...notes, failures: [...notes.failures, ...repeatedRows(products)].sort(byRow) };
}

const byRow = (a: RowFailure, b: RowFailure) => a.row - b.row;

interface Notes {
  readonly failures: RowFailure[];
  readonly warnings: RowWarning[];
}

function parseRow(row: TableRow, mapping: ColumnMapping, { failures, warnings }: Notes): ImportRow | null {
  const before = failures.length;
  const cell = (field: ImportField) => row.cells[mapping[field] ?? -1] ?? "";
  const fail = (field: ImportField, reason: RowReason) =>
    failures.push({ row: row.row, field, value: cell(field), reason });
  const warn = (field: ImportField, notice: RowNotice) =>
    warnings.push({ row: row.row, field, value: cell(field), notice });
  /** Null after a failure: the row is dropped at the end, and until then its other cells are read too. */
  const read = <T>(field: ImportField, reader: (text: string) => Reading<T>): T | null => {
    const text = cell(field);
    const reading: Reading<T> = isCellError(text) ? { reason: { type: "CellError" } } : reader(text);
    if ("reason" in reading) return fail(field, reading.reason), null;
    if (reading.notice) warn(field, reading.notice);
    return reading.value;
  };

  const name = read("name", readName), priceCentimos = read("price", readPrice);
  const unit = read("unit", readUnit), taxClass = read("taxClass", readTaxClass);
  const costCentimos = read("cost", readCost);
  const minStock = read("minStock", (text) => readQuantity(text, unit));
  const draft = {
    row: row.row,
    barcode: read("barcode", readBarcode),
    code: read("code", readCode),
    unit,
    costCentimos,
    taxClass,
    category: read("category", readCategory),
    minStock,
    stock: read("stock", (text) => readQuantity(text, unit)),
  };
  if (minStock !== null && minStock < 0) fail("minStock", { type: "QuantityNegative" });
  const included = read("igvIncluded", readYesNo);
  if (included === false && priceCentimos !== null && (taxClass ?? "gravado") === "gravado") {
    fail("price", { type: "PriceWithoutIgv", withIgv: withIgv(priceCentimos) });
  }
  if (isAbove(costCentimos, priceCentimos)) warn("cost", { type: "CostAbovePrice" });
  if (failures.length > before || name === null || priceCentimos === null) return null;
  return { ...draft, name, priceCentimos };
}

const isAbove = (cost: Centimos | null, price: Centimos | null): boolean =>
  cost !== null && price !== null && cost > price;

/**
 * Rows that a scanner, or a person at the till, could not tell apart. Barcodes and codes are one namespace
 * (domain/catalogue); a name counts only where a row has neither.
 */
function repeatedRows(rows: readonly ImportRow[]): RowFailure[] {
  const firstByCode = new Map<string, number>(), firstByName = new Map<string, number>();
  const failures: RowFailure[] = [];
  const take = (seen: Map<string, number>, key: string, row: number, field: ImportField, value = key) => {
    const otherRow = seen.get(key);
    if (otherRow === undefined) seen.set(key, row);
    else if (otherRow !== row) {
      failures.push({ row, field, value, reason: { type: "RepeatedInFile", otherRow } });
    }
  };
  for (const { row, name, barcode, code } of rows) {
    if (barcode !== null) take(firstByCode, barcode, row, "barcode");
    if (code !== null) take(firstByCode, code, row, "code");
    if (barcode === null && code === null) take(firstByName, nameKey(name), row, "name", name);
  }
  return failures;
}
