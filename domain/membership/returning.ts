import type { MembershipFact } from "../../events/facts/membership.ts";
import { centimos } from "../../kernel/money.ts";
import {
  daysBetween,
  epochMsOf,
  type Instant,
  type LimaDay,
  limaDay,
  plusDays,
  plusMs,
  startOfDay,
} from "../../kernel/time.ts";
import { type Facts, factsKnown, type Known } from "./account.ts";
import { proRata } from "./billing.ts";
import { anchorOf, daysOf, nextFrom, periodFrom, planInvoices, termsOn } from "./periods.ts";
import { priceOf } from "./plans.ts";
import { stateKnown } from "./status.ts";

/** Whoever was away longer begins anew (case 22). */
const ANCHOR_KEPT_DAYS = 30;
/** Nobody's block is looked for further back. */
const LOOKED_BACK_DAYS = 800;
const DAY_MS = 86_400_000;

/** A way back after a block that nothing has settled yet. */
export interface Return {
  /** Of the event that brought the shop back. */
  readonly because: string;
  readonly on: LimaDay;
  /** Lima days at whose noon the shop could not sell, as it was known then. */
  readonly blockedDays: readonly LimaDay[];
  /** The day periods count from now on; null where they keep theirs. */
  readonly anchor: LimaDay | null;
  readonly creditCentimos: number;
}

const shut = (all: readonly Known[], t: Instant): boolean =>
  ["BLOCKED", "DORMANT"].includes(stateKnown(all, t));

/** The last return by money that has no {@link MembershipFact} of its own yet, or null. */
export function returnDue(all: readonly Known[], now: Instant): Return | null {
  const known = factsKnown(all, epochMsOf(now));
  const settled = new Set(known.of("MembershipReturned").map(({ recordedAt }) => recordedAt));
  const last = [...settled].toSorted().at(-1);
  const money = known.all.filter(({ fact, recordedAt }) =>
    (fact.type === "PaymentReceived" || fact.type === "CreditGranted") && (!last || recordedAt > last)
  ).toSorted((a, b) => a.recordedAt < b.recordedAt ? 1 : -1);
  const back = money.find(({ recordedAt }) => shut(all, plusMs(recordedAt, -1)) && !shut(all, recordedAt));
  if (!back || shut(all, now)) return null;
  const on = limaDay(back.recordedAt), blockedDays = blockedBefore(all, known, on, last);
  const anchor = blockedDays.length > ANCHOR_KEPT_DAYS ? on : null;
  return {
    because: back.id,
    on,
    blockedDays,
    anchor,
    creditCentimos: creditFor(known, blockedDays, anchor === null),
  };
}

/** Back from the day before the return to the last day on which it could sell, over days that a claim opened. */
function blockedBefore(
  all: readonly Known[],
  known: Facts,
  on: LimaDay,
  last: Instant | undefined,
): readonly LimaDay[] {
  const oldest = planInvoices(known).findLast(({ dueOn }) => dueOn < on)?.dueOn ?? on;
  const from = [oldest, last ? limaDay(last) : oldest, plusDays(on, -LOOKED_BACK_DAYS)].toSorted().at(-1)!;
  return Array.from({ length: daysBetween(from, on) }, (_, i) => plusDays(from as LimaDay, i))
    .filter((day) => shut(all, plusMs(startOfDay(day), DAY_MS / 2)));
}

/** The days that are paid for and could not be used, by what each period costs; the one to be billed next among them. */
function creditFor(known: Facts, blocked: readonly LimaDay[], anchorKept: boolean): number {
  const billed = planInvoices(known).map((invoice) => ({
    ...invoice,
    from: invoice.periodFrom,
    to: invoice.periodTo,
  }));
  const from = nextFrom(known), anchor = anchorOf(known);
  const terms = from && termsOn(known, from);
  const next = anchorKept && from && anchor && terms
    ? [{ ...periodFrom(anchor, from, terms.interval), amountCentimos: priceOf(terms.plan, terms.interval) }]
    : [];
  return [...billed, ...next].reduce((sum, { from, to, amountCentimos }) => {
    const days = blocked.filter((day) => day >= from && day <= to).length;
    return sum + proRata(amountCentimos, days, daysOf({ from, to }));
  }, 0);
}

export function returned(
  shop: string,
  { returnId, creditId }: { readonly returnId: string; readonly creditId: string },
  { on, blockedDays, anchor, creditCentimos }: Return,
): readonly MembershipFact[] {
  return [
    {
      type: "MembershipReturned",
      data: { shop, returnId, because: "paid", on, blockedDays: blockedDays.length, anchor },
    },
    ...creditCentimos === 0 ? [] : [{
      type: "CreditGranted" as const,
      data: {
        ...{ shop, creditId, by: "billing", reason: "días sin vender" },
        amountCentimos: centimos(creditCentimos),
      },
    }],
  ];
}
