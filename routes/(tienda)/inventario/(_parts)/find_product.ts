import type { Product } from "../../../../events/facts/catalogue.ts";
import {
  productByCode,
  productById,
  productsPage,
} from "../../../../events/projections/catalogue/queries.ts";
import type { TenantDb } from "../../../../events/store/types.ts";
import { isUuid } from "../../../../kernel/ids.ts";
import { searchKey } from "../../../../kernel/search.ts";

/** What a person may have meant: one product, some of which to choose, or none. */
export interface Found {
  readonly product: Product | null;
  readonly matches: readonly Product[];
}

const MOST = 12;

/** By what was scanned, typed or chosen: an id, a code, a whole name, or words of a name that only one product has. */
export async function findProduct(db: TenantDb, text: string): Promise<Found> {
  const wanted = text.trim();
  if (wanted === "") return { product: null, matches: [] };
  const exact = isUuid(wanted) ? await productById(db, wanted) : await productByCode(db, wanted);
  if (exact) return { product: exact, matches: [exact] };
  const { items } = await productsPage(db, { query: wanted, limit: MOST });
  const named = items.filter(({ name }) => searchKey(name) === searchKey(wanted));
  const only = named.length === 1 ? named[0] : items.length === 1 ? items[0] : undefined;
  return { product: only ?? null, matches: items };
}
