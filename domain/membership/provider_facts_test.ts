import assert from "node:assert/strict";
import type { MembershipFact } from "../../events/facts/membership.ts";
import { centimos, ZERO } from "../../kernel/money.ts";
import type { ProviderPayment } from "../../kernel/payment_provider.ts";
import type { Instant } from "../../kernel/time.ts";
import { providerFacts } from "./provider_facts.ts";

const shop = "bodega-lucha", provider = "stripe", attemptId = "attempt-1", paymentId = "payment-1";
const IDS = { attempt: attemptId, dispute: "dispute-1", refund: (total: number) => `refund-${total}` };
const PAYMENT: ProviderPayment = {
  provider,
  providerId: "pi_1",
  intentId: "intent-1",
  attempt: "ch_1",
  amountCentimos: centimos(5000),
  currency: "PEN",
  status: "succeeded",
  occurredAt: "2026-03-01T03:30:00.000Z" as Instant,
  failure: null,
  refundedCentimos: ZERO,
  dispute: null,
  customer: null,
  subscription: null,
  actionUrl: null,
};
const seen = (known: readonly MembershipFact[], change: Partial<ProviderPayment>) =>
  providerFacts(known, shop, { ...PAYMENT, ...change }, IDS);

const attempted: MembershipFact = {
  type: "PaymentAttempted",
  data: { shop, attemptId, amountCentimos: PAYMENT.amountCentimos, provider },
};
const ended = (outcome: "succeeded" | "failed"): MembershipFact => ({
  type: "PaymentAttemptEnded",
  data: { shop, attemptId, outcome },
});
const received: MembershipFact = {
  type: "PaymentReceived",
  data: {
    shop,
    paymentId,
    amountCentimos: PAYMENT.amountCentimos,
    valueAt: PAYMENT.occurredAt,
    provider,
    reference: "pi_1",
  },
};
const refunded = (total: number, amount: number): MembershipFact => ({
  type: "PaymentRefunded",
  data: {
    shop,
    refundId: `refund-${total}`,
    paymentId,
    amountCentimos: centimos(amount),
    reason: "stripe: refunded",
  },
});
const opened: MembershipFact = {
  type: "DisputeOpened",
  data: { shop, disputeId: "dispute-1", paymentId, amountCentimos: centimos(5000) },
};
const closed = (outcome: "won" | "lost"): MembershipFact => ({
  type: "DisputeClosed",
  data: { shop, disputeId: "dispute-1", outcome },
});
const dispute = (outcome: "open" | "won" | "lost") =>
  ({ dispute: { id: "du_1", amountCentimos: centimos(5000), outcome } }) as const;

Deno.test("given nothing, when a page is open, then nothing is on its way", () => {
  assert.deepEqual(seen([], { status: "open" }), []);
});

Deno.test("given nothing, when a payment is pending, then it is on its way, once", () => {
  assert.deepEqual(seen([], { status: "pending" }), [attempted]);
  assert.deepEqual(seen([attempted], { status: "pending" }), []);
});

Deno.test("given more came than was counted, when the rest goes back, then nothing of what was counted does", () => {
  const over = { amountCentimos: centimos(6000), refundedCentimos: centimos(1000) };
  assert.deepEqual(seen([received], over), []);
  assert.deepEqual(seen([received], { ...over, refundedCentimos: centimos(6000), status: "refunded" }), [
    refunded(6000, 5000),
  ]);
});

Deno.test("given it on its way, when whoever pays must do something again, then it is on its way still", () => {
  assert.deepEqual(seen([attempted], { status: "open" }), []);
});

Deno.test("given it on its way, when it ends, then its try has ended, once and for ever", () => {
  assert.deepEqual(seen([attempted], { status: "failed" }), [ended("failed")]);
  assert.deepEqual(seen([attempted, received], {}), [ended("succeeded")]);
  for (const status of ["pending", "failed", "succeeded"] as const) {
    assert.deepEqual(seen([attempted, ended("failed")], { status }), [], status);
  }
});

Deno.test("given nothing on its way, when it failed or came in, then no try has ended", () => {
  assert.deepEqual(seen([], { status: "failed" }), []);
  assert.deepEqual(seen([received], {}), []);
});

Deno.test("given money, when parts of it were given back, then what is missing of the sum was", () => {
  assert.deepEqual(seen([received], { refundedCentimos: centimos(1000) }), [refunded(1000, 1000)]);
  const part = [received, refunded(1000, 1000)];
  assert.deepEqual(seen(part, { refundedCentimos: centimos(1000) }), []);
  assert.deepEqual(seen(part, { status: "refunded", refundedCentimos: centimos(5000) }), [
    refunded(5000, 4000),
  ]);
  assert.deepEqual(
    seen([received, refunded(5000, 5000)], { refundedCentimos: centimos(1000) }),
    [],
    "told late",
  );
});

Deno.test("given money kept under our own reference, or of another provider, then it is that money, or it is not", () => {
  const named = (
    change: object,
  ) => [{ ...received, data: { ...received.data, ...change } } as MembershipFact];
  assert.equal(seen(named({ reference: "intent-1" }), { refundedCentimos: centimos(1) }).length, 1);
  assert.deepEqual(seen(named({ reference: "pi_2" }), { refundedCentimos: centimos(1) }), []);
  assert.deepEqual(seen(named({ provider: "culqi" }), { refundedCentimos: centimos(1) }), []);
});

Deno.test("given no money of ours, when it is given back or disputed, then there is nothing to take back", () => {
  assert.deepEqual(
    seen([], { status: "refunded", refundedCentimos: centimos(5000), ...dispute("open") }),
    [],
  );
});

Deno.test("given money, when it is disputed, then the dispute opens, and closes as the bank finds", () => {
  assert.deepEqual(seen([received], { status: "disputed", ...dispute("open") }), [opened]);
  assert.deepEqual(seen([received, opened], { status: "disputed", ...dispute("open") }), []);
  assert.deepEqual(seen([received, opened], { status: "disputed", ...dispute("lost") }), [closed("lost")]);
  assert.deepEqual(seen([received], dispute("won")), [opened, closed("won")], "told only of its end");
  assert.deepEqual(
    seen([received, opened, closed("won")], { status: "disputed", ...dispute("open") }),
    [],
    "told late",
  );
});

Deno.test("given a dispute that was closed, when it is told again, or no more, then it stays closed", () => {
  for (const outcome of ["won", "lost"] as const) {
    const known: MembershipFact[] = [received, opened, closed(outcome)];
    assert.deepEqual(seen(known, { status: "disputed", ...dispute(outcome) }), []);
    assert.deepEqual(seen(known, {}), []);
  }
});

Deno.test("given a dispute, when a provider only stops saying so, then it is won while the money is there", () => {
  assert.deepEqual(seen([received, opened], {}), [closed("won")]);
  assert.deepEqual(seen([received, opened], { status: "refunded" }), []);
  assert.deepEqual(seen([received], {}), []);
});
