import assert from "node:assert/strict";
import { reconcileProviders } from "../../commands/payments/reconcile_providers.ts";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { centimos } from "../../kernel/money.ts";
import type { ErrorType } from "../support/providers/fake_culqi.ts";
import { type WithProviders, withProviders } from "../support/providers/with_providers.ts";
import { taken } from "../support/test_shop.ts";

const yape = async (all: WithProviders) =>
  await all.order("culqi", { kind: "yape", token: all.culqi.token() });

async function paid(all: WithProviders) {
  const started = taken(await startProviderPayment(all.work, await yape(all)));
  assert.ok(started.kind === "payment", started.kind);
  return started.payment;
}
async function told(all: WithProviders): Promise<void> {
  await all.culqi.deliver(all.toNotices("culqi"));
  await all.readAll();
}

Deno.test("Culqi: Yape by approval code is money of its intent", () =>
  withProviders(async (all) => {
    const payment = await paid(all);
    assert.deepEqual([payment.status, payment.amountCentimos, payment.currency], ["succeeded", 5000, "PEN"]);
    await told(all);
    assert.deepEqual(await all.money(), [[payment.providerId, 5000]]);
    assert.deepEqual(await all.facts(), ["PaymentReceived"]);
  }));

const REFUSED: readonly (readonly [ErrorType, string, string | null, string, string])[] = [
  ["card_error", "card_declined", "insufficient_funds", "insufficient_funds", "no_funds"],
  ["card_error", "card_declined", "contact_issuer", "contact_issuer", "call_bank"],
  ["card_error", "card_declined", "issuer_not_available", "issuer_not_available", "bank_away"],
  ["card_error", "card_declined", "issuer_decline_operation", "issuer_decline_operation", "call_bank"],
  ["card_error", "card_declined", "processing_error", "processing_error", "bank_away"],
  ["card_error", "card_declined", "fraudulent", "fraudulent", "declined"],
  ["card_error", "card_declined", "soft_block", "soft_block", "declined"],
  ["invalid_request_error", "invalid_request", null, "invalid_request", "not_available"],
  ["authentication_error", "invalid_key", null, "invalid_key", "not_available"],
  ["resource_error", "token_not_found", null, "token_not_found", "wrong_code"],
  ["parameter_error", "invalid_email", null, "invalid_email", "wrong_data"],
  ["limit_api_error", "too_many_requests", null, "too_many_requests", "not_available"],
];
for (const [type, code, decline, said, reason] of REFUSED) {
  Deno.test(`Culqi: ${type} ${decline ?? code} is refused, for ${reason}`, () =>
    withProviders(async (all) => {
      all.culqi.refuseNext(type, code, decline);
      const started = await startProviderPayment(all.work, await yape(all));
      assert.ok(!started.ok && started.error.type === "ProviderRefused");
      assert.deepEqual(started.error.failure, { code: said, reason });
      assert.equal(all.culqi.timesAsked("POST /v2/charges"), 1);
      assert.deepEqual(await all.facts(), []);
    }));
}

Deno.test("Culqi: an error of theirs (api_error) tells nothing: it counts as on its way, and is not posted again", () =>
  withProviders(async (all) => {
    all.culqi.refuseNext("api_error", "internal");
    const started = taken(await startProviderPayment(all.work, await yape(all)));
    assert.equal(started.kind, "unknown");
    assert.equal(all.culqi.timesAsked("POST /v2/charges"), 1);
    assert.deepEqual(await all.facts(), ["PaymentAttempted"]);
  }));

Deno.test("Culqi: an event that Culqi does not know was never theirs", () =>
  withProviders(async (all) => {
    const payment = await paid(all);
    all.culqi.forgetWaiting();
    const forged = {
      object: "event",
      id: "evt_test_forged0001",
      type: "charge.creation.succeeded",
      data: { object: "charge", id: payment.providerId, amount: 999_999 },
    };
    const send = all.toNotices("culqi");
    assert.equal((await send(all.culqi.post(forged))).status, 200);
    await all.readAll();
    for (let n = 0; n < 6; n++) {
      all.clock.forward(3_600_000);
      await all.readAll();
    }
    const rows = await all.work.control.all("SELECT outcome, next_at, attempts FROM provider_event");
    assert.deepEqual(rows.map((row) => ({ ...row })), [{ outcome: "nothing", next_at: null, attempts: 4 }]);
    assert.deepEqual(await all.money(), [[payment.providerId, 5000]]);
  }));

Deno.test("Culqi: what is given back and disputed is seen by event or by the daily look back", () =>
  withProviders(async (all) => {
    const payment = await paid(all), { providerId } = payment;
    all.culqi.giveBack(providerId, 2000);
    await told(all);
    assert.deepEqual(await all.facts(), ["PaymentReceived", "PaymentRefunded"]);
    all.culqi.dispute(providerId, true);
    all.culqi.forgetWaiting();
    const report = (line: unknown) => assert.fail(JSON.stringify(line));
    await reconcileProviders(all.work, report);
    assert.deepEqual((await all.facts()).slice(2), ["DisputeOpened"]);
    // Three days later only the look back of the day finds a charge of then.
    all.clock.forward(2 * 86_400_000);
    await reconcileProviders(all.work, report);
    all.clock.forward(86_400_000);
    all.culqi.dispute(providerId, false);
    all.culqi.forgetWaiting();
    await reconcileProviders(all.work, report);
    assert.deepEqual((await all.facts()).slice(3), ["DisputeClosed won"]);
    const given = await all.work.providers.get("culqi")!.refund({
      operationId: all.work.ids.next(),
      providerId,
      amountCentimos: centimos(3000),
      reason: "asked_by_customer",
    });
    assert.equal(taken(given)?.status, "refunded");
  }));
