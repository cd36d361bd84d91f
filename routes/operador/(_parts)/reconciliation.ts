import {
  type LedgerDay,
  receivedByDay,
  refundedByDay,
  seenByDay,
} from "../../../events/projections/console/queries.ts";
import { type Centimos, centimos } from "../../../kernel/money.ts";
import { type LimaDay, limaDay, plusDays } from "../../../kernel/time.ts";
import type { State } from "../../(_shared)/define.ts";

/** One day and one way to pay: what the memberships count, and what was seen to come in. */
export interface ReconciledDay {
  readonly day: LimaDay;
  readonly provider: string;
  readonly ledgerCentimos: Centimos;
  readonly seenCentimos: Centimos;
  /** Seen less counted: money without an owner where it is more, money that nobody saw where it is less. */
  readonly differenceCentimos: Centimos;
}

export interface Reconciliation {
  readonly days: readonly ReconciledDay[];
  readonly refunds: ReadonlyMap<LimaDay, Centimos>;
}

const DAYS = 31;

export async function reconciliation(
  { platform: { db }, clock }: Pick<State["services"], "platform" | "clock">,
): Promise<Reconciliation> {
  const today = limaDay(clock.now()), from = plusDays(today, 1 - DAYS);
  const [ledger, seen, refunds] = await Promise.all([
    receivedByDay(db, from, today),
    seenByDay(db, from, today),
    refundedByDay(db, from, today),
  ]);
  const keyOf = ({ day, provider }: LedgerDay) => `${day} ${provider}`;
  const counted = new Map(ledger.map((line) => [keyOf(line), line]));
  const arrived = new Map(seen.map((line) => [keyOf(line), line]));
  const days = [...new Set([...counted.keys(), ...arrived.keys()])].sort().reverse().map((key) => {
    const { day, provider } = (counted.get(key) ?? arrived.get(key))!;
    const ledgerCentimos = centimos(counted.get(key)?.centimos ?? 0);
    const seenCentimos = centimos(arrived.get(key)?.centimos ?? 0);
    const differenceCentimos = centimos(seenCentimos - ledgerCentimos);
    return { day, provider, ledgerCentimos, seenCentimos, differenceCentimos };
  });
  return { days, refunds };
}
