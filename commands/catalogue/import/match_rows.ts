import { codesOf } from "../../../domain/catalogue/codes.ts";
import type { Product } from "../../../events/facts/catalogue.ts";
import { nameKey } from "./name_key.ts";
import type { ImportRow, RowFailure } from "./types.ts";

export interface MatchedRows {
  readonly matched: ReadonlyMap<ImportRow, Product>;
  /** Rows that mean a product another row already means. */
  readonly failures: readonly RowFailure[];
}

/**
 * Which known product each row means: by barcode, else by code, else by name. Each way runs over the whole file before
 * the next, so that a row which knows its barcode is never beaten by one which merely has the same name.
 */
export function matchRows(rows: readonly ImportRow[], products: readonly Product[]): MatchedRows {
  const matched = new Map<ImportRow, Product>(), rowOf = new Map<string, number>();
  const failures: RowFailure[] = [];
  const match = (row: ImportRow, product: Product) => {
    matched.set(row, product);
    rowOf.set(product.productId, row.row);
  };
  const byCode = new Map(products.flatMap((product) => codesOf(product).map((code) => [code, product])));
  for (const field of ["barcode", "code"] as const) {
    for (const row of rows) {
      const value = row[field], product = value === null ? undefined : byCode.get(value);
      if (value === null || !product || matched.has(row)) continue;
      const otherRow = rowOf.get(product.productId);
      if (otherRow === undefined) match(row, product);
      else {
        const reason = { type: "SameProduct", otherRow, product: product.name } as const;
        failures.push({ row: row.row, field, value, reason });
      }
    }
  }
  // In an order that no import changes: what has no code first, then the oldest.
  const steady = products.toSorted((a, b) =>
    codesOf(a).length - codesOf(b).length || (a.productId < b.productId ? -1 : 1)
  );
  const byName = Map.groupBy(steady, (product) => nameKey(product.name));
  for (const row of rows) {
    if (matched.has(row)) continue;
    const product = byName.get(nameKey(row.name))?.find((product) =>
      !rowOf.has(product.productId) && mayBe(row, product)
    );
    if (product) match(row, product);
  }
  return { matched, failures };
}

/** Same name, other barcode is another product: a 500 ml and a 1 l that someone called alike. */
const mayBe = (row: ImportRow, product: Product): boolean =>
  (row.barcode === null || product.barcodes.length === 0) && (row.code === null || product.code === null);
