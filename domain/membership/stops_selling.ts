import type { Instant } from "../../kernel/time.ts";
import { allows } from "./access.ts";
import type { Known } from "./account.ts";
import { membershipStatus } from "./status.ts";

/** The first instant in `[from, horizon)` at which the shop may not sell if nothing else happens; null where it may all along. */
export function stopsSellingAt(facts: readonly Known[], from: Instant, horizon: Instant): Instant | null {
  for (let t: Instant | null = from; t !== null && t < horizon;) {
    const { state, nextChangeAt } = membershipStatus(facts, t);
    if (!allows(state, "sell")) return t;
    t = nextChangeAt;
  }
  return null;
}
