import assert from "node:assert/strict";
import { reconcileIntent, reconcileShop, settleUnknown } from "../../commands/payments/reconcile_intent.ts";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import type { ProviderWork } from "../../commands/payments/provider_work.ts";
import { err } from "../../kernel/result.ts";
import type { FakeProvider, Trouble } from "../support/providers/fake_provider.ts";
import { SHOP, type WithProviders, withProviders } from "../support/providers/with_providers.ts";
import { taken } from "../support/test_shop.ts";

const MINUTE = 60_000;

type Charger = "mercadopago" | "culqi";
const CHARGE = { mercadopago: "POST /v1/payments", culqi: "POST /v2/charges" } as const;
const yape = async (all: WithProviders, name: Charger) =>
  await all.order(name, {
    kind: "yape",
    token: name === "culqi" ? all.culqi.token() : all.mercadopago.tokenFor("111111111"),
  });
const charged = (all: WithProviders, name: Charger): number =>
  name === "culqi" ? all.culqi.charges.size : all.mercadopago.payments.size;

/** As many as the adapter will try, so that no answer gets through. */
function silenced(fake: FakeProvider, operation: string, trouble: Trouble): void {
  fake.troubled(operation, trouble, trouble);
}

for (const name of ["mercadopago", "culqi"] as const) {
  for (const trouble of ["cut after", "500 after", "no JSON"] as const) {
    Deno.test(`${name}: a charge that went through without an answer (${trouble}) is on its way, is found, and is made once`, () =>
      withProviders(async (all) => {
        silenced(all[name], CHARGE[name], trouble);
        const order = await yape(all, name);
        assert.equal(taken(await startProviderPayment(all.work, order)).kind, "unknown");
        assert.deepEqual(await all.facts(), ["PaymentAttempted"]);
        // Whoever presses again is told what became of it.
        const again = taken(await startProviderPayment(all.work, order));
        assert.ok(again.kind === "payment" && again.payment.status === "succeeded");
        assert.equal(charged(all, name), 1);
        assert.deepEqual((await all.money()).map(([, counted]) => counted), [5000]);
        assert.deepEqual(await all.facts(), [
          "PaymentAttempted",
          "PaymentReceived",
          "PaymentAttemptEnded succeeded",
        ]);
      }));
  }

  Deno.test(`${name}: a charge that never got there is looked for until it can no longer be, and only then has failed`, () =>
    withProviders(async (all) => {
      silenced(all[name], CHARGE[name], "cut before");
      const order = await yape(all, name);
      assert.equal(taken(await startProviderPayment(all.work, order)).kind, "unknown");
      for (let n = 0; n < 10; n++) {
        all.clock.forward(10 * MINUTE);
        await settleUnknown(all.work);
      }
      assert.deepEqual(await all.facts(), ["PaymentAttempted"]);
      all.clock.forward(30 * MINUTE);
      await settleUnknown(all.work);
      assert.deepEqual(await all.facts(), ["PaymentAttempted", "PaymentAttemptEnded failed"]);
      all.clock.forward(30 * MINUTE);
      assert.equal(await settleUnknown(all.work), 0);
      const late = await startProviderPayment(all.work, order);
      assert.ok(!late.ok && late.error.type === "OperationReused");
      assert.equal(charged(all, name), 0);
    }));

  Deno.test(`${name}: a process that dies while it asks leaves a row, and the next finds the charge`, () =>
    withProviders(async (all) => {
      const order = await yape(all, name), provider = all.work.providers.get(name)!;
      const dying = {
        ...all.work,
        providers: new Map([[name, {
          ...provider,
          start: async (asked: Parameters<typeof provider.start>[0]) => {
            await provider.start(asked);
            throw new Error("the process dies here");
          },
        }]]),
      };
      await assert.rejects(startProviderPayment(dying, order));
      assert.deepEqual(await all.money(), []);
      await settleUnknown(all.work);
      assert.deepEqual(await all.money(), [], "an answer may still come");
      all.clock.forward(2 * MINUTE);
      assert.equal(await settleUnknown(all.work), 1);
      assert.deepEqual((await all.money()).map(([, counted]) => counted), [5000]);
    }));
}

Deno.test("one that cannot be brought to an end is told, and keeps nobody from the others", () =>
  withProviders(async (all) => {
    const intents: string[] = [], reports: string[] = [];
    for (const _ of [1, 2, 3]) {
      silenced(all.culqi, CHARGE.culqi, "cut after");
      const order = await yape(all, "culqi");
      assert.equal(taken(await startProviderPayment(all.work, order)).kind, "unknown");
      intents.push(order.intentId);
    }
    all.clock.forward(2 * MINUTE);
    const keepMoney: ProviderWork["keepMoney"] = (work, money) =>
      money.intentId === intents[0]
        ? Promise.resolve(err({ type: "Broken" }))
        : all.work.keepMoney(work, money);
    assert.equal(await settleUnknown({ ...all.work, keepMoney }, ({ message }) => reports.push(message)), 3);
    assert.deepEqual((await all.money()).map(([, counted]) => counted), [5000, 5000]);
    assert.match(reports.join(), /^culqi [0-9a-f-]{36}: .*MoneyNotKept$/);
    all.clock.forward(2 * MINUTE);
    await settleUnknown(all.work);
    assert.equal((await all.money()).length, 3);
  }));

Deno.test("what nobody can be asked about any more has not failed", () =>
  withProviders(async (all) => {
    silenced(all.culqi, CHARGE.culqi, "cut before");
    assert.equal(taken(await startProviderPayment(all.work, await yape(all, "culqi"))).kind, "unknown");
    all.clock.forward(200 * MINUTE);
    await settleUnknown({ ...all.work, providers: new Map() });
    assert.deepEqual(await all.facts(), ["PaymentAttempted"]);
  }));

Deno.test("an earlier try that was declined is no answer to the next one", () =>
  withProviders(async (all) => {
    const first = await all.order("mercadopago", {
      kind: "yape",
      token: all.mercadopago.tokenFor("111111112"),
    });
    taken(await startProviderPayment(all.work, first));
    silenced(all.mercadopago, CHARGE.mercadopago, "cut before");
    const token = all.mercadopago.tokenFor("111111111");
    const next = { ...first, operationId: all.work.ids.next(), way: { kind: "yape" as const, token } };
    assert.equal(taken(await startProviderPayment(all.work, next)).kind, "unknown");
    assert.equal(taken(await startProviderPayment(all.work, next)).kind, "unknown");
    assert.deepEqual(await all.facts(), ["PaymentAttempted"]);
  }));

Deno.test("Stripe: a page that may have been opened is no money on its way, and asking again opens the same one", () =>
  withProviders(async (all) => {
    all.stripe.troubled("POST /v1/checkout/sessions", "cut after");
    const order = await all.order("stripe", { kind: "page" });
    assert.equal(taken(await startProviderPayment(all.work, order)).kind, "unknown");
    assert.deepEqual(await all.facts(), []);
    const again = taken(await startProviderPayment(all.work, order));
    assert.equal(again.kind, "page");
    assert.equal([...all.stripe.objects.keys()].filter((id) => id.startsWith("cs_")).length, 1);
  }));

Deno.test("a provider that does not answer in time is not waited for", () =>
  withProviders(async (all) => {
    all.culqi.troubled(CHARGE.culqi, "hangs");
    assert.equal(taken(await startProviderPayment(all.work, await yape(all, "culqi"))).kind, "unknown");
  }, { timeoutMs: 200 }));

Deno.test("before a block every provider that was asked is asked what became of it; one that is silent stops the block", () =>
  withProviders(async (all) => {
    const order = await all.order("stripe", { kind: "page" });
    const started = taken(await startProviderPayment(all.work, order));
    assert.ok(started.kind === "page");
    assert.deepEqual((await reconcileIntent(all.work, order.intentId)).map(({ status }) => status), ["open"]);
    all.stripe.pay(started.providerId);
    all.stripe.forgetWaiting();
    all.stripe.troubled("GET /v1/checkout/sessions", "500 before");
    await assert.rejects(reconcileIntent(all.work, order.intentId), { name: "ProviderAway" });
    assert.deepEqual(await all.money(), []);
    const again = await all.order("culqi", { kind: "yape", token: all.culqi.token() });
    taken(await startProviderPayment(all.work, { ...again, intentId: order.intentId }));
    const found = await reconcileIntent(all.work, order.intentId);
    assert.deepEqual(found.map(({ provider, status }) => `${provider} ${status}`).sort(), [
      "culqi succeeded",
      "stripe succeeded",
    ]);
    assert.equal((await all.money()).length, 2);
    assert.deepEqual(await reconcileIntent(all.work, all.work.ids.next()), []);
  }));

Deno.test("before a block everything asked for a shop is looked at, and nothing of another shop's", () =>
  withProviders(async (all) => {
    const charges = [];
    for (const shopId of [SHOP, SHOP, "bodega-rosa"]) {
      const order = await yape(all, "culqi");
      all.culqi.troubled(CHARGE.culqi, "cut after");
      assert.equal(taken(await startProviderPayment(all.work, { ...order, shopId })).kind, "unknown");
      charges.push(order.intentId);
    }
    const found = await reconcileShop(all.work, SHOP);
    assert.deepEqual(found.map(({ intentId }) => intentId).sort(), charges.slice(0, 2).sort());
    assert.deepEqual((await all.facts("bodega-rosa")).filter((fact) => fact === "PaymentReceived"), []);
  }));
