import type { Product } from "../../../../events/facts/catalogue.ts";
import {
  catalogueSize,
  categories,
  productById,
  productsPage,
} from "../../../../events/projections/catalogue/queries.ts";
import { stockFlags, stockOf, type StockState } from "../../../../events/projections/stock/queries.ts";
import type { ShopState } from "../../../(_shared)/define.ts";

export interface ProductsPage {
  readonly query: string;
  readonly category: string;
  readonly retired: boolean;
  readonly cursor: string | undefined;
  readonly products: readonly Product[];
  readonly next: string | null;
  readonly stock: ReadonlyMap<string, StockState>;
  readonly categories: readonly string[];
  readonly size: number;
  readonly below: number;
  /** Just taken off sale, to be put back in one tap. */
  readonly justRetired: Product | null;
  readonly cmdId: string;
}

const PAGE = 50;

export async function loadProducts(state: ShopState, search: URLSearchParams): Promise<ProductsPage> {
  const { store: { db }, services: { ids } } = state;
  const query = search.get("q") ?? "", category = search.get("categoria") ?? "";
  const retired = search.get("estado") === "retirados", cursor = search.get("desde") ?? undefined;
  const [found, all, size, flags, justRetired] = await Promise.all([
    productsPage(db, {
      query,
      retired,
      limit: PAGE,
      ...category === "" ? {} : { category },
      ...cursor === undefined ? {} : { cursor },
    }),
    categories(db),
    catalogueSize(db),
    stockFlags(db),
    search.has("retirado") ? productById(db, search.get("retirado") ?? "") : null,
  ]);
  return {
    query,
    category,
    retired,
    cursor,
    products: found.items,
    next: found.next,
    stock: await stockOf(db, found.items.map(({ productId }) => productId)),
    categories: all.map((one) => one.category),
    size,
    below: flags.below_minimum,
    justRetired: justRetired?.active === false ? justRetired : null,
    cmdId: ids.next(),
  };
}
