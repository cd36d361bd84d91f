import assert from "node:assert/strict";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { applyProviderPayment } from "../../commands/payments/apply_provider_payment.ts";
import { shopOfCustomer } from "../../events/store/control/provider_operations.ts";
import { STRIPE_API_VERSION } from "../../integrations/stripe/mod.ts";
import { stripeFailure } from "../../integrations/stripe/failures.ts";
import { centimos } from "../../kernel/money.ts";
import type { ProviderPayment } from "../../kernel/payment_provider.ts";
import { type Card, CARDS } from "../support/providers/fake_stripe.ts";
import { SHOP, type WithProviders, withProviders } from "../support/providers/with_providers.ts";
import { taken } from "../support/test_shop.ts";

async function opened(all: WithProviders, amount?: number) {
  const order = await all.order("stripe", { kind: "page" }, amount);
  const started = taken(await startProviderPayment(all.work, order));
  assert.equal(started.kind, "page");
  return { order, sessionId: started.kind === "page" ? started.providerId : "" };
}

const looked = async ({ work }: WithProviders, id: string): Promise<ProviderPayment> => {
  const found = await work.providers.get("stripe")!.look(id);
  assert.equal(found.kind, "payment");
  return (found as { payment: ProviderPayment }).payment;
};

async function told(all: WithProviders): Promise<void> {
  await all.stripe.deliver(all.toNotices("stripe"));
  await all.readAll();
}

Deno.test("Stripe: the version of the API is the one the SDK is made for, with the date of its name", () => {
  assert.match(STRIPE_API_VERSION, /^2026-10-28\.endive$/);
});

Deno.test("Stripe: a page that is open is no money on its way, and one that was paid is", () =>
  withProviders(async (all) => {
    const { order, sessionId } = await opened(all);
    const open = await looked(all, sessionId);
    assert.deepEqual([open.status, open.amountCentimos, open.currency, open.intentId], [
      "open",
      5000,
      "PEN",
      order.intentId,
    ]);
    taken(await applyProviderPayment(all.work, open));
    assert.deepEqual(await all.facts(), []);
    const { id } = all.stripe.pay(sessionId);
    await told(all);
    assert.deepEqual(await all.money(), [[id, 5000]]);
    assert.deepEqual(await all.facts(), ["PaymentReceived"]);
    for (const seen of [sessionId, id, all.stripe.objects.get(id)!.latest_charge]) {
      const payment = await looked(all, seen);
      assert.deepEqual([payment.providerId, payment.intentId, payment.status], [
        id,
        order.intentId,
        "succeeded",
      ]);
    }
  }));

Deno.test("Stripe: asking again with the same operation is the same page; asking for something else is refused", () =>
  withProviders(async (all) => {
    const { order, sessionId } = await opened(all);
    const again = taken(await startProviderPayment(all.work, order));
    assert.ok(again.kind === "page" && again.providerId === sessionId);
    const other = await startProviderPayment(all.work, { ...order, amountCentimos: centimos(1) });
    assert.ok(!other.ok && other.error.type === "OperationReused");
    assert.equal(all.stripe.timesAsked("POST /v1/checkout/sessions"), 2);
    assert.equal([...all.stripe.objects.keys()].filter((id) => id.startsWith("cs_")).length, 1);
  }));

const REASONS: Readonly<Record<Exclude<Card, "ok">, string>> = {
  generic_decline: "declined",
  insufficient_funds: "no_funds",
  lost_card: "declined",
  stolen_card: "declined",
  card_velocity_exceeded: "limit_reached",
  fraudulent: "declined",
  expired_card: "card_expired",
  incorrect_cvc: "wrong_code",
  processing_error: "bank_away",
  incorrect_number: "wrong_data",
  authentication_required: "needs_confirmation",
};
Deno.test("Stripe: each test card that declines is a failure with its reason, and the next card on the same page pays", () =>
  withProviders(async (all) => {
    for (const [card, reason] of Object.entries(REASONS) as [Card, string][]) {
      const { sessionId } = await opened(all);
      const { id } = all.stripe.pay(sessionId, card);
      const failed = await looked(all, id);
      assert.equal(failed.status, "failed", card);
      assert.deepEqual(failed.failure, { code: CARDS[card]![1] ?? CARDS[card]![0], reason }, card);
      await told(all);
      assert.ok(!new Map(await all.money()).has(id), card);
      all.stripe.pay(sessionId);
      await told(all);
      assert.equal(new Map(await all.money()).get(id), 5000, card);
      assert.notEqual((await looked(all, id)).attempt, failed.attempt);
    }
    assert.equal(Object.keys(REASONS).length, Object.keys(CARDS).length - 1);
  }));

Deno.test("Stripe: a code we do not know is plainly declined, and its own name goes to the log", () => {
  assert.deepEqual(stripeFailure("card_declined", "brand_new_code", "card_error"), {
    code: "brand_new_code",
    reason: "declined",
  });
});

Deno.test("Stripe: what takes days is on its way until it came or did not", () =>
  withProviders(async (all) => {
    for (const came of [true, false]) {
      const before = (await all.facts()).length, { sessionId } = await opened(all);
      const { id } = all.stripe.pay(sessionId, "ok", true);
      await told(all);
      assert.deepEqual((await all.facts()).slice(before), ["PaymentAttempted"]);
      assert.ok(!new Map(await all.money()).has(id));
      all.stripe.arrive(sessionId, came);
      await told(all);
      assert.deepEqual(
        (await all.facts()).slice(before + 1),
        came ? ["PaymentReceived", "PaymentAttemptEnded succeeded"] : ["PaymentAttemptEnded failed"],
      );
    }
  }));

Deno.test("Stripe: a page that nobody paid in time has failed and moves nothing", () =>
  withProviders(async (all) => {
    const { sessionId } = await opened(all);
    all.stripe.expire(sessionId);
    const { status, failure } = await looked(all, sessionId);
    assert.deepEqual([status, failure], ["failed", { code: "session_expired", reason: "expired" }]);
    await told(all);
    assert.deepEqual(await all.facts(), []);
  }));

Deno.test("Stripe: what is given back in parts is as much as was given back, and no more however often it is told", () =>
  withProviders(async (all) => {
    const { sessionId } = await opened(all);
    const { id } = all.stripe.pay(sessionId);
    all.stripe.giveBack(id, 2000);
    await told(all);
    const provider = all.work.providers.get("stripe")!;
    const refund = { operationId: all.work.ids.next(), providerId: id, amountCentimos: centimos(3000) };
    for (let n = 0; n < 2; n++) {
      const given = taken(await provider.refund({ ...refund, reason: "asked_by_customer" }));
      assert.equal(given?.status, "refunded");
    }
    await told(all);
    assert.deepEqual(await all.facts(), ["PaymentReceived", "PaymentRefunded", "PaymentRefunded"]);
    const more = await provider.refund({ ...refund, operationId: all.work.ids.next(), reason: "duplicate" });
    assert.ok(!more.ok && more.error.failure.code === "charge_already_refunded");
  }));

Deno.test("Stripe: a dispute opens and closes, won and lost, in whatever order it is told", () =>
  withProviders(async (all) => {
    for (const outcome of ["won", "lost"] as const) {
      const before = (await all.facts()).length, { sessionId } = await opened(all);
      const { id } = all.stripe.pay(sessionId), dispute = all.stripe.dispute(id);
      all.stripe.closeDispute(dispute.id, outcome);
      await all.stripe.deliver(all.toNotices("stripe"), { seed: 7, doubled: 50 });
      await all.readAll();
      assert.deepEqual((await all.facts()).slice(before), [
        "PaymentReceived",
        "DisputeOpened",
        `DisputeClosed ${outcome}`,
      ]);
      assert.equal((await looked(all, dispute.id)).status, outcome === "won" ? "succeeded" : "disputed");
    }
  }));

Deno.test("Stripe Billing: the customer is ours before anybody pays, and each month's invoice is money of that shop", () =>
  withProviders(async (all) => {
    const order = await all.order("stripe", { kind: "subscription", every: "month" });
    const started = taken(await startProviderPayment(all.work, order));
    assert.ok(started.kind === "page");
    const customer = all.stripe.objects.get(started.providerId)!.customer as string;
    assert.equal(await shopOfCustomer(all.work.control, "stripe", customer), SHOP);
    const first = all.stripe.pay(started.providerId);
    await told(all);
    const payment = await looked(all, first.id);
    assert.deepEqual([payment.intentId, payment.providerId], [order.intentId, first.id]);
    assert.equal((await looked(all, first.payments.data[0].payment.payment_intent)).providerId, first.id);
    const subscription = payment.subscription!;
    const second = all.stripe.renew(subscription),
      third = all.stripe.renew(subscription, "insufficient_funds");
    await told(all);
    assert.deepEqual(await all.money(), [[first.id, 5000], [second.id, 5000]]);
    const failed = await looked(all, third.id);
    assert.deepEqual([failed.intentId, failed.status, failed.failure?.reason], [null, "failed", "no_funds"]);
    assert.equal(failed.actionUrl, "https://invoice.stripe.com/i/fake");
    all.stripe.cancelSubscription(subscription);
    await told(all);
    const [mirrored] = await all.work.control.all("SELECT status, period_ends_at FROM provider_subscription");
    assert.equal(mirrored?.status, "canceled");
    assert.ok(mirrored.period_ends_at);
    assert.equal((await all.facts()).filter((fact) => fact === "PaymentReceived").length, 2);
  }));

Deno.test("Stripe: a customer or an intent that we never made belongs to no shop", () =>
  withProviders(async (all) => {
    const { sessionId, order } = await opened(all);
    const { id } = all.stripe.pay(sessionId), payment = await looked(all, id);
    const foreign = { ...payment, intentId: all.work.ids.next(), customer: "cus_of_nobody" };
    assert.equal(taken(await applyProviderPayment(all.work, foreign)).shopId, null);
    // The same intent through another provider is as little ours.
    assert.equal(
      taken(await applyProviderPayment(all.work, { ...payment, provider: "mercadopago" })).shopId,
      null,
    );
    assert.equal(taken(await applyProviderPayment(all.work, payment)).shopId, order.shopId);
  }));

Deno.test("Stripe: an intent of ours that we never asked Stripe for is not paid by naming it", () =>
  withProviders(async (all) => {
    const named = await all.order("stripe", { kind: "page" }), { sessionId } = await opened(all);
    // Somebody with the same account at Stripe writes what they like into their metadata.
    const session = all.stripe.objects.get(sessionId)!;
    session.client_reference_id = named.intentId;
    session._intent_metadata = { caserito_intent: named.intentId };
    const { id } = all.stripe.pay(sessionId);
    await told(all);
    assert.deepEqual(await all.money(), [[id, 0]]);
    assert.deepEqual(await all.facts(), []);
  }));

Deno.test("Stripe: dollars are no soles", () =>
  withProviders(async (all) => {
    const { sessionId } = await opened(all);
    const { id } = all.stripe.pay(sessionId);
    all.stripe.objects.get(id)!.currency = "usd";
    await told(all);
    assert.equal((await all.money()).length, 0);
    assert.ok(
      all.reports.some(({ level, message }) => level === "fault" && message.includes("ForeignCurrency")),
    );
  }));
