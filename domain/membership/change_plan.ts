import type { MembershipFact } from "../../events/facts/membership.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { daysBetween, epochMsOf, type Instant, type LimaDay, limaDay, plusDays } from "../../kernel/time.ts";
import { type Facts, factsKnown, type Known } from "./account.ts";
import { billedFrom, isOverdue, issued, proRata } from "./billing.ts";
import { daysOf, type Invoice, nextFrom, planInvoices, type Terms, termsOn, wishOf } from "./periods.ts";
import { isUpgrade, ONE_OFF_DAYS, priceOf } from "./plans.ts";
import type { MembershipRefusal } from "./refusals.ts";

export interface PlanChange extends Terms {
  readonly shop: string;
  readonly changeId: string;
  /** Of the invoice of an upgrade, of the credit of a downgrade, and of a second change for the interval. */
  readonly invoiceId: string;
  readonly creditId: string;
  readonly laterId: string;
}
type Decision = Result<readonly MembershipFact[], MembershipRefusal>;
type ChangedData = Extract<MembershipFact, { type: "PlanChanged" }>["data"];

/**
 * Case 23. Up: from today, and the difference of what is left of the billed periods is charged. Down, or another interval:
 * with the next period; what was billed of that already is given back. While something is overdue, down waits.
 */
export function changePlan(all: readonly Known[], now: Instant, asked: PlanChange): Decision {
  const known = factsKnown(all, epochMsOf(now)), today = limaDay(now), current = termsOn(known, today);
  if (!current) return err({ type: "MembershipMissing" });
  if (known.of("MembershipClosed").length > 0) return err({ type: "MembershipEnded" });
  const wish = wishOf(known)?.fact.data ?? null, to: Terms = { plan: asked.plan, interval: asked.interval };
  const planned = wish ?? termsOn(known, nextFrom(known)!) ?? current;
  if (same(planned, to)) return err({ type: "PlanUnchanged" });
  // Nothing was billed yet: what will be is theirs to choose.
  if (planInvoices(known).length === 0) return ok([changed(asked, to, "dated", today)]);
  const later = (terms: Terms, id = asked.changeId) =>
    changed({ ...asked, changeId: id }, terms, "next_invoice", nextFrom(known)!);
  if (isUpgrade(current.plan, to.plan)) {
    const now: Terms = { plan: to.plan, interval: current.interval };
    return ok([
      ...upgraded(known, asked, now, today),
      ...same(now, to) ? [] : [later(to, asked.laterId)],
    ]);
  }
  const next = billedFrom(known, today).find(({ periodFrom }) => periodFrom > today);
  if (!next || isOverdue(all, now)) return ok([later(to)]);
  const reduced: Terms = { plan: to.plan, interval: next.interval };
  return ok([
    ...rebilled(known, asked, reduced, next),
    ...same(reduced, to) ? [] : [later(to, asked.laterId)],
  ]);
}

/** The next period was billed already: it becomes another plan, and what that makes is charged or given back. */
function rebilled(known: Facts, asked: PlanChange, to: Terms, next: Invoice): MembershipFact[] {
  const { periodFrom: from, periodTo, interval, dueOn } = next;
  const more = priceOf(to.plan, interval) - priceOf(termsOn(known, from)!.plan, interval);
  const amountCentimos = centimos(Math.abs(more));
  if (more > 0) {
    const invoice = issued(asked.shop, asked.invoiceId, {
      ...to,
      ...{ item: "upgrade", from, to: periodTo, amountCentimos, dueOn },
    });
    return [changed(asked, to, "dated", from, { chargedCentimos: amountCentimos }), invoice];
  }
  if (more === 0) return [changed(asked, to, "dated", from)];
  return [
    changed(asked, to, "dated", from, { creditedCentimos: amountCentimos }),
    credit(asked, amountCentimos, "cambio de plan"),
  ];
}

const same = (a: Terms, b: Terms): boolean => a.plan === b.plan && a.interval === b.interval;

function upgraded(known: Facts, asked: PlanChange, to: Terms, today: LimaDay): MembershipFact[] {
  const difference = billedFrom(known, today).reduce((sum, invoice) => {
    const period = { from: invoice.periodFrom, to: invoice.periodTo }, all = daysOf(period);
    const left = invoice.periodFrom > today ? all : daysBetween(today, invoice.periodTo) + 1;
    const plan = termsOn(known, invoice.periodFrom > today ? invoice.periodFrom : today)!.plan;
    const price = (of: Terms["plan"]) => proRata(priceOf(of, invoice.interval), left, all);
    return sum + price(to.plan) - price(plan);
  }, 0);
  const chargedCentimos = centimos(Math.max(0, difference));
  const dueOn = plusDays(today, ONE_OFF_DAYS), last = billedFrom(known, today).at(-1)?.periodTo ?? today;
  return [
    changed(asked, to, "dated", today, { chargedCentimos }),
    ...chargedCentimos === 0 ? [] : [issued(asked.shop, asked.invoiceId, {
      ...to,
      ...{ item: "upgrade", from: today, to: last, amountCentimos: chargedCentimos, dueOn },
    })],
  ];
}

function changed(
  { shop, changeId }: PlanChange,
  { plan, interval }: Terms,
  when: ChangedData["when"],
  from: LimaDay,
  money: Partial<Pick<ChangedData, "chargedCentimos" | "creditedCentimos">> = {},
): MembershipFact {
  const none = { chargedCentimos: centimos(0), creditedCentimos: centimos(0) };
  return {
    type: "PlanChanged",
    data: { ...{ shop, changeId, plan, interval, when, from }, ...none, ...money },
  };
}

const credit = (
  { shop, creditId }: PlanChange,
  amountCentimos: Centimos,
  reason: string,
): MembershipFact => ({
  type: "CreditGranted",
  data: { shop, creditId, amountCentimos, by: "billing", reason },
});
