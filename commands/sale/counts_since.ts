import type { SaleSurroundings } from "../../domain/sale/decider.ts";
import { firstCountsSince, type StockState } from "../../events/projections/stock/queries.ts";
import type { TenantDb } from "../../events/store/types.ts";
import type { Instant } from "../../kernel/time.ts";

/** Beyond it something told now is late: it may have happened before a count that is already in. */
export const LATE_MS = 60_000;

/**
 * Only what comes late ever asks for counts: all else happened after the newest one. What happened in the very millisecond
 * of a count is in it, whichever of the two is heard first (`onHandAt`).
 */
export async function countsSince(
  db: TenantDb,
  at: Instant,
  stock: ReadonlyMap<string, StockState>,
): Promise<SaleSurroundings["countsSince"]> {
  const counted = [...stock].filter(([, { lastCount }]) => lastCount !== null && lastCount.countedAt >= at);
  return counted.length === 0 ? [] : await firstCountsSince(db, counted.map(([productId]) => productId), at);
}
