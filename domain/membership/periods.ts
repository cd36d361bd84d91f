import type { Interval, Plan } from "../../events/facts/membership.ts";
import { daysBetween, epochMsOf, type LimaDay, limaDay, plusDays, plusMonths } from "../../kernel/time.ts";
import { instantOf } from "../../kernel/time.ts";
import { atOf, type Facts, type KnownOf } from "./account.ts";
import { MONTHS } from "./plans.ts";

export interface Terms {
  readonly plan: Plan;
  readonly interval: Interval;
}
export interface Period {
  readonly from: LimaDay;
  /** The last day of it. */
  readonly to: LimaDay;
}
export const daysOf = ({ from, to }: Period): number => daysBetween(from, to) + 1;
export const dayOf = (entry: Parameters<typeof atOf>[0]): LimaDay => limaDay(instantOf(atOf(entry)));

export type Invoice = KnownOf<"InvoiceIssued">["fact"]["data"];

/** Invoices of periods, in the order of their periods. A period that was billed anew counts by its last invoice. */
export const planInvoices = (known: Facts): readonly Invoice[] => {
  const plans = known.of("InvoiceIssued").map(({ fact }) => fact.data).filter(({ item }) => item === "plan");
  return [...new Map(plans.map((invoice) => [invoice.periodFrom, invoice])).values()]
    .toSorted((a, b) => a.periodFrom < b.periodFrom ? -1 : 1);
};

/** The day that periods count from: the one after the trial, until a return set another. Null before there is a membership. */
export function anchorOf(known: Facts): LimaDay | null {
  const anchored = known.of("MembershipReturned").findLast(({ fact }) => fact.data.anchor !== null);
  const started = known.of("MembershipStarted")[0];
  return anchored?.fact.data.anchor ?? (started ? plusDays(started.fact.data.trialEndsOn, 1) : null);
}

const EVER = "0001-01-01" as LimaDay;

/** What was agreed, by the day from which it holds. A later word about a day takes the place of an earlier one. */
function agreed(known: Facts): readonly (Terms & { readonly from: LimaDay })[] {
  let terms: (Terms & { from: LimaDay })[] = [];
  for (const entry of known.all) {
    const { type, data } = entry.fact;
    if (type === "MembershipStarted") terms.push({ from: EVER, plan: data.plan, interval: "month" });
    if (type === "InvoiceIssued" && data.item === "plan") {
      terms.push({ from: data.periodFrom, plan: data.plan, interval: data.interval });
    }
    if (type !== "PlanChanged" || data.when !== "dated") continue;
    terms = terms.filter(({ from }) => from < data.from);
    terms.push({ from: data.from, plan: data.plan, interval: data.interval });
  }
  return terms;
}

/** The terms of a day. Before a membership began there are none. */
export const termsOn = (known: Facts, day: LimaDay): Terms | null =>
  agreed(known).findLast(({ from }) => from <= day) ?? null;

/** What the owner asked to be billed next and no invoice has taken up. */
export function wishOf(known: Facts): KnownOf<"PlanChanged"> | null {
  const wish = known.of("PlanChanged").at(-1);
  if (!wish || wish.fact.data.when !== "next_invoice") return null;
  const { plan, interval } = wish.fact.data;
  const taken = known.of("InvoiceIssued").some((entry) =>
    entry.fact.data.item === "plan" && epochMsOf(entry.recordedAt) > epochMsOf(wish.recordedAt) &&
    entry.fact.data.plan === plan && entry.fact.data.interval === interval
  );
  return taken ? null : wish;
}

/** The first day that no invoice has billed, counted from the anchor. */
export function nextFrom(known: Facts): LimaDay | null {
  const anchor = anchorOf(known);
  if (anchor === null) return null;
  const billed = planInvoices(known).findLast(({ periodFrom }) => periodFrom >= anchor);
  return billed ? plusDays(billed.periodTo, 1) : anchor;
}

/** The period from a day on: to the day before the anchor's day of a later month, so that the 31st comes back to the 31st. */
export function periodFrom(anchor: LimaDay, from: LimaDay, interval: Interval): Period {
  let months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) -
    Number(anchor.slice(0, 4)) * 12 - Number(anchor.slice(5, 7));
  while (plusMonths(anchor, months) < from) months++;
  return { from, to: plusDays(plusMonths(anchor, months + MONTHS[interval]), -1) };
}
