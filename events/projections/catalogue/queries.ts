import { centimos } from "../../../kernel/money.ts";
import type { TaxClass } from "../../../kernel/pricing.ts";
import { quantity, type Unit } from "../../../kernel/quantity.ts";
import { searchKey } from "../../../kernel/search.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { Product } from "../../facts/catalogue.ts";
import type { SqlValue, TenantDb } from "../../store/types.ts";
import { cursorOf, readCursor } from "../cursor.ts";

export type ProductRow = {
  product_id: string;
  name: string;
  search_key: string;
  barcodes: string;
  code: string | null;
  unit: string;
  price_centimos: number;
  cost_centimos: number | null;
  tax_class: string;
  category: string | null;
  min_stock: number | null;
  favourite: number;
  active: number;
  pos: number;
};

export const productOf = (row: ProductRow): Product => ({
  productId: row.product_id,
  name: row.name,
  barcodes: JSON.parse(row.barcodes) as string[],
  code: row.code,
  unit: row.unit as Unit,
  priceCentimos: centimos(row.price_centimos),
  costCentimos: row.cost_centimos === null ? null : centimos(row.cost_centimos),
  taxClass: row.tax_class as TaxClass,
  category: row.category,
  minStock: row.min_stock === null ? null : quantity(row.min_stock),
  favourite: row.favourite === 1,
  active: row.active === 1,
});

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null where this was the last page. */
  readonly next: string | null;
}

/** Each word of the query must begin some word of the key, as {@link matches} of kernel/search says it for the till. */
export function searchCondition(query: string | undefined): { sql: string; args: SqlValue[] } {
  const words = searchKey(query ?? "").split(" ").filter((word) => word !== "");
  return {
    sql: words.map(() => "AND instr(' ' || p.search_key, ?) > 0").join(" "),
    args: words.map((word) => ` ${word}`),
  };
}

/** Products by name, active ones unless retired ones are asked for. A cursor that is not ours starts at the beginning. */
export async function productsPage(
  db: TenantDb,
  options: {
    readonly query?: string;
    readonly retired?: boolean;
    readonly category?: string;
    readonly cursor?: string;
    readonly limit: number;
  },
): Promise<Page<Product>> {
  const [key = "", id = ""] = readCursor(options.cursor) ?? [];
  const search = searchCondition(options.query);
  const inCategory = options.category === undefined ? "" : "AND p.category = ?";
  const rows = await db.all<ProductRow>(
    `SELECT p.* FROM product p WHERE p.active = ? AND (p.search_key, p.product_id) > (?, ?) ${inCategory} ${search.sql}
      ORDER BY p.search_key, p.product_id LIMIT ?`,
    [
      options.retired ? 0 : 1,
      key,
      id,
      ...(options.category === undefined ? [] : [options.category]),
      ...search.args,
      options.limit,
    ],
  );
  const last = rows.length < options.limit ? undefined : rows.at(-1);
  return { items: rows.map(productOf), next: last ? cursorOf([last.search_key, last.product_id]) : null };
}

/** Active product that a scanned barcode or a typed code means. */
export async function productByCode(db: TenantDb, code: string): Promise<Product | null> {
  const row = await db.first<ProductRow>(
    "SELECT p.* FROM product_code c JOIN product p ON p.product_id = c.product_id WHERE c.code = ? LIMIT 1",
    [code],
  );
  return row && productOf(row);
}

/** Retired ones too: an old sale names it for ever. */
export async function productById(db: TenantDb, productId: string): Promise<Product | null> {
  const row = await db.first<ProductRow>("SELECT * FROM product WHERE product_id = ?", [productId]);
  return row && productOf(row);
}

export async function productsById(
  db: TenantDb,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Product>> {
  const rows = await db.all<ProductRow>(
    "SELECT * FROM product WHERE product_id IN (SELECT value FROM json_each(?))",
    [JSON.stringify(productIds)],
  );
  return new Map(rows.map((row) => [row.product_id, productOf(row)]));
}

/** For the grid of the till, by name. */
export async function favourites(db: TenantDb): Promise<Product[]> {
  const rows = await db.all<ProductRow>(
    "SELECT * FROM product WHERE favourite = 1 AND active = 1 ORDER BY search_key, product_id",
  );
  return rows.map(productOf);
}

export async function categories(db: TenantDb): Promise<{ category: string; products: number }[]> {
  return await db.all(
    `SELECT category, count(*) AS products FROM product WHERE active = 1 AND category IS NOT NULL
      GROUP BY category ORDER BY category`,
  );
}

export interface ProductChanges {
  readonly changed: readonly Product[];
  /** Ids of products that were retired. */
  readonly removed: readonly string[];
  /** Where the next call goes on: always there, also after the last change. */
  readonly cursor: string;
  readonly more: boolean;
}

/**
 * What changed since a till last asked (design §8, pull): in the order of the changes, so that a till that stops
 * anywhere goes on there. Without a cursor, or with one that is not ours, the whole catalogue.
 */
export async function productsChangedAfter(
  db: TenantDb,
  cursor: string | null,
  limit: number,
): Promise<ProductChanges> {
  const known = readCursor(cursor ?? undefined);
  const [after, id] = [Number(known?.[0] ?? 0) || 0, known?.[1] ?? ""];
  const rows = await db.all<ProductRow>(
    `SELECT * FROM product WHERE (pos, product_id) > (?, ?) ${known ? "" : "AND active = 1"}
      ORDER BY pos, product_id LIMIT ?`,
    [after, id, limit],
  );
  const last = rows.at(-1);
  return {
    changed: rows.filter((row) => row.active === 1).map(productOf),
    removed: rows.filter((row) => row.active === 0).map((row) => row.product_id),
    cursor: last ? cursorOf([String(last.pos), last.product_id]) : cursorOf([String(after), id]),
    more: rows.length === limit,
  };
}

export interface CatalogueImport {
  readonly importId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly products: number;
  /** Its events stand from here … */
  readonly firstPos: number;
  /** … to here, one append without a gap. */
  readonly lastPos: number;
  readonly importedAt: Instant;
  readonly undoneAt: Instant | null;
}

type ImportRow = {
  import_id: string;
  file_name: string;
  file_sha256: string;
  products: number;
  first_pos: number;
  last_pos: number;
  imported_at: string;
  undone_at: string | null;
};

/** Newest first. Only the newest can be taken back, and only once. */
export async function imports(db: TenantDb, limit: number): Promise<CatalogueImport[]> {
  const rows = await db.all<ImportRow>("SELECT * FROM catalogue_import ORDER BY first_pos DESC LIMIT ?", [
    limit,
  ]);
  return rows.map((row) => ({
    importId: row.import_id,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    products: row.products,
    firstPos: row.first_pos,
    lastPos: row.last_pos,
    importedAt: row.imported_at as Instant,
    undoneAt: row.undone_at as Instant | null,
  }));
}

/** What "deshacer" would take back now; null where there is nothing. */
export async function undoableImport(db: TenantDb): Promise<CatalogueImport | null> {
  const [newest] = await imports(db, 1);
  return newest && newest.undoneAt === null ? newest : null;
}

/** Active products. */
export async function catalogueSize(db: TenantDb): Promise<number> {
  const row = await db.first<{ n: number }>("SELECT count(*) AS n FROM product WHERE active = 1");
  return row?.n ?? 0;
}
