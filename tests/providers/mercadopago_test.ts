import assert from "node:assert/strict";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { centimos } from "../../kernel/money.ts";
import { YAPE_NUMBERS, type YapeNumber } from "../support/providers/fake_mercadopago.ts";
import { type WithProviders, withProviders } from "../support/providers/with_providers.ts";
import { taken } from "../support/test_shop.ts";

const yape = async (all: WithProviders, number: YapeNumber, amount?: number) =>
  await all.order("mercadopago", { kind: "yape", token: all.mercadopago.tokenFor(number) }, amount);

async function paid(all: WithProviders, number: YapeNumber = "111111111", amount?: number) {
  const started = taken(await startProviderPayment(all.work, await yape(all, number, amount)));
  assert.ok(started.kind === "payment", started.kind);
  return started.payment;
}
async function told(all: WithProviders): Promise<void> {
  await all.mercadopago.deliver(all.toNotices("mercadopago"));
  await all.readAll();
}

const REASONS: Readonly<Record<YapeNumber, string | null>> = {
  "111111111": null,
  "111111112": "call_bank",
  "111111113": "limit_reached",
  "111111114": "not_accepted",
  "111111115": "not_accepted",
  "111111116": "too_many_tries",
  "111111117": "wrong_code",
  "111111118": "wrong_data",
};
for (const [number, reason] of Object.entries(REASONS) as [YapeNumber, string | null][]) {
  Deno.test(`Mercado Pago: Yape of ${number} is ${YAPE_NUMBERS[number][1]}`, () =>
    withProviders(async (all) => {
      const payment = await paid(all, number);
      assert.equal(payment.status, reason === null ? "succeeded" : "failed");
      assert.deepEqual(payment.failure, reason === null ? null : { code: YAPE_NUMBERS[number][1], reason });
      assert.deepEqual(await all.money(), reason === null ? [[payment.providerId, 5000]] : []);
      await told(all);
      assert.deepEqual(await all.facts(), reason === null ? ["PaymentReceived"] : []);
    }));
}

Deno.test("Mercado Pago: amounts cross their wire as decimal soles and come back to the céntimo", () =>
  withProviders(async (all) => {
    for (const amount of [1, 10, 29, 1999, 4035, 100_001, 5_000_010]) {
      assert.equal((await paid(all, "111111111", amount)).amountCentimos, amount);
      const { body } = all.mercadopago.asked.findLast(({ operation }) => operation === "/v1/payments")!;
      assert.match(body, /"transaction_amount":\d+(?:\.\d{1,2})?,/);
    }
  }));

Deno.test("Mercado Pago: a page with cards and the rest, paid later, is money of the intent it was opened for", () =>
  withProviders(async (all) => {
    const order = await all.order("mercadopago", { kind: "page" }, 8000);
    const started = taken(await startProviderPayment(all.work, order));
    assert.ok(started.kind === "page");
    assert.match(started.url, /^https:\/\/www\.mercadopago\.com\.pe\//);
    const slow = all.mercadopago.payPage(started.providerId, "in_process", "pending_review_manual");
    await told(all);
    assert.deepEqual(await all.facts(), ["PaymentAttempted"]);
    all.mercadopago.become(slow.id, "approved", "accredited");
    await told(all);
    assert.deepEqual(await all.facts(), [
      "PaymentAttempted",
      "PaymentReceived",
      "PaymentAttemptEnded succeeded",
    ]);
    assert.deepEqual(await all.money(), [[String(slow.id), 8000]]);
  }));

Deno.test("Mercado Pago: a used token asks for another code, and nothing was charged", () =>
  withProviders(async (all) => {
    const order = await yape(all, "111111111");
    taken(await startProviderPayment(all.work, order));
    const again = await startProviderPayment(all.work, {
      ...order,
      operationId: all.work.ids.next(),
      intentId: all.work.ids.next(),
    });
    assert.ok(!again.ok && again.error.type === "ProviderRefused");
    assert.deepEqual(again.error.failure, { code: "2006", reason: "wrong_code" });
    assert.equal(all.mercadopago.payments.size, 1);
  }));

Deno.test("Mercado Pago: mediation, charge back, and what the bank made of it", () =>
  withProviders(async (all) => {
    for (const [detail, outcome] of [["reimbursed", "won"], ["settled", "lost"]] as const) {
      const before = (await all.facts()).length, { providerId } = await paid(all), id = Number(providerId);
      all.mercadopago.become(id, "in_mediation", "pending");
      await told(all);
      all.mercadopago.become(id, "charged_back", "in_process");
      await told(all);
      all.mercadopago.become(id, "charged_back", detail);
      await told(all);
      assert.deepEqual((await all.facts()).slice(before), [
        "PaymentReceived",
        "DisputeOpened",
        `DisputeClosed ${outcome}`,
      ]);
    }
  }));

Deno.test("Mercado Pago: a mediation that simply ends is won: the money stayed", () =>
  withProviders(async (all) => {
    const { providerId } = await paid(all), id = Number(providerId);
    all.mercadopago.become(id, "in_mediation", "pending");
    await told(all);
    all.mercadopago.become(id, "approved", "accredited");
    await told(all);
    assert.deepEqual(await all.facts(), ["PaymentReceived", "DisputeOpened", "DisputeClosed won"]);
  }));

Deno.test("Mercado Pago: given back in part and then whole, by us and in their panel", () =>
  withProviders(async (all) => {
    const { providerId } = await paid(all), provider = all.work.providers.get("mercadopago")!;
    const refund = { operationId: all.work.ids.next(), providerId, amountCentimos: centimos(1550) };
    for (let n = 0; n < 2; n++) {
      const given = taken(await provider.refund({ ...refund, reason: "duplicate" }));
      assert.deepEqual([given?.status, given?.refundedCentimos], ["succeeded", 1550]);
    }
    await told(all);
    all.mercadopago.become(Number(providerId), "refunded", "refunded", 5000);
    await told(all);
    assert.deepEqual(await all.facts(), ["PaymentReceived", "PaymentRefunded", "PaymentRefunded"]);
    const more = await provider.refund({ ...refund, operationId: all.work.ids.next(), reason: "duplicate" });
    assert.ok(!more.ok && more.error.failure.code === "4040");
  }));

Deno.test("Mercado Pago: a status or an amount that we cannot read changes nothing, and keeps nobody from the others", () =>
  withProviders(async (all) => {
    const odd = await paid(all), good = await paid(all);
    all.mercadopago.payments.get(Number(odd.providerId))!.status = "teleported";
    const provider = all.work.providers.get("mercadopago")!, seen: string[] = [];
    await assert.rejects(async () => {
      for await (
        const looked of provider.changedSince("2026-01-01T00:00:00.000Z" as never, all.clock.now())
      ) {
        if (looked.kind === "payment") seen.push(looked.payment.providerId);
      }
    }, /a status we cannot read/);
    assert.deepEqual(seen, [good.providerId]);
  }));
