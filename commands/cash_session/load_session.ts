import {
  type CashSession,
  cashSessionDecider,
  type SessionSales,
} from "../../domain/cash_session/decider.ts";
import { cashSessionStream } from "../../domain/streams.ts";
import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import type { TenantDb, TenantStore } from "../../events/store/types.ts";

import { ZERO } from "../../kernel/money.ts";

/** A session as its own stream tells it: float, movements and closing. Its sales are elsewhere. */
export async function loadSession(
  store: TenantStore,
  cashSessionId: string,
): Promise<{ session: CashSession; version: number }> {
  const events = await store.stream(cashSessionStream(cashSessionId));
  const facts = events.map(({ type, data }) => ({ type, data }) as CashSessionFact);
  return {
    session: facts.reduce(cashSessionDecider.evolve, cashSessionDecider.initial),
    version: events.length,
  };
}

const NONE = { efectivo: ZERO, yape: ZERO, plin: ZERO, tarjeta: ZERO, fiado: ZERO };
const NO_SALES: SessionSales = {
  tickets: 0,
  salesCentimos: ZERO,
  byTender: NONE,
  voids: { count: 0, totalCentimos: ZERO, byTender: NONE },
  refunds: { count: 0, totalCentimos: ZERO, byTender: NONE },
};

/** What the sales of a session add up to now. */
export const sessionSales = async (db: TenantDb, cashSessionId: string): Promise<SessionSales> =>
  await sessionById(db, cashSessionId) ?? NO_SALES;
