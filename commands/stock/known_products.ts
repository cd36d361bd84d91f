import { productsById } from "../../events/projections/catalogue/queries.ts";
import type { TenantDb } from "../../events/store/types.ts";

/** Which of these the catalogue has ever had: goods of a retired product still come and go. */
export const knownProducts = async (
  db: TenantDb,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> => new Set((await productsById(db, productIds)).keys());
