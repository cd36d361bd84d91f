import assert from "node:assert/strict";
import { chargeCard, keptCard, stopCard } from "../../commands/membership/charge_card.ts";
import { grantCredit } from "../../commands/membership/billing.ts";
import { cancelMembership, changePlan } from "../../commands/membership/choices.ts";
import { billShop } from "../../commands/membership/bill_shop.ts";
import { announcePayment } from "../../commands/membership/announce_payment.ts";
import { viewPlan } from "../../commands/membership/view_plan.ts";
import { settleUnknown } from "../../commands/payments/reconcile_intent.ts";
import { reconcileProviders } from "../../commands/payments/reconcile_providers.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { epochMsOf, type LimaDay } from "../../kernel/time.ts";
import { noticed, tell } from "../support/membership_facts.ts";
import { textOf } from "../support/owner_pages.ts";
import { type BilledPlatform, withBilledPlatform } from "../support/providers/billed_platform.ts";
import type { Card } from "../support/providers/fake_stripe.ts";
import { taken } from "../support/test_shop.ts";

const HOUR = 3_600_000;

/** The owner pays this month's bill and leaves the card. Answers the page's id at Stripe. */
async function paidAndKept(on: BilledPlatform, told: "before" | "after" = "after"): Promise<void> {
  const form = { deed: "tarjeta", provider: "stripe", cmdId: on.services.ids.next(), saves: "on" };
  const shown = await on.post(form);
  const session = /checkout\.stripe\.com\/c\/pay\/(cs_test_\w+)/.exec(shown.html)![1]!;
  on.stripe.pay(session);
  if (told === "before") assert.match(textOf((await on.get()).html), /Todavía no llega tu pago/);
  await heard(on);
  assert.match(textOf((await on.get()).html), /Ya llegó tu pago/);
}
async function heard({ stripe, fetch, services }: BilledPlatform): Promise<void> {
  await stripe.deliver(fetch, { seed: 3, doubled: 40 });
  await services.notices.idle();
}
const log = ({ services }: BilledPlatform) => systemContext(services, services.platform);
const view = async ({ services, shop, clock }: BilledPlatform) =>
  (await viewPlan(services.platform, shop.id, clock.now()))!;
const card = ({ services, shop }: BilledPlatform) => keptCard(services.control, shop.id);

/** To an hour of a Lima day. */
function to({ clock }: BilledPlatform, day: LimaDay, hour: number): void {
  clock.forward(Date.parse(`${day}T05:00:00.000Z`) + hour * HOUR - epochMsOf(clock.now()));
}
/** What the clock does for the shop in one turn; kinds of the notices that it sent. */
async function turn(on: BilledPlatform): Promise<string[]> {
  const { services, shop } = on, told: string[] = [];
  const store = await services.tenants.get(shop.id);
  await billShop({
    ...{ control: services.control, log: log(on) },
    messagesOf: ({ kind }) => Promise.resolve((told.push(kind), { facts: [], expected: [] })),
    charge: (id) => chargeCard(services.providerWork, id),
    reconcile: () => Promise.resolve(),
  }, store);
  return told;
}
const charged = ({ stripe }: BilledPlatform): number[] =>
  [...stripe.objects.values()].filter(({ object, status }) =>
    object === "payment_intent" && status === "succeeded"
  ).map(({ amount }) => amount);
const tries = ({ stripe }: BilledPlatform) => stripe.timesAsked("POST /v1/payment_intents");
/** Goes on until the next bill is there, and answers its due day. */
async function nextBill(on: BilledPlatform): Promise<LimaDay> {
  const next = (await view(on)).next!;
  to(on, next.issueOn, 10);
  assert.deepEqual(await turn(on), ["due_in_7"], "told a week before");
  return next.dueOn;
}

Deno.test("the first month is paid on Stripe's page, the second by itself on its due day, and both are money of ours", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on, "before");
    assert.deepEqual([(await card(on))?.last4, (await card(on))?.failure], ["4242", null]);
    const dueOn = await nextBill(on);
    for (let n = 0; n < 2; n++) {
      on.clock.forward(2 * 24 * HOUR);
      assert.deepEqual(await turn(on), [], "whose card pays is not asked to pay it too");
    }
    assert.equal(tries(on), 0, "not before it is due");
    to(on, dueOn, 8);
    await turn(on);
    assert.equal(tries(on), 0, "and at no hour at which people sleep");
    to(on, dueOn, 9);
    await Promise.all([turn(on), turn(on)]);
    assert.deepEqual(charged(on), [5000, 5000]);
    await heard(on);
    await turn(on);
    const after = await view(on);
    assert.deepEqual([tries(on), after.status.debtCentimos, after.status.state], [1, 0, "ACTIVE"]);
    assert.equal((await on.facts()).filter((type) => type === "PaymentReceived").length, 2);
  }));

Deno.test("a card that fails is tried on four days and no more, and the owner is told as of any debt", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const dueOn = await nextBill(on), failing: Card[] = ["insufficient_funds", "authentication_required"];
    on.stripe.nextCards.push(...failing, "generic_decline", "generic_decline", "ok");
    const days: number[] = [];
    for (let hours = 0; hours < 12 * 24; hours++) {
      to(on, dueOn, hours);
      const before = tries(on), told = await turn(on);
      if (tries(on) > before) days.push(Math.floor(hours / 24));
      if (hours === 34) assert.deepEqual(told, ["overdue_1"]);
      if (hours === 10) assert.equal((await card(on))?.failure, "no_funds");
      if (hours === 60) assert.equal((await card(on))?.failure, "needs_confirmation");
    }
    assert.deepEqual(days, [0, 2, 4, 6]);
    assert.deepEqual(charged(on), [5000]);
    await heard(on);
    assert.equal((await on.facts()).filter((type) => type === "PaymentReceived").length, 1);
  }));

Deno.test("nobody's card is charged for a shop that is blocked", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const dueOn = await nextBill(on), [open] = (await view(on)).invoices;
    to(on, dueOn, 34);
    await tell(on.services, on.shop.id, ...noticed(on.services.ids, open!.invoiceId));
    to(on, dueOn, 10 * 24);
    assert.equal((await view(on)).status.state, "BLOCKED");
    await turn(on);
    assert.equal(tries(on), 0);
  }));

Deno.test("what is charged is what we bill: after an upgrade with its days, and after a credit", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const changeId = on.services.ids.next(), context = log(on);
    taken(
      await changePlan(context, { id: changeId }, {
        ...{ shop: on.shop.id, changeId, plan: "negocio", interval: "month" },
      }),
    );
    const upgrade = (await view(on)).status;
    assert.ok(upgrade.debtCentimos > 0 && upgrade.debtCentimos <= 3000);
    await turn(on);
    assert.equal(tries(on), 0);
    to(on, upgrade.dueOn!, 10);
    await turn(on);
    assert.deepEqual(charged(on), [5000, upgrade.debtCentimos]);
    const creditId = on.services.ids.next();
    taken(
      await grantCredit(context, { id: creditId }, {
        ...{ shop: on.shop.id, creditId, amountCentimos: 1000, reason: "lluvias" },
      }),
    );
    to(on, await nextBill(on), 10);
    await turn(on);
    await heard(on);
    await turn(on);
    const after = await view(on);
    assert.deepEqual(charged(on).slice(2), [7000], "of S/ 80 a month, S/ 10 were credited");
    assert.deepEqual([after.status.debtCentimos, after.inFavour], [0, 0]);
  }));

Deno.test("an owner who leaves is charged nothing more", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const cancelId = on.services.ids.next();
    taken(await cancelMembership(log(on), { id: cancelId }, { shop: on.shop.id, cancelId, reason: "viaje" }));
    for (let week = 0; week < 8; week++) {
      on.clock.forward(7 * 24 * HOUR);
      await turn(on);
    }
    assert.equal(tries(on), 0);
  }));

Deno.test("a stopped card stays stopped, however often its payment is seen, and Stripe is asked to forget it", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const { cardId } = (await card(on))!;
    await stopCard(on.services.providerWork, on.shop.id);
    assert.equal(on.stripe.objects.get(cardId)!.customer, null);
    await reconcileProviders(on.services.providerWork, (line) => assert.fail(JSON.stringify(line)));
    assert.equal(await card(on), null);
    const next = (await view(on)).next!;
    to(on, next.issueOn, 10);
    await turn(on);
    to(on, next.dueOn, 10);
    assert.ok((await turn(on)).includes("due_today"));
    assert.equal(tries(on), 0);
  }));

Deno.test("no answer to a charge is on its way and is found: the card is charged once", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const dueOn = await nextBill(on);
    on.stripe.troubled("POST /v1/payment_intents", "cut after", "500 after", "500 after");
    to(on, dueOn, 9);
    await turn(on);
    assert.deepEqual((await view(on)).status.overlays, ["payment_pending"]);
    for (let n = 0; n < 30; n++) {
      on.clock.forward(HOUR);
      await settleUnknown(on.services.providerWork);
      await turn(on);
    }
    await heard(on);
    await turn(on);
    assert.deepEqual(charged(on), [5000, 5000]);
    const { status } = await view(on);
    assert.deepEqual([status.debtCentimos, status.overlays], [0, []]);
  }));

Deno.test("while somebody says that they paid, no card is charged", () =>
  withBilledPlatform(async (on) => {
    await paidAndKept(on);
    const dueOn = await nextBill(on);
    to(on, dueOn, 8);
    taken(
      await announcePayment(on.services, on.shop.id, { id: on.services.ids.next() }, {
        ...{ wallet: "yape", operationNumber: "00991122" },
      }),
    );
    to(on, dueOn, 10);
    await turn(on);
    assert.equal(tries(on), 0);
  }));

Deno.test("a card that somebody did not leave is not kept, nor one of a customer that is not the shop's", () =>
  withBilledPlatform(async (on) => {
    const form = { deed: "tarjeta", provider: "stripe", cmdId: on.services.ids.next() };
    const shown = await on.post({ ...form, saves: "on" });
    const session = on.stripe.objects.get(/(cs_test_\w+)/.exec(shown.html)![1]!)!;
    session.customer = "cus_of_another";
    on.stripe.pay(session.id);
    await heard(on);
    assert.match(textOf((await on.get()).html), /Ya llegó tu pago/);
    assert.equal(await card(on), null);
  }));
