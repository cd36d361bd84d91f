import { type CatalogueState, codesOf, EMPTY_CATALOGUE, withProducts } from "../../domain/catalogue/codes.ts";
import { CATALOGUE } from "../../domain/streams.ts";
import type { CatalogueFact, Product } from "../../events/facts/catalogue.ts";
import { productOf, type ProductRow, productsById } from "../../events/projections/catalogue/queries.ts";
import type { TenantDb, TenantStore } from "../../events/store/types.ts";
import { versionOf } from "../handle.ts";

/**
 * The catalogue as far as a change of these products can touch it: themselves, and whoever has one of their codes.
 * The version is read first: what changes meanwhile makes the append try again.
 */
export async function loadCatalogue(
  store: TenantStore,
  touched: { readonly productIds: readonly string[]; readonly after: readonly Product[] },
): Promise<{ state: CatalogueState; version: number }> {
  const version = await versionOf(store, CATALOGUE);
  const ids = [...new Set([...touched.productIds, ...touched.after.map((product) => product.productId)])];
  const own = [...(await productsById(store.db, ids)).values()];
  const codes = [...own, ...touched.after].flatMap(codesOf);
  const owners = await productsByCodes(store.db, [...new Set(codes)]);
  return { version, state: withProducts(EMPTY_CATALOGUE, [...own, ...owners]) };
}

/** Active products that answer to any of these codes. */
async function productsByCodes(db: TenantDb, codes: readonly string[]): Promise<Product[]> {
  const rows = await db.all<ProductRow>(
    `SELECT * FROM product WHERE product_id IN (
      SELECT product_id FROM product_code WHERE code IN (SELECT value FROM json_each(?)))`,
    [JSON.stringify(codes)],
  );
  return rows.map(productOf);
}

/** The newest import with the changes of all its parts; null where there is none or it was taken back. */
export async function lastImport(store: TenantStore): Promise<CatalogueState["lastImport"]> {
  const [newest] = await importEvents(store, ["CatalogueImported", "CatalogueImportUndone"], 1);
  if (newest?.type !== "CatalogueImported") return null;
  const { importId, parts } = newest.data;
  const all = await importEvents(store, ["CatalogueImported"], parts); // one append, so they stand side by side
  return { importId, changes: all.reverse().flatMap(({ data }) => data.changes) };
}

type ImportFact = Extract<CatalogueFact, { type: "CatalogueImported" | "CatalogueImportUndone" }>;

async function importEvents(
  store: TenantStore,
  types: readonly ImportFact["type"][],
  limit: number,
): Promise<ImportFact[]> {
  const events = await store.read({ types, descending: true, limit });
  return events.map(({ type, data }) => ({ type, data }) as ImportFact);
}
