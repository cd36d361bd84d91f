import assert from "node:assert/strict";
import { readNotices } from "../../commands/payments/read_notices.ts";
import { reconcileProviders } from "../../commands/payments/reconcile_providers.ts";
import { startProviderPayment } from "../../commands/payments/start_provider_payment.ts";
import { centimos } from "../../kernel/money.ts";
import type { ProviderName } from "../../kernel/payment_provider.ts";
import { PROVIDER_NAMES } from "../../kernel/payment_provider.ts";
import { Chance } from "../simulation/chance.ts";
import type { FakeProvider } from "../support/providers/fake_provider.ts";
import { SHOP, type WithProviders, withProviders } from "../support/providers/with_providers.ts";
import { taken } from "../support/test_shop.ts";

/** One payment of each provider with everything that can follow; what is told of it is brought by `told`. */
async function lives(all: WithProviders, told: (name: ProviderName) => Promise<void>): Promise<void> {
  const page = taken(await startProviderPayment(all.work, await all.order("stripe", { kind: "page" }, 3000)));
  assert.ok(page.kind === "page");
  const step = async (name: ProviderName, happens: () => unknown) => {
    all.clock.forward(60_000);
    await happens();
    await told(name);
  };
  let pi = "", dispute = "", mp = 0, chr = "";
  await step("stripe", () => all.stripe.pay(page.providerId, "insufficient_funds"));
  await step("stripe", () => pi = all.stripe.pay(page.providerId).id);
  await step("stripe", () => all.stripe.giveBack(pi, 1000));
  await step("stripe", () => dispute = all.stripe.dispute(pi).id);
  await step("stripe", () => all.stripe.closeDispute(dispute, "won"));
  const preference = taken(
    await startProviderPayment(all.work, await all.order("mercadopago", { kind: "page" }, 5000)),
  );
  assert.ok(preference.kind === "page");
  await step("mercadopago", () => mp = all.mercadopago.payPage(preference.providerId, "in_process", "x").id);
  await step("mercadopago", () => all.mercadopago.become(mp, "approved", "accredited"));
  await step("mercadopago", () => all.mercadopago.become(mp, "charged_back", "settled"));
  const order = await all.order("culqi", { kind: "yape", token: all.culqi.token() }, 8000);
  const charge = taken(await startProviderPayment(all.work, order));
  assert.ok(charge.kind === "payment");
  chr = charge.payment.providerId;
  await step("culqi", () => all.culqi.giveBack(chr, 3000));
  await step("culqi", () => all.culqi.giveBack(chr, 5000));
}

/** What must be the same in the end, whatever the post did: no order of facts, and how often a sum was told in parts. */
async function outcome(all: WithProviders) {
  const given = new Map<string, number>(), dated: string[] = [];
  for (const { type, data } of await all.work.platform.stream(`membership-${SHOP}`)) {
    const { paymentId = "", amountCentimos = 0, outcome = "", provider = "" } = data as {
      paymentId?: string;
      amountCentimos?: number;
      outcome?: string;
      provider?: string;
    };
    if (type === "PaymentRefunded") given.set(paymentId, (given.get(paymentId) ?? 0) + amountCentimos);
    else if (!type.startsWith("PaymentAttempt")) {
      dated.push(`${type} ${provider} ${amountCentimos} ${outcome}`);
    }
  }
  const books = await all.work.platform.db.all<{ amount: number; counted: number; given: number }>(
    `SELECT amount_centimos AS amount, allocated_centimos AS counted, refunded_centimos AS given
     FROM incoming_payment ORDER BY amount_centimos`,
  );
  return {
    facts: dated.sort(),
    given: [...given.values()].sort((a, b) => a - b),
    books: books.map((row) => ({ ...row })),
  };
}

const fakeOf = (all: WithProviders, name: ProviderName): FakeProvider => all[name];
const noFault = (line: unknown) => assert.fail(JSON.stringify(line));

const EXPECTED = {
  facts: [
    "DisputeClosed  0 lost",
    "DisputeClosed  0 won",
    "DisputeOpened  3000 ",
    "DisputeOpened  5000 ",
    "PaymentReceived culqi 8000 ",
    "PaymentReceived mercadopago 5000 ",
    "PaymentReceived stripe 3000 ",
  ],
  given: [1000, 8000],
  books: [
    { amount: 3000, counted: 3000, given: 1000 },
    { amount: 5000, counted: 5000, given: 0 },
    { amount: 8000, counted: 8000, given: 8000 },
  ],
};

Deno.test("the post: everything told at once and in order", () =>
  withProviders(async (all) => {
    await lives(all, async (name) => {
      await fakeOf(all, name).deliver(all.toNotices(name));
      await all.readAll();
    });
    assert.deepEqual(await outcome(all), EXPECTED);
    assert.deepEqual(all.reports, []);
  }));

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);
Deno.test(`the post: lost, doubled, late and out of order, of ${SEEDS.length} seeds: the pull finds what is missing`, async () => {
  let lost = 0;
  for (const seed of SEEDS) {
    await withProviders(async (all) => {
      const chance = new Chance(seed);
      await lives(all, async (name) => {
        const post = { seed: seed * 1000 + chance.int(1, 999), lost: 35, doubled: 35, late: 35 };
        const told = await fakeOf(all, name).deliver(all.toNotices(name), post);
        assert.ok(told.every((status) => status === 200), `seed ${seed}`);
        if (chance.percent(60)) await all.readAll();
      });
      for (const name of PROVIDER_NAMES) {
        lost += fakeOf(all, name).waiting.length;
        fakeOf(all, name).forgetWaiting();
      }
      await all.readAll();
      await reconcileProviders(all.work, noFault);
      assert.deepEqual(await outcome(all), EXPECTED, `seed ${seed}`);
      const size = await all.work.platform.head();
      await reconcileProviders(all.work, noFault);
      assert.deepEqual(await all.work.platform.head(), size, `seed ${seed}: asking again adds nothing`);
    });
  }
  assert.ok(lost > 0, "something was lost for good");
});

Deno.test("the post: nothing comes at all, and the pull alone brings the books there", () =>
  withProviders(async (all) => {
    await lives(all, () => Promise.resolve());
    await reconcileProviders(all.work, noFault);
    const { facts, ...rest } = await outcome(all);
    assert.deepEqual({ facts, ...rest }, EXPECTED);
  }));

async function paidPage(all: WithProviders): Promise<string> {
  const page = taken(await startProviderPayment(all.work, await all.order("stripe", { kind: "page" })));
  assert.ok(page.kind === "page");
  return all.stripe.pay(page.providerId).id;
}

Deno.test("the same event again is taken with 2xx and does nothing: it is not even looked at", () =>
  withProviders(async (all) => {
    await paidPage(all);
    const [, notice] = all.stripe.waiting;
    const send = all.toNotices("stripe");
    for (let n = 0; n < 3; n++) assert.equal((await send(notice!())).status, 200);
    await all.readAll();
    const asked = all.stripe.asked.length, size = await all.work.platform.head();
    assert.equal((await send(notice!())).status, 200);
    await all.readAll();
    assert.equal(all.stripe.asked.length, asked);
    assert.deepEqual(await all.work.platform.head(), size);
    const rows = await all.work.control.all("SELECT event_id FROM provider_event");
    assert.equal(rows.length, 1);
  }));

Deno.test("an unknown type is taken with 2xx, written down, and nothing is done about it", () =>
  withProviders(async (all) => {
    const body = all.stripe.eventBody("brand.new.type", { id: "pi_1", object: "payment_intent" });
    assert.equal((await all.toNotices("stripe")(all.stripe.signed(body))).status, 200);
    assert.equal(await readNotices(all.work), 0);
    const [row] = await all.work.control.all("SELECT outcome, next_at FROM provider_event");
    assert.deepEqual({ ...row }, { outcome: "not_ours", next_at: null });
  }));

Deno.test("a process that dies between the row and the books leaves the row, and the next one does the work once", () =>
  withProviders(async (all) => {
    const id = await paidPage(all);
    await all.stripe.deliver(all.toNotices("stripe"));
    const dying = { ...all.work, keepMoney: () => Promise.reject(new Error("the process dies here")) };
    assert.equal(await readNotices(dying), 2);
    assert.deepEqual(await all.money(), []);
    assert.equal(await readNotices(all.work), 0, "taken, for as long as whoever took it may live");
    all.clock.forward(10_000);
    await all.readAll();
    assert.deepEqual(await all.money(), [[id, 5000]]);
    // Dead after the books and before the row says so: the books stand, and doing it again changes nothing.
    const size = await all.work.platform.head();
    const [event] = await all.work.control.all<{ event_id: string }>("SELECT event_id FROM provider_event");
    await all.work.control.batch([{
      sql: "UPDATE provider_event SET next_at = ? WHERE event_id = ?",
      args: [all.clock.now(), event!.event_id],
    }]);
    assert.equal(await readNotices(all.work), 1);
    assert.deepEqual(await all.work.platform.head(), size);
  }));

Deno.test("many readers at once give one effect", () =>
  withProviders(async (all) => {
    const id = await paidPage(all);
    all.stripe.giveBack(id, 1234);
    await all.stripe.deliver(all.toNotices("stripe"), { seed: 5, doubled: 60 });
    const taken = await Promise.all(Array.from({ length: 6 }, () => readNotices(all.work)));
    assert.equal(taken.reduce((sum, n) => sum + n, 0), 4);
    all.clock.forward(3_600_000);
    await all.readAll();
    assert.deepEqual(await all.money(), [[id, 5000]]);
    assert.deepEqual(await all.facts(), ["PaymentReceived", "PaymentRefunded"]);
    assert.deepEqual((await outcome(all)).given, [1234]);
  }));

Deno.test("a provider that is away is asked again later and later, and what it then says counts", () =>
  withProviders(async (all) => {
    const id = await paidPage(all);
    await all.stripe.deliver(all.toNotices("stripe"));
    const away = Array.from({ length: 6 }, () => "500 before" as const);
    all.stripe.troubled("GET /v1/payment_intents/{intent}", ...away);
    all.stripe.troubled("GET /v1/checkout/sessions/{session}", ...away);
    for (const minutes of [0, 1, 1, 1, 2, 5]) {
      all.clock.forward(minutes * 60_000);
      await readNotices(all.work);
      assert.deepEqual(await all.money(), []);
    }
    all.clock.forward(3_600_000);
    await all.readAll();
    assert.deepEqual(await all.money(), [[id, 5000]]);
    assert.ok(
      all.reports.every(({ message }) => !message.includes("sk_test")),
      "no key stands in a report",
    );
  }));

Deno.test("how far the pull came is noted only once everything was taken", () =>
  withProviders(async (all) => {
    await paidPage(all);
    const failing = {
      ...all.work,
      keepMoney: () => Promise.resolve({ ok: false, error: { type: "StoreUnavailable" } } as const),
    };
    const reports: unknown[] = [];
    await reconcileProviders(failing, (line) => reports.push(line));
    assert.ok(reports.length > 0);
    const through = async () =>
      (await all.work.control.all("SELECT provider FROM provider_reconcile")).map((row) => row.provider);
    assert.deepEqual((await through()).sort(), ["culqi", "mercadopago"]);
    await reconcileProviders(all.work, noFault);
    assert.deepEqual((await through()).sort(), ["culqi", "mercadopago", "stripe"]);
    assert.equal((await all.money()).length, 1);
  }));

Deno.test("a payment that cannot be taken is told at each pull, and keeps nobody from those behind it", () =>
  withProviders(async (all) => {
    const ids = [await paidPage(all), await paidPage(all), await paidPage(all)];
    for (const poison of ids.slice(0, 2)) {
      const reports: string[] = [],
        work = {
          ...all.work,
          keepMoney: ((work, money) => {
            if (money.payment.providerId === poison) throw new Error("an account that is not there");
            return all.work.keepMoney(work, money);
          }) satisfies typeof all.work.keepMoney,
        };
      await reconcileProviders(work, ({ message }) => reports.push(message));
      assert.deepEqual([...new Set(reports)], [`stripe ${poison}: Error: an account that is not there`]);
    }
    assert.equal((await all.money()).length, 3);
  }));

Deno.test("two payments for one intent are two credits: one is counted, the other is for a person to look at", () =>
  withProviders(async (all) => {
    const order = await all.order("stripe", { kind: "page" });
    const pages = [order, { ...order, operationId: all.work.ids.next() }];
    for (const each of pages) {
      const page = taken(await startProviderPayment(all.work, each));
      assert.ok(page.kind === "page");
      all.stripe.pay(page.providerId);
    }
    await all.stripe.deliver(all.toNotices("stripe"));
    await all.readAll();
    assert.deepEqual((await all.money()).map(([, counted]) => counted).sort(), [0, 5000].sort());
    assert.deepEqual(await all.facts(), ["PaymentReceived"]);
    const open = await all.work.platform.db.all(
      "SELECT kind FROM payment_exception WHERE resolution IS NULL",
    );
    assert.equal(open.length, 1);
  }));

Deno.test("another amount than was asked for is money, and not the payment of its intent", () =>
  withProviders(async (all) => {
    const page = taken(await startProviderPayment(all.work, await all.order("stripe", { kind: "page" })));
    assert.ok(page.kind === "page");
    all.stripe.objects.get(page.providerId)!.amount_total = centimos(100);
    all.stripe.pay(page.providerId);
    await all.stripe.deliver(all.toNotices("stripe"));
    await all.readAll();
    assert.deepEqual((await all.money()).map(([, counted]) => counted), [0]);
    assert.deepEqual(await all.facts(), []);
  }));
