import type Stripe from "stripe";
import type {
  Looked,
  ProviderDispute,
  ProviderFailure,
  ProviderPayment,
  ProviderStatus,
  ProviderSubscription,
  SavedCard,
} from "../../kernel/payment_provider.ts";
import { centimos, ZERO } from "../../kernel/money.ts";
import { instantOf } from "../../kernel/time.ts";
import { asking } from "./client.ts";
import { stripeFailure } from "./failures.ts";

/** Under this name our intent stands in the metadata of a payment. */
export const INTENT_KEY = "caserito_intent";

const NOTHING: Looked = { kind: "nothing" };
const payment = (found: ProviderPayment | null): Looked =>
  found ? { kind: "payment", payment: found } : NOTHING;
const idOf = (object: string | { readonly id: string } | null | undefined): string | null =>
  typeof object === "string" ? object : object?.id ?? null;

/** Whatever an id of a notice leads to, as it stands now. */
export async function lookUp(stripe: Stripe, id: string): Promise<Looked> {
  switch (id.slice(0, id.indexOf("_"))) {
    case "cs":
      return payment(await ofSession(stripe, id));
    case "pi":
      return payment(await ofIntent(stripe, id));
    case "in":
      return payment(await ofInvoice(stripe, id));
    case "ch":
    case "py":
      return await behind(stripe, await asking(() => stripe.charges.retrieve(id)));
    case "re":
    case "pyr":
      return await behind(stripe, await asking(() => stripe.refunds.retrieve(id)));
    case "dp":
    case "du":
      return await behind(stripe, await asking(() => stripe.disputes.retrieve(id)));
    case "sub": {
      const found = await asking(() => stripe.subscriptions.retrieve(id));
      return found ? { kind: "subscription", subscription: subscriptionOf(found) } : NOTHING;
    }
    default:
      return NOTHING;
  }
}

/** A charge, a refund and a dispute all say of which payment they are. */
async function behind(
  stripe: Stripe,
  object: { readonly payment_intent: string | { readonly id: string } | null } | null,
): Promise<Looked> {
  const id = idOf(object?.payment_intent);
  return id === null ? NOTHING : payment(await ofIntent(stripe, id));
}

export async function ofSession(stripe: Stripe, id: string): Promise<ProviderPayment | null> {
  const session = await asking(() => stripe.checkout.sessions.retrieve(id));
  return session && await paidThrough(stripe, session);
}

/** What came of a page: the money it moved, or that it still waits, or that nobody paid in time. */
export async function paidThrough(
  stripe: Stripe,
  session: Stripe.Checkout.Session,
): Promise<ProviderPayment | null> {
  const invoice = idOf(session.invoice), intent = idOf(session.payment_intent);
  const paid = invoice ? await ofInvoice(stripe, invoice) : intent ? await ofIntent(stripe, intent) : null;
  if (paid) return { ...paid, intentId: session.client_reference_id ?? paid.intentId };
  if (session.status === "complete" || session.amount_total === null) return null;
  const expired = session.status === "expired";
  return {
    provider: "stripe",
    providerId: session.id,
    intentId: session.client_reference_id,
    attempt: session.id,
    amountCentimos: centimos(session.amount_total),
    currency: (session.currency ?? "").toUpperCase(),
    status: expired ? "failed" : "open",
    occurredAt: instantOf(session.created * 1000),
    failure: expired ? { code: "session_expired", reason: "expired" } : null,
    refundedCentimos: ZERO,
    dispute: null,
    customer: idOf(session.customer),
    subscription: idOf(session.subscription),
    actionUrl: session.url,
  };
}

/** A payment; the invoice it paid, where it is one of a subscription. */
async function ofIntent(stripe: Stripe, id: string): Promise<ProviderPayment | null> {
  const intent = await expanded(stripe, id);
  if (!intent) return null;
  if (intent.metadata[INTENT_KEY] === undefined) {
    const paid = await asking(() =>
      stripe.invoicePayments.list({ payment: { type: "payment_intent", payment_intent: id }, limit: 1 })
    );
    const invoice = idOf(paid?.data[0]?.invoice);
    if (invoice) return await ofInvoice(stripe, invoice);
  }
  return await intentAsPayment(stripe, intent);
}

const expanded = (stripe: Stripe, id: string) =>
  asking(() => stripe.paymentIntents.retrieve(id, { expand: ["latest_charge", "payment_method"] }));

async function intentAsPayment(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<ProviderPayment> {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const dispute = charge?.disputed ? await disputeOf(stripe, intent.id) : null;
  const amount = centimos(intent.amount_received || intent.amount);
  const refunded = centimos(charge?.amount_refunded ?? 0);
  const moved = intent.status === "succeeded" && charge !== null;
  return {
    provider: "stripe",
    providerId: intent.id,
    intentId: intent.metadata[INTENT_KEY] ?? null,
    attempt: idOf(intent.latest_charge) ?? intent.id,
    amountCentimos: amount,
    currency: intent.currency.toUpperCase(),
    status: statusOf(intent, { dispute, whole: refunded >= amount }),
    occurredAt: instantOf((moved ? charge.created : intent.created) * 1000),
    failure: failureOf(intent),
    refundedCentimos: refunded,
    dispute,
    customer: idOf(intent.customer),
    subscription: null,
    actionUrl: null,
    savedCard: moved ? savedBy(intent) : null,
  };
}

/** Only where whoever paid agreed that it stays: a card that paid once is not ours to charge again. */
function savedBy({ setup_future_usage, payment_method: method }: Stripe.PaymentIntent): SavedCard | null {
  if (setup_future_usage !== "off_session" || typeof method !== "object" || !method?.card) return null;
  return { id: method.id, last4: method.card.last4 };
}

function statusOf(
  { status, last_payment_error }: Stripe.PaymentIntent,
  { dispute, whole }: { readonly dispute: ProviderDispute | null; readonly whole: boolean },
): ProviderStatus {
  switch (status) {
    case "succeeded":
      if (dispute && dispute.outcome !== "won") return "disputed";
      return whole ? "refunded" : "succeeded";
    case "processing":
    case "requires_capture":
      return "pending";
    case "canceled":
      return "failed";
    default:
      return last_payment_error && status === "requires_payment_method" ? "failed" : "open";
  }
}

function failureOf({ status, last_payment_error: last }: Stripe.PaymentIntent): ProviderFailure | null {
  if (status === "canceled") return { code: "canceled", reason: "expired" };
  if (status !== "requires_payment_method" || !last) return null;
  return stripeFailure(last.code, last.decline_code, last.type);
}

async function disputeOf(stripe: Stripe, paymentIntent: string): Promise<ProviderDispute | null> {
  const disputes = await asking(() => stripe.disputes.list({ payment_intent: paymentIntent, limit: 10 }));
  const last = disputes?.data.toSorted((a, b) => b.created - a.created)[0];
  if (!last) return null;
  // A question of the bank that ended without taking the money, and a dispute that never began, end like a won one.
  const won = ["won", "warning_closed", "prevented"].includes(last.status);
  return {
    id: last.id,
    amountCentimos: centimos(last.amount),
    outcome: won ? "won" : last.status === "lost" ? "lost" : "open",
  };
}

/** The invoice of a subscription, with the payment that paid it or tried to. Null for one of nothing: a trial. */
async function ofInvoice(stripe: Stripe, id: string): Promise<ProviderPayment | null> {
  const invoice = await asking(() => stripe.invoices.retrieve(id, { expand: ["payments"] }));
  if (!invoice || !invoice.id || invoice.status === "draft") return null;
  const amount = invoice.status === "paid" ? invoice.amount_paid : invoice.amount_due;
  if (amount <= 0) return null;
  const tried = invoice.payments?.data.map(({ payment }) => idOf(payment.payment_intent)).find((each) =>
    each
  );
  const intent = tried ? await expanded(stripe, tried) : null;
  const base = intent ? await intentAsPayment(stripe, intent) : null;
  const given = invoiceStatus(invoice.status, base);
  return {
    provider: "stripe",
    providerId: invoice.id,
    intentId: firstIntent(invoice),
    attempt: base?.attempt ?? `${invoice.id}/${invoice.attempt_count}`,
    amountCentimos: centimos(amount),
    currency: invoice.currency.toUpperCase(),
    status: given,
    occurredAt: base?.occurredAt ?? instantOf(invoice.created * 1000),
    failure: given === "failed"
      ? base?.failure ?? { code: `invoice_${invoice.status}`, reason: "declined" }
      : null,
    refundedCentimos: base?.refundedCentimos ?? ZERO,
    dispute: base?.dispute ?? null,
    customer: idOf(invoice.customer),
    subscription: idOf(invoice.parent?.subscription_details?.subscription),
    actionUrl: invoice.hosted_invoice_url ?? null,
  };
}

/** The first invoice of a subscription is what its page was opened for; those that follow nobody asked for by hand. */
const firstIntent = ({ billing_reason, parent }: Stripe.Invoice): string | null =>
  billing_reason === "subscription_create"
    ? parent?.subscription_details?.metadata?.[INTENT_KEY] ?? null
    : null;

function invoiceStatus(status: Stripe.Invoice["status"], paid: ProviderPayment | null): ProviderStatus {
  if (status === "paid") return paid && paid.status !== "open" ? paid.status : "succeeded";
  if (status === "void" || status === "uncollectible") return "failed";
  return paid?.status === "pending" || paid?.status === "failed" ? paid.status : "open";
}

/** Since Basil the period stands at each item (docs.stripe.com/changelog/basil/2025-03-31). */
function subscriptionOf(found: Stripe.Subscription): ProviderSubscription {
  const ends = found.items.data.map(({ current_period_end }) => current_period_end);
  return {
    id: found.id,
    customer: idOf(found.customer) ?? "",
    status: found.status,
    endsAtPeriodEnd: found.cancel_at_period_end,
    periodEndsAt: ends.length === 0 ? null : instantOf(Math.max(...ends) * 1000),
  };
}

/** The payment that a refund is asked of: of an invoice, the one that paid it. */
export async function paymentIntentOf(stripe: Stripe, providerId: string): Promise<string | null> {
  if (providerId.startsWith("pi_")) return providerId;
  const invoice = await asking(() => stripe.invoices.retrieve(providerId, { expand: ["payments"] }));
  return invoice?.payments?.data.map(({ payment }) => idOf(payment.payment_intent)).find((id) => id) ?? null;
}
