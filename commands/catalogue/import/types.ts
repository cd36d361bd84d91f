import type { Centimos } from "../../../kernel/money.ts";
import type { TaxClass } from "../../../kernel/pricing.ts";
import type { Quantity, Unit } from "../../../kernel/quantity.ts";

/** One row of a file with its number as the spreadsheet shows it: what a person looks for when a row is refused. */
export interface TableRow {
  readonly row: number;
  /** As text, trimmed, one for every header. */
  readonly cells: readonly string[];
}

/** What a file holds, before anyone has said what its columns mean. */
export interface Table {
  /** Sheet of the workbook, or the name of a CSV file. */
  readonly sheet: string;
  /** Row the headers stand in; 0 where the file has none and they are the letters of the columns. */
  readonly headerRow: number;
  readonly headers: readonly string[];
  /** Without empty rows. */
  readonly rows: readonly TableRow[];
}

/** What a column can mean. `igvIncluded` says yes or no about the price; it is no part of a product. */
export const IMPORT_FIELDS = [
  "name",
  "barcode",
  "code",
  "unit",
  "price",
  "cost",
  "taxClass",
  "igvIncluded",
  "category",
  "minStock",
  "stock",
] as const;
export type ImportField = typeof IMPORT_FIELDS[number];

/** Column of each field, counted from 0. A field that is not here is not in the file. */
export type ColumnMapping = Readonly<Partial<Record<ImportField, number>>>;

/** A row that can be imported. Null means that the file does not say: a known product then keeps what it has. */
export interface ImportRow {
  readonly row: number;
  readonly name: string;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly unit: Unit | null;
  readonly priceCentimos: Centimos;
  readonly costCentimos: Centimos | null;
  readonly taxClass: TaxClass | null;
  readonly category: string | null;
  readonly minStock: Quantity | null;
  readonly stock: Quantity | null;
}

/** Why a row cannot be imported. */
export type RowReason =
  | { readonly type: "ColumnMissing" }
  | { readonly type: "CellError" }
  | { readonly type: "NameMissing" }
  | { readonly type: "NameTooLong"; readonly max: number }
  | { readonly type: "PriceMissing" }
  | { readonly type: "PriceInvalid" }
  | { readonly type: "PriceNotPositive" }
  | { readonly type: "PriceWithoutIgv"; readonly withIgv: Centimos }
  | { readonly type: "CostInvalid" }
  | { readonly type: "BarcodeCutByExcel" }
  | { readonly type: "BarcodeInvalid" }
  | { readonly type: "CodeInvalid" }
  | { readonly type: "UnitUnknown" }
  | { readonly type: "TaxUnknown" }
  | { readonly type: "YesOrNo" }
  | { readonly type: "CategoryTooLong"; readonly max: number }
  | { readonly type: "QuantityInvalid" }
  | { readonly type: "QuantityNegative" }
  | { readonly type: "RepeatedInFile"; readonly otherRow: number }
  | { readonly type: "SameProduct"; readonly otherRow: number; readonly product: string }
  | { readonly type: "CodeTaken"; readonly product: string }
  | { readonly type: "TooManyBarcodes"; readonly product: string };

export interface RowFailure {
  /** As the spreadsheet numbers it; 0 where the whole file is meant. */
  readonly row: number;
  readonly field: ImportField;
  /** As the file has it. */
  readonly value: string;
  readonly reason: RowReason;
}

/** What is worth a look and stops nothing. */
export type RowNotice =
  | { readonly type: "CheckDigitOdd"; readonly likely: string }
  | { readonly type: "Rounded"; readonly to: Centimos }
  | { readonly type: "CostAbovePrice" }
  | { readonly type: "TakenAsExonerado" }
  | { readonly type: "FractionOfUnit" };

export interface RowWarning {
  readonly row: number;
  readonly field: ImportField;
  readonly value: string;
  readonly notice: RowNotice;
}

/** Why a whole file is refused before its rows are looked at. */
export type ImportFileRefusal =
  | { readonly type: "FileEmpty" }
  | { readonly type: "FileTooLarge"; readonly maxBytes: number }
  | { readonly type: "UnpacksTooLarge" }
  | { readonly type: "OldExcel" }
  | { readonly type: "PasswordProtected" }
  | { readonly type: "NotATable"; readonly fileName: string }
  | { readonly type: "Damaged" }
  | { readonly type: "QuotesBroken"; readonly row: number }
  | { readonly type: "TooManyRows"; readonly max: number }
  | { readonly type: "TooManyColumns"; readonly max: number }
  | { readonly type: "NoRows" };
