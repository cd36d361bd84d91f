import { factsKnown, type Known } from "../../domain/membership/account.ts";
import {
  balanceOf,
  leaving,
  type NextInvoice,
  nextInvoice,
  standingsNow,
} from "../../domain/membership/billing.ts";
import { type Invoice, type Terms, termsOn, wishOf } from "../../domain/membership/periods.ts";
import { PLANS_BY_SIZE, priceOf } from "../../domain/membership/plans.ts";
import { type MembershipStatus, membershipStatus } from "../../domain/membership/status.ts";
import type { MembershipFact, Plan } from "../../events/facts/membership.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { epochMsOf, type Instant, type LimaDay, limaDay } from "../../kernel/time.ts";
import { loadMembership } from "./load_membership.ts";

export type Payment = Extract<MembershipFact, { type: "PaymentReceived" }>["data"];

/** A shop's membership as its owner is shown it. */
export interface PlanView {
  readonly status: MembershipStatus;
  readonly terms: Terms | null;
  /** What was asked for the next invoice, and the day it begins. */
  readonly wish: (Terms & { readonly from: LimaDay }) | null;
  readonly next: NextInvoice | null;
  /** The last day of service of an owner who leaves. */
  readonly endsOn: LimaDay | null;
  /** Paid ahead. */
  readonly inFavour: Centimos;
  /** Newest first, as the next two. */
  readonly invoices: readonly (Invoice & { readonly openCentimos: Centimos })[];
  readonly payments: readonly Payment[];
  /** What may be chosen, from the smallest to the largest. */
  readonly offers: readonly { readonly plan: Plan; readonly monthCentimos: Centimos }[];
  /** The facts that explain the state, oldest first. */
  readonly because: readonly Known[];
}

/** Null where nobody has billed the shop yet. Read at the log itself, so that a payment shows in the next look. */
export async function viewPlan(
  platform: Pick<TenantStore, "stream">,
  shop: string,
  now: Instant,
): Promise<PlanView | null> {
  const { facts } = await loadMembership(platform, shop);
  if (facts.length === 0) return null;
  const known = factsKnown(facts, epochMsOf(now)), status = membershipStatus(facts, now);
  const open = new Map(
    standingsNow(facts, now).map(({ invoiceId, openCentimos }) => [invoiceId, openCentimos]),
  );
  const wish = wishOf(known)?.fact.data ?? null;
  return {
    status,
    terms: termsOn(known, limaDay(now)),
    wish,
    next: nextInvoice(facts, now),
    endsOn: leaving(known),
    inFavour: centimos(Math.max(0, -balanceOf(facts, now))),
    invoices: known.of("InvoiceIssued").map(({ fact: { data } }) => ({
      ...data,
      openCentimos: centimos(open.get(data.invoiceId) ?? 0),
    })).toReversed(),
    payments: known.of("PaymentReceived").map(({ fact }) => fact.data).toReversed(),
    offers: PLANS_BY_SIZE.map((plan) => ({ plan, monthCentimos: priceOf(plan, "month") })),
    because: known.all.filter(({ id }) => status.because.includes(id)),
  };
}
