import assert from "node:assert/strict";
import type { Services } from "../../compose.ts";
import { balanceOf } from "../../domain/membership/billing.ts";
import { stateKnown } from "../../domain/membership/status.ts";
import { intentsOfSubject } from "../../events/projections/payments/queries.ts";
import type { HandClock } from "../../tests/support/hand_clock.ts";
import { withServices } from "../../tests/support/services.ts";
import { keepEvidence } from "../payments/keep_evidence.ts";
import { setWalletAccount } from "../payments/set_wallet_account.ts";
import { systemContext } from "../shops/create_shop.ts";
import { grantCredit, issueInvoice, startMembership } from "./billing.ts";
import { changePlan } from "./choices.ts";
import { loadMembership } from "./load_membership.ts";
import { keepIntent } from "./payment_intent.ts";
import { payToken, shopOfPayToken } from "./pay_link.ts";
import { settledIntoMembership } from "./settled.ts";
import { emptyShop } from "../../tests/support/services.ts";

const DAY = 86_400_000;

/** Two shops that owe the same for the same plan, a third that is not billed yet, and the platform's Yape. */
class Counter {
  readonly accountId: string;
  constructor(readonly services: Services, readonly clock: HandClock) {
    this.accountId = services.ids.next();
  }
  as = () => systemContext(this.services, this.services.platform);
  next = () => ({ id: this.services.ids.next() });
  facts = async (shop: string) => (await loadMembership(this.services.platform, shop)).facts;
  owed = async (shop: string) => balanceOf(await this.facts(shop), this.clock.now());
  intents = async (shop: string) =>
    (await intentsOfSubject(this.services.platform.db, shop)).map(({ status, amountCentimos }) =>
      `${status} ${amountCentimos}`
    ).sort();
  /** A push of the platform's own phone. */
  async yape(centimos: number, operationNumber: string | null = null) {
    const now = this.clock.now(), { as, next, accountId } = this;
    const kept = await keepEvidence(as(), next(), {
      ...{ evidenceId: next().id, source: "device_push", accountId, trust: 2, direction: "in" },
      ...{ amountCentimos: centimos, occurredAt: now, receivedAt: now, payerName: null, masked: false },
      ...{ securityCode: null, operationNumber, externalReference: null, providerId: null },
      ...{ parserVersion: 1, deviceId: "phone-1", late: false, raw: null },
    }, settledIntoMembership(as()));
    assert.ok(kept.ok, JSON.stringify(kept));
    return kept.value.outcome.decision;
  }
}

const withCounter = (work: (counter: Counter) => Promise<void>) =>
  withServices(async (services, clock) => {
    const counter = new Counter(services, clock), { as, next, accountId } = counter;
    const account = { accountId, wallet: "yape", name: "Caserito", qrText: null, injectAmount: false };
    assert.ok((await setWalletAccount(as(), next(), { ...account, active: true })).ok);
    for (const shop of ["bodega-ana", "bodega-luz", "bodega-rosa"]) {
      assert.ok((await startMembership(as(), next(), { shop, plan: "puesto" })).ok);
    }
    clock.forward(8 * DAY);
    for (const shop of ["bodega-ana", "bodega-luz"]) {
      assert.ok((await issueInvoice(as(), next(), { shop, invoiceId: next().id })).ok);
      await keepIntent(as(), shop);
    }
    await work(counter);
  });

Deno.test("one intent waits for what a shop owes, however often and by however many it is asked for", () =>
  withCounter(async (counter) => {
    await Promise.all([1, 2, 3].map(() => keepIntent(counter.as(), "bodega-ana")));
    assert.deepEqual(await counter.intents("bodega-ana"), ["requires_payment 2999"]);
  }));

Deno.test("two shops that owe the same are told apart by a céntimo, which is given with the payment", () =>
  withCounter(async (counter) => {
    assert.deepEqual(await counter.intents("bodega-luz"), ["requires_payment 2998"]);
    assert.equal(
      await counter.yape(3000),
      "unmatched",
      "who overlooks their céntimos pays nobody else's bill",
    );
    assert.equal(await counter.yape(2998), "settled");
    assert.deepEqual([await counter.owed("bodega-luz"), await counter.owed("bodega-ana")], [0, 3000]);
    const facts = (await counter.facts("bodega-luz")).slice(-2);
    assert.deepEqual(facts.map(({ fact }) => fact.type), ["PaymentReceived", "CreditGranted"]);
    assert.equal(facts[0]!.recordedAt, facts[1]!.recordedAt);
    assert.equal(stateKnown(await counter.facts("bodega-luz"), counter.clock.now()), "ACTIVE");
    await keepIntent(counter.as(), "bodega-luz");
    assert.deepEqual(await counter.intents("bodega-luz"), ["succeeded 2998"]);
  }));

Deno.test("two shops that are asked for the same at once get two amounts", () =>
  withCounter(async (counter) => {
    const { as, next } = counter;
    counter.clock.forward(1_000);
    for (const shop of ["bodega-ana", "bodega-luz"]) {
      const changed = { shop, changeId: next().id, plan: "tienda", interval: "month" };
      assert.ok((await changePlan(as(), next(), changed)).ok);
    }
    const both = await Promise.all([keepIntent(as(), "bodega-ana"), keepIntent(as(), "bodega-luz")]);
    assert.deepEqual(both.map((intent) => intent?.amountCentimos).sort(), [4998, 4999]);
  }));

Deno.test("who pays a bill of before, or pays twice, pays nobody else's", () =>
  withCounter(async (counter) => {
    const { as, next } = counter, ana = "bodega-ana", luz = "bodega-luz", rosa = "bodega-rosa";
    assert.equal(await counter.yape(2999), "settled");
    const changed = { shop: luz, changeId: next().id, plan: "tienda", interval: "month" };
    assert.ok((await changePlan(as(), next(), changed)).ok);
    await keepIntent(as(), luz);
    assert.ok((await issueInvoice(as(), next(), { shop: rosa, invoiceId: next().id })).ok);
    await keepIntent(as(), rosa);
    assert.deepEqual([await counter.owed(ana), await counter.owed(rosa)], [0, 3000]);
    assert.notEqual(await counter.yape(2999), "settled", "paid twice");
    assert.notEqual(await counter.yape(2998), "settled", "the bill of before");
    assert.equal(await counter.owed(rosa), 3000);
    assert.deepEqual(await counter.intents(rosa), ["requires_payment 2997"]);
  }));

Deno.test("money is counted once, whoever tells of it again, and bears its operation number", () =>
  withCounter(async (counter) => {
    assert.equal(await counter.yape(2999, "12345678"), "settled");
    counter.clock.forward(60_000);
    assert.equal(await counter.yape(2999, "12345678"), "merged");
    assert.equal(await counter.owed("bodega-ana"), 0);
    const paid = (await counter.facts("bodega-ana")).map(({ fact }) => fact)
      .find((fact) => fact.type === "PaymentReceived");
    assert.ok(paid);
    assert.deepEqual([paid.data.provider, paid.data.reference], ["yape", "12345678"]);
  }));

Deno.test("another debt is another intent, and the old one is taken back unless somebody spoke of it", () =>
  withCounter(async (counter) => {
    const { as, next } = counter, shop = "bodega-ana";
    assert.ok(
      (await changePlan(as(), next(), { shop, changeId: next().id, plan: "tienda", interval: "month" })).ok,
    );
    counter.clock.forward(1_000); // of one instant, neither would be the later one
    await keepIntent(as(), shop);
    assert.deepEqual(await counter.intents(shop), ["canceled 2999", "requires_payment 4999"]);
    assert.ok(
      (await grantCredit(as(), next(), { shop, creditId: next().id, amountCentimos: "50", reason: "bono" }))
        .ok,
    );
    assert.equal(await keepIntent(as(), shop), null);
    assert.deepEqual(await counter.intents(shop), ["canceled 2999", "canceled 4999"]);
  }));

Deno.test("a pay link opens the bill of its shop until its day, and no other text opens any", () =>
  withServices(async (services, clock) => {
    const { tenant } = await emptyShop(services, "lucha"), { control } = services;
    const token = await payToken(control, tenant, clock.now()), [, until, mac] = token.split(".");
    const opens = async (text: string) => (await shopOfPayToken(control, text, clock.now()))?.slug ?? null;
    assert.equal(await opens(token), "lucha");
    assert.equal(await opens(`otra-tienda.${until}.${mac}`), null);
    assert.equal(await opens(`${tenant}.${Number(until) + 86_400}.${mac}`), null);
    assert.equal(await opens(`${token}x`), null);
    clock.forward(61 * DAY);
    assert.equal(await opens(token), null);
  }));
