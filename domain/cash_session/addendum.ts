import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import { centimos } from "../../kernel/money.ts";
import { type Sale, TENDER_METHODS } from "../../kernel/sale.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import type { CashSession } from "./decider.ts";

/** What one tablet brings when it comes back is one addendum, and not one for each ticket. */
export const GATHERING_MS = 15 * 60_000;

type Closed = Extract<CashSession, { status: "closed" }>;
type Amended = Extract<CashSessionFact, { type: "CashSessionAmended" }>;

/**
 * A sale that arrives after its drawer was counted: the Z report stays as it was printed, and a numbered addendum says
 * what came to it (features §6, item 9). Both together are what the sales of the session add up to.
 */
export function amendment(
  { registerId, zNumber, amended }: Closed,
  sale: Pick<Sale, "saleId" | "cashSessionId" | "totalCentimos" | "tenders">,
  arrivedAt: Instant,
): Amended {
  const goesOn = amended !== null && epochMsOf(arrivedAt) - epochMsOf(amended.arrivedAt) < GATHERING_MS;
  const paid = TENDER_METHODS.map((method) => [
    method,
    centimos(
      sale.tenders.reduce((sum, tender) => tender.method === method ? sum + tender.amountCentimos : sum, 0),
    ),
  ]);
  const byTender = Object.fromEntries(paid) as Amended["data"]["byTender"];
  return {
    type: "CashSessionAmended",
    data: {
      cashSessionId: sale.cashSessionId,
      registerId,
      zNumber,
      addendum: (amended?.addendum ?? 0) + (goesOn ? 0 : 1),
      saleId: sale.saleId,
      arrivedAt,
      salesCentimos: sale.totalCentimos,
      byTender,
    },
  };
}
