import { codesOf } from "../../../domain/catalogue/codes.ts";
import type { Product } from "../../../events/facts/catalogue.ts";
import type { Quantity } from "../../../kernel/quantity.ts";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { nameKey } from "./name_key.ts";
import { matchRows } from "./match_rows.ts";
import type { ImportRow, RowFailure } from "./types.ts";

/** A product that has no id yet: whoever carries the plan out gives it one. */
export type ProductDraft = Omit<Product, "productId">;

export interface PlannedAddition {
  readonly row: number;
  readonly product: ProductDraft;
  /** The file's stock column. Only a product that the file adds has one. */
  readonly openingStock: Quantity | null;
}

export type ProductField = keyof ProductDraft;

export interface PlannedChange {
  readonly row: number;
  readonly before: Product;
  readonly after: Product;
  /** What differs, for the preview; never empty. */
  readonly fields: readonly ProductField[];
}

/** What a file would do to this catalogue, and nothing done yet. */
export interface ImportPlan {
  readonly added: readonly PlannedAddition[];
  readonly changed: readonly PlannedChange[];
  readonly unchanged: number;
  /** Rows whose stock is not taken because the product is known: stock is counted, never imported twice. */
  readonly stockIgnored: readonly number[];
}

/** Facts hold no more (events/facts/catalogue.ts). */
const BARCODES_MAX = 12;

/**
 * Compares a file with the catalogue. The same file twice plans nothing the second time. A cell that is empty changes
 * nothing, and a product that was retired stays so: a row that names it again adds it anew. Refused whole where two rows
 * mean one product or a code would belong to two.
 */
export function planImport(
  rows: readonly ImportRow[],
  products: readonly Product[],
): Result<ImportPlan, readonly RowFailure[]> {
  const current = products.filter((product) => product.active);
  const { matched, failures } = matchRows(rows, current);
  const categoryAs = categorySpeller(current);
  const added: PlannedAddition[] = [], changed: PlannedChange[] = [], stockIgnored: number[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const before = matched.get(row);
    if (!before) {
      added.push({ row: row.row, product: draftOf(row, categoryAs), openingStock: row.stock });
      continue;
    }
    if (row.stock !== null) stockIgnored.push(row.row);
    const after = revisedBy(before, row, categoryAs);
    const fields = differences(before, after);
    if (fields.length === 0) unchanged += 1;
    else changed.push({ row: row.row, before, after, fields });
  }
  // A row that means another row's product is said once, not again as a clash of its codes.
  const refused = failures.length > 0
    ? failures
    : [...tooManyBarcodes(changed), ...sharedCodes(current, added, changed)];
  return refused.length > 0 ? err(refused) : ok({ added, changed, unchanged, stockIgnored });
}

type Speller = (category: string) => string;

/** `BEBIDAS` in a file means the shop's `Bebidas`: the first spelling met is the one used. */
function categorySpeller(products: readonly Product[]): Speller {
  const spelled = new Map<string, string>();
  const spell: Speller = (category) => {
    const known = spelled.get(nameKey(category));
    if (known === undefined) spelled.set(nameKey(category), category);
    return known ?? category;
  };
  for (const { category } of products) if (category !== null) spell(category);
  return spell;
}

const draftOf = (row: ImportRow, categoryAs: Speller): ProductDraft => ({
  name: row.name,
  barcodes: row.barcode === null ? [] : [row.barcode],
  code: row.code,
  unit: row.unit ?? "unidad",
  priceCentimos: row.priceCentimos,
  costCentimos: row.costCentimos,
  taxClass: row.taxClass ?? "gravado",
  category: row.category === null ? null : categoryAs(row.category),
  minStock: row.minStock,
  favourite: false,
  active: true,
});

function revisedBy(before: Product, row: ImportRow, categoryAs: Speller): Product {
  const isNewCategory = row.category !== null && nameKey(row.category) !== nameKey(before.category ?? "");
  return {
    ...before,
    name: row.name,
    barcodes: row.barcode === null || before.barcodes.includes(row.barcode)
      ? before.barcodes
      : [...before.barcodes, row.barcode],
    code: row.code ?? before.code,
    unit: row.unit ?? before.unit,
    priceCentimos: row.priceCentimos,
    costCentimos: row.costCentimos ?? before.costCentimos,
    taxClass: row.taxClass ?? before.taxClass,
    category: isNewCategory ? categoryAs(row.category) : before.category,
    minStock: row.minStock ?? before.minStock,
  };
}

/** What an import can change, in the order a preview tells it. */
const COMPARED = [
  "name",
  "priceCentimos",
  "costCentimos",
  "barcodes",
  "code",
  "unit",
  "taxClass",
  "category",
  "minStock",
] as const satisfies readonly ProductField[];

const differences = (before: Product, after: Product): ProductField[] =>
  COMPARED.filter((field) =>
    field === "barcodes"
      ? before.barcodes.length !== after.barcodes.length // an import only adds to them
      : before[field] !== after[field]
  );

const tooManyBarcodes = (changed: readonly PlannedChange[]): RowFailure[] =>
  changed.filter(({ after }) => after.barcodes.length > BARCODES_MAX).map(({ row, after }) => ({
    row,
    field: "barcode",
    value: after.barcodes.at(-1)!,
    reason: { type: "TooManyBarcodes", product: after.name },
  }));

/** Codes that two products would answer to once all is done: within one file a code may pass from one to another. */
function sharedCodes(
  current: readonly Product[],
  added: readonly PlannedAddition[],
  changed: readonly PlannedChange[],
): RowFailure[] {
  const revised = new Set(changed.map(({ before }) => before.productId));
  const owners = new Map<string, string>();
  for (const product of current.filter(({ productId }) => !revised.has(productId))) {
    for (const code of codesOf(product)) owners.set(code, product.name);
  }
  const failures: RowFailure[] = [];
  const planned = [
    ...changed.map(({ row, after }) => ({ row, product: after })),
    ...added.map(({ row, product }) => ({ row, product: { ...product, productId: "" } })),
  ];
  for (const { row, product } of planned) {
    for (const code of codesOf(product)) {
      const owner = owners.get(code);
      if (owner === undefined) owners.set(code, product.name);
      else {
        failures.push({
          row,
          field: product.code === code ? "code" : "barcode",
          value: code,
          reason: { type: "CodeTaken", product: owner },
        });
      }
    }
  }
  return failures;
}
