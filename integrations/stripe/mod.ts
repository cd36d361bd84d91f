import type Stripe from "stripe";
import {
  type Looked,
  type PaymentOrder,
  type PaymentProvider,
  ProviderAway,
  type ProviderPayment,
  type RefundOrder,
} from "../../kernel/payment_provider.ts";
import { err, ok } from "../../kernel/result.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import { changing, keyed, listed, stripeClient, type StripeSettings } from "./client.ts";
import { objectOf, readStripeNotice } from "./notices.ts";
import { INTENT_KEY, lookUp, paidThrough, paymentIntentOf } from "./payments.ts";

export { STRIPE_API_VERSION, type StripeSettings } from "./client.ts";

/** More than a day of ours will ever hold: what lies beyond is found on the next turn. */
const LISTED_MAX = 5_000;

/** Checkout for one payment, Checkout and Billing for those that come every month (payments-peru.md §3). */
export function stripeProvider(settings: StripeSettings): PaymentProvider {
  const stripe = stripeClient(settings);
  return {
    name: "stripe",
    ways: new Set(["page", "saving_page", "saved_card", "subscription"]),
    tokenAt: null,
    start: (order) =>
      order.way.kind === "saved_card" ? chargeCard(stripe, order, order.way.card) : startPage(stripe, order),
    async customer(reference, operationId) {
      const made = await changing(() =>
        stripe.customers.create(
          { metadata: { caserito_shop: reference } },
          keyed({ operationId }, "customer"),
        )
      );
      if (!made.ok) return made;
      if (made.value !== "unknown") return ok(made.value.id);
      const failure = { code: "no_answer", reason: "not_available" } as const;
      return err({ type: "ProviderRefused", provider: "stripe", failure });
    },
    look: (id) => lookUp(stripe, id),
    find: (intentId, since) => paymentsOf(stripe, intentId, since),
    changedSince: (since) => changed(stripe, since),
    forgetCard: (card) => forget(stripe, card),
    refund: (order) => refunded(stripe, order),
    readNotice: (notice, now) => readStripeNotice(stripe, settings.webhookSecrets, notice, now),
  };
}

const secondsOf = (instant: Instant): number => Math.trunc(epochMsOf(instant) / 1000);

async function startPage(stripe: Stripe, order: PaymentOrder): ReturnType<PaymentProvider["start"]> {
  const started = await changing(() => stripe.checkout.sessions.create(pageOf(order), keyed(order, "page")));
  if (!started.ok) return started;
  const session = started.value;
  if (session === "unknown" || !session.url) return ok({ kind: "unknown" });
  return ok({ kind: "page", providerId: session.id, url: session.url });
}

/**
 * Nobody is there to confirm anything: a bank that asks for it refuses. Written under our operation, so that the same try
 * is one charge (docs.stripe.com/payments/save-and-reuse).
 */
async function chargeCard(
  stripe: Stripe,
  order: PaymentOrder,
  card: string,
): ReturnType<PaymentProvider["start"]> {
  const { intentId, amountCentimos, description, customer } = order;
  const charged = await changing(() =>
    stripe.paymentIntents.create({
      amount: amountCentimos,
      currency: "pen",
      ...customer && { customer },
      payment_method: card,
      off_session: true,
      confirm: true,
      description,
      metadata: { [INTENT_KEY]: intentId },
    }, keyed(order, "charge"))
  );
  if (!charged.ok) return charged;
  if (charged.value === "unknown") return ok({ kind: "unknown" });
  const looked = await lookUp(stripe, charged.value.id).catch((error: unknown) => {
    if (error instanceof ProviderAway) return null; // charged or not: it is looked for
    throw error;
  });
  return ok(looked?.kind === "payment" ? looked : { kind: "unknown" });
}

/** What they do not know, or not for anybody any more, is forgotten already. */
async function forget(stripe: Stripe, card: string): Promise<void> {
  await changing(() => stripe.paymentMethods.detach(card, {}, { idempotencyKey: `${card}/detach` }));
}

function pageOf(
  { way, intentId, amountCentimos, description, customer, email, backTo }: PaymentOrder,
): Stripe.Checkout.SessionCreateParams {
  const metadata = { [INTENT_KEY]: intentId };
  const keeps = way.kind === "saving_page" ? { setup_future_usage: "off_session" as const } : {};
  const recurring = way.kind === "subscription" ? { recurring: { interval: way.every } } : {};
  return {
    client_reference_id: intentId,
    metadata,
    locale: "es-419",
    success_url: backTo.paid,
    cancel_url: backTo.canceled,
    line_items: [{
      quantity: 1,
      price_data: {
        currency: "pen",
        unit_amount: amountCentimos,
        product_data: { name: description },
        ...recurring,
      },
    }],
    ...customer ? { customer } : email ? { customer_email: email } : {},
    ...way.kind === "subscription"
      ? { mode: "subscription" as const, subscription_data: { metadata, description } }
      : { mode: "payment" as const, payment_intent_data: { metadata, description, ...keeps } },
  };
}

/** Through a page, or with a card that stayed with them. */
async function paymentsOf(stripe: Stripe, intentId: string, since: Instant): Promise<ProviderPayment[]> {
  const found = await pagesOf(stripe, intentId, since), created = { gte: secondsOf(since) };
  const intents = await listed(
    (after) => stripe.paymentIntents.list({ created, limit: 100, ...after }),
    LISTED_MAX,
  );
  for (const { id, metadata } of intents) {
    if (metadata[INTENT_KEY] !== intentId || found.some(({ providerId }) => providerId === id)) continue;
    const looked = await lookUp(stripe, id);
    if (looked.kind === "payment") found.push(looked.payment);
  }
  return found;
}

async function pagesOf(stripe: Stripe, intentId: string, since: Instant): Promise<ProviderPayment[]> {
  const found: ProviderPayment[] = [];
  const created = { gte: secondsOf(since) };
  const sessions = await listed(
    (after) => stripe.checkout.sessions.list({ created, limit: 100, ...after }),
    LISTED_MAX,
  );
  for (const session of sessions) {
    if (session.client_reference_id !== intentId) continue;
    const payment = await paidThrough(stripe, session);
    if (payment) found.push(payment);
  }
  return found;
}

/** Goes by the events that Stripe keeps for 30 days: they tell of a refund of an old payment too. */
async function* changed(stripe: Stripe, since: Instant): AsyncGenerator<Looked> {
  const created = { gte: secondsOf(since) };
  const events = await listed((after) => stripe.events.list({ created, limit: 100, ...after }), LISTED_MAX);
  const ids = new Set(events.map(objectOf).filter((id) => id !== null));
  for (const id of ids) yield await lookUp(stripe, id);
}

const REASONS = {
  duplicate: "duplicate",
  fraudulent: "fraudulent",
  asked_by_customer: "requested_by_customer",
} as const;

async function refunded(stripe: Stripe, order: RefundOrder): ReturnType<PaymentProvider["refund"]> {
  const refused = (code: string) =>
    err({ type: "ProviderRefused", provider: "stripe", failure: { code, reason: "not_accepted" } } as const);
  const paymentIntent = await paymentIntentOf(stripe, order.providerId);
  if (paymentIntent === null) return refused("no_payment");
  const given = await changing(() =>
    stripe.refunds.create({
      payment_intent: paymentIntent,
      amount: order.amountCentimos,
      reason: REASONS[order.reason],
    }, keyed(order, "refund"))
  );
  if (!given.ok) return refused(given.error.failure.code);
  if (given.value === "unknown") return ok(null);
  const looked = await lookUp(stripe, order.providerId);
  return ok(looked.kind === "payment" ? looked.payment : null);
}
