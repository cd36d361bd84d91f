import type { Interval, Item, MembershipFact, Plan } from "../../events/facts/membership.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { epochMsOf, type Instant, type LimaDay, limaDay, plusDays } from "../../kernel/time.ts";
import { type Facts, factsKnown, type Known, movementsOf, type Standing, standingsAt } from "./account.ts";
import { anchorOf, nextFrom, type Period, periodFrom, planInvoices, termsOn, wishOf } from "./periods.ts";
import { ISSUE_DAYS, isUpgrade, priceOf } from "./plans.ts";
import { POLICY_OF_TODAY } from "./policy.ts";
import { stateKnown } from "./status.ts";

/** Invoices against the money, oldest due first. */
export function standingsNow(all: readonly Known[], now: Instant): Standing[] {
  const at = epochMsOf(now), known = factsKnown(all, at);
  return standingsAt(known, movementsOf(known), at);
}

export const isOverdue = (all: readonly Known[], now: Instant): boolean =>
  standingsNow(all, now).some(({ openCentimos, dueOn }) => openCentimos > 0 && dueOn < limaDay(now));

/** What a shop owes in all; negative where it has paid ahead. */
export function balanceOf(all: readonly Known[], now: Instant): number {
  const known = factsKnown(all, epochMsOf(now));
  const billed = known.of("InvoiceIssued").reduce((sum, { fact }) => sum + fact.data.amountCentimos, 0);
  return billed - movementsOf(known).reduce((sum, { centimos }) => sum + centimos, 0);
}

export interface NextInvoice extends Period {
  readonly item: Extract<Item, "plan">;
  readonly plan: Plan;
  readonly interval: Interval;
  readonly amountCentimos: Centimos;
  /** The last day of the period before, and seven days after a return at the earliest. */
  readonly dueOn: LimaDay;
  readonly issueOn: LimaDay;
}

/** The next period that nobody has billed, or null where none comes: nobody billed yet, gone, or closed. */
export function nextInvoice(all: readonly Known[], now: Instant): NextInvoice | null {
  const known = factsKnown(all, epochMsOf(now)), anchor = anchorOf(known), from = nextFrom(known);
  if (anchor === null || from === null || known.of("MembershipClosed").length > 0) return null;
  if (leaving(known) !== null) return null;
  const today = limaDay(now), current = termsOn(known, today) ?? termsOn(known, from)!;
  const wish = wishOf(known)?.fact.data ?? null;
  // Case 23: while something is overdue, down waits for the period after the debt.
  const waits = wish !== null && isUpgrade(wish.plan, current.plan) && isOverdue(all, now);
  const { plan, interval } = wish === null || waits ? termsOn(known, from)! : wish;
  const back = known.of("MembershipReturned").at(-1)?.fact.data.on;
  const before = plusDays(from, -1), afterReturn = back && plusDays(back, ISSUE_DAYS);
  return {
    ...periodFrom(anchor, from, interval),
    ...{ item: "plan", plan, interval, amountCentimos: priceOf(plan, interval) },
    dueOn: afterReturn && afterReturn > before ? afterReturn : before,
    issueOn: plusDays(from, -ISSUE_DAYS),
  };
}

/** The last day of service of an owner who leaves; null where they stay or came back. */
export function leaving(known: Facts): LimaDay | null {
  const left = known.of("MembershipCancelled").at(-1);
  const back = known.of("MembershipReturned").findLast(({ fact }) => fact.data.because === "resumed");
  if (!left || (back && epochMsOf(back.occurredAt) >= epochMsOf(left.occurredAt))) return null;
  return left.fact.data.endsOn;
}

/**
 * The invoice to issue now, or null. Whoever cannot sell is billed nothing: what is billed when they are back is told by
 * `returning.ts`. After a week in which nothing ran, the periods and days are the same as if it had.
 */
export function invoiceDue(all: readonly Known[], now: Instant): NextInvoice | null {
  const next = nextInvoice(all, now);
  if (next === null || next.issueOn > limaDay(now)) return null;
  const state = stateKnown(all, now);
  return state === "BLOCKED" || state === "DORMANT" ? null : next;
}

export const issued = (
  shop: string,
  invoiceId: string,
  { from, to, item, plan, interval, amountCentimos, dueOn }: Omit<NextInvoice, "issueOn" | "item"> & {
    readonly item: Item;
  },
): Extract<MembershipFact, { type: "InvoiceIssued" }> => ({
  type: "InvoiceIssued",
  data: {
    ...{ shop, invoiceId, item, plan, interval, amountCentimos, dueOn },
    periodFrom: from,
    periodTo: to,
    policy: POLICY_OF_TODAY,
  },
});

/** A part of an amount by days, in whole céntimos, never more than all of it. */
export const proRata = (amount: Centimos, days: number, of: number): Centimos =>
  centimos(Math.floor((amount * days) / of));

/** Periods billed that have not ended before `day`. */
export const billedFrom = (known: Facts, day: LimaDay) =>
  planInvoices(known).filter(({ periodTo }) => periodTo >= day);
