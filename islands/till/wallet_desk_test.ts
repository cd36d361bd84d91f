import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { refundFor } from "../../kernel/refund.ts";
import type { PulledRegister } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import { openDrawer } from "./drawer.ts";
import { refundSale, voidSale } from "./giving_back.ts";
import { MemoryStore } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { choose, confirm, press, startPaying } from "./paying.ts";
import { backToSelling, hold, scan } from "./selling.ts";
import { Till } from "./till.ts";
import { INCA_KOLA } from "./till_fixture.ts";
import { WalletDesk } from "./wallet_desk.ts";
import { FakePayments, YAPE } from "./wallet_fixture.ts";

const REGISTER: PulledRegister = {
  registerId: "0193a000-0000-7000-8000-0000000000aa",
  name: "Caja 1",
  series: "T001",
  lastTicket: 41,
  session: null,
};

class Counter {
  readonly server = new FakePayments();
  till!: Till;
  desk!: WalletDesk;
  #over = () => {};
  #end = () => {};

  constructor(readonly store = new MemoryStore(null, () => "0193a000-0000-7000-8000-0000000000dd")) {}

  async open(): Promise<this> {
    const till = this.till = new Till({
      shop: { name: "Minimarket Lucha", address: null, ruc: null },
      cashier: { cashierId: "0193a000-0000-7000-8000-0000000000cc", name: "Rosa" },
      registers: [REGISTER],
      products: [INCA_KOLA],
      methods: ["efectivo", "yape", "plin"],
      rooms: [],
      serverTime: instantOf(0),
      appBuild: "test",
    });
    const state = await this.store.load();
    till.store = this.store;
    till.outbox = new Outbox(this.store);
    if (state.drawer) [till.drawer.value, till.draft.value] = [state.drawer, state.draft];
    else await openDrawer(till, REGISTER, centimos(10_000));
    this.desk = new WalletDesk(till, this.server.fetch, () => {
      const done = new Promise<void>((resolve) => this.#over = resolve);
      return { done, hurry: () => this.#over() };
    });
    this.#end = this.desk.start();
    await this.settle();
    return this;
  }

  /** What is under way comes to its end; a pause is over once. */
  async settle(): Promise<void> {
    for (let i = 0; i < 4; i++) await new Promise((resolve) => setTimeout(resolve, 0));
    this.#over();
    for (let i = 0; i < 8; i++) await new Promise((resolve) => setTimeout(resolve, 0));
  }

  get standing(): string | null {
    const watched = this.desk.current();
    return watched && this.desk.standing(watched).type;
  }

  /** The page goes; the device stays. */
  close(): void {
    this.#end();
    this.till.stop();
  }
}

async function atCounter(work: (counter: Counter) => Promise<void>): Promise<void> {
  const counter = await new Counter().open();
  try {
    await work(counter);
  } finally {
    counter.close();
  }
}

const ringUp = async (counter: Counter, count = 1) => {
  for (let i = 0; i < count; i++) scan(counter.till, "7759173000142");
  startPaying(counter.till, "yape");
  await counter.settle();
};

Deno.test("not yet, then seen: the button says so, and the sale is no claim", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter, 2);
    assert.equal(counter.standing, "waiting");
    assert.match(till.walletText.value, /^Dice que ya pagó S\/.7\.00$/);
    assert.equal(server.bodies.get(server.only())!["saleId"], till.paying.value!.saleId);
    server.comes(server.only(), 700);
    await counter.settle();
    assert.equal(counter.standing, "seen");
    assert.match(till.walletText.value, /^Cobrar: ya llegó S\/.7\.00$/);
    await confirm(till);
    await counter.settle();
    assert.equal(till.toSee.value, "");
    assert.equal(server.claims.size, 0);
    assert.deepEqual(counter.desk.markOf(till.done.value!.saleId), { method: "yape", isToSee: false });
  }));

Deno.test("two taps sell it before it is seen; it stays to be seen, and is said when it comes", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    scan(till, "7759173000142");
    startPaying(till, "yape");
    await confirm(till);
    const sale = till.done.value!;
    await counter.settle();
    await counter.settle();
    assert.equal(till.toSee.value, "1 Yape por ver");
    assert.equal(server.claims.size, 1, "the server knows that it was said");
    assert.equal(server.bodies.get(server.only())!["saleId"], sale.saleId);
    server.comes(server.only(), 350);
    await counter.settle();
    assert.equal(till.toSee.value, "");
    assert.match(till.notice.value!.text, /^Llegó el Yape de S\/.3\.50 del ticket T001-000042$/);
    assert.deepEqual(counter.desk.markOf(sale.saleId), { method: "yape", isToSee: false });
  }));

Deno.test("without a network it sells all the same, and says later what was claimed, with its number", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    server.isDown = true;
    await ringUp(counter);
    assert.equal(counter.standing, "unknown");
    till.paying.value = { ...till.paying.value!, operation: "00123456" };
    await confirm(till);
    await counter.settle();
    assert.equal(till.toSee.value, "1 Yape por ver");
    server.isDown = false;
    for (let i = 0; i < 3; i++) await counter.settle();
    assert.deepEqual([...server.claims.values()], ["00123456"]);
  }));

Deno.test("going back calls it off; another amount is another payment", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter);
    const first = server.only();
    backToSelling(till);
    await counter.settle();
    assert.deepEqual(server.ended, [first]);
    await ringUp(counter);
    assert.equal(server.intents.size, 2);
    assert.equal([...server.intents.values()].at(-1)!.amountCentimos, 700);
  }));

Deno.test("a wallet, then cash: the part that was added is waited for, the other is not", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    scan(till, "7759173000142");
    startPaying(till, "yape");
    for (const key of ["2", "00"] as const) press(till, key);
    await confirm(till);
    await counter.settle();
    assert.equal(server.intents.get(server.only())!.amountCentimos, 200);
    await confirm(till);
    for (let i = 0; i < 2; i++) await counter.settle();
    assert.deepEqual(till.done.value!.tenders.map(({ method }) => method), ["yape", "efectivo"]);
    assert.equal(server.claims.size, 1);
    assert.deepEqual(server.ended, []);
  }));

Deno.test("short: what came becomes a part of the payment, and nobody waits for the rest of it by wallet", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter, 2);
    const less = {
      exceptionId: "e1",
      amountCentimos: centimos(500),
      payer: "Ana Per*",
      at: instantOf(0),
      named: true,
    };
    server.couldBe(server.only(), [less]);
    await counter.settle();
    assert.equal(counter.standing, "short");
    assert.match(till.walletText.value, /^Dice que ya pagó/, "less is not all of it");
    assert.ok(await counter.desk.take(counter.desk.current()!, [less]));
    await counter.settle();
    assert.equal(till.paying.value!.method, "efectivo");
    await confirm(till);
    await counter.settle();
    const { tenders } = till.done.value!;
    assert.deepEqual(tenders.map(({ method, amountCentimos }) => [method, amountCentimos]), [
      ["yape", 500],
      ["efectivo", 200],
    ]);
    assert.equal(till.toSee.value, "", "what came was seen");
    assert.equal(server.claims.size, 0);
    assert.deepEqual(server.ended, [server.only()], "nor does the server wait for the rest of it");
  }));

const LESS = {
  exceptionId: "e1",
  amountCentimos: centimos(350),
  payer: "Ana Per*",
  at: instantOf(0),
  named: true,
};

Deno.test("short: the rest by wallet again is a payment of its own, and another half's money is not its own", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter, 2);
    const first = server.only();
    server.couldBe(first, [LESS]);
    await counter.settle();
    assert.ok(await counter.desk.take(counter.desk.current()!, [LESS]));
    choose(till, "yape");
    for (let i = 0; i < 2; i++) await counter.settle();
    assert.deepEqual(server.ended, [first]);
    assert.equal(counter.standing, "waiting", "the first half came, this one did not");
    const second = [...server.intents.keys()].at(-1)!;
    assert.notEqual(second, first);
    assert.equal(server.intents.get(second)!.amountCentimos, 350);
    server.comes(second, 350);
    await counter.settle();
    assert.equal(counter.standing, "seen");
    await confirm(till);
    await counter.settle();
    assert.deepEqual(till.done.value!.tenders.map(({ method, amountCentimos }) => [method, amountCentimos]), [
      ["yape", 350],
      ["yape", 350],
    ]);
    assert.equal(till.toSee.value, "");
    assert.equal(server.claims.size, 0);
  }));

Deno.test("short: the rest that comes in the moment it is called off is said", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter, 2);
    server.couldBe(server.only(), [LESS]);
    await counter.settle();
    assert.ok(await counter.desk.take(counter.desk.current()!, [LESS]));
    server.comes(server.only(), 350);
    for (let i = 0; i < 2; i++) await counter.settle();
    assert.deepEqual(server.ended, []);
    assert.match(till.notice.value!.text, /^Llegó un Yape de S\/.3\.50 y no se cobró su venta/);
    await confirm(till);
    await counter.settle();
    assert.equal(till.toSee.value, "");
  }));

Deno.test("short: what was counted while nobody could hear the answer is still taken", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter, 2);
    server.comes(server.only(), 500);
    await counter.settle();
    assert.equal(counter.standing, "short");
    assert.ok(await counter.desk.take(counter.desk.current()!, []));
    assert.deepEqual(till.paying.value!.exact.map(({ amountCentimos }) => amountCentimos), [500]);
  }));

Deno.test("more than it: the sale is paid, and what is to be given back is said", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter);
    const more = { ...LESS, amountCentimos: centimos(500) };
    server.couldBe(server.only(), [more]);
    await counter.settle();
    assert.equal(counter.standing, "over");
    assert.ok(await counter.desk.take(counter.desk.current()!, [more]));
    assert.equal(counter.standing, "seen");
    assert.match(till.notice.value!.text, /^Sobran S\/.1\.50: devuélvelos/);
    assert.deepEqual(till.paying.value!.exact, []);
  }));

for (const back of ["void", "refund"] as const) {
  Deno.test(`a sale that was taken back (${back}) is not waited for at the counter`, () =>
    atCounter(async (counter) => {
      const { till, server } = counter;
      scan(till, "7759173000142");
      startPaying(till, "yape");
      await confirm(till);
      for (let i = 0; i < 2; i++) await counter.settle();
      const sale = till.done.value!;
      assert.equal(till.toSee.value, "1 Yape por ver");
      const id = till.ids.next(), { saleId, cashSessionId } = sale, reason = "Se equivocó";
      const all = sale.lines.map(({ lineId, quantity }) => ({ lineId, quantity, restock: true }));
      const refund = refundFor(sale, [], { refundId: id, saleId, cashSessionId, reason }, all, "cash");
      if (back === "void") await voidSale(till, { cmdId: till.ids.next(), id }, sale, reason, null);
      else await refundSale(till, till.ids.next(), sale, refund, null);
      for (let i = 0; i < 2; i++) await counter.settle();
      assert.equal(till.toSee.value, "");
      assert.deepEqual(server.ended, [server.only()]);
    }));
}

Deno.test("a sale that another device took back is not waited for here either", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter);
    await confirm(till);
    for (let i = 0; i < 2; i++) await counter.settle();
    assert.equal(till.toSee.value, "1 Yape por ver");
    server.callOff(server.only());
    await counter.settle();
    assert.equal(till.toSee.value, "");
    assert.deepEqual(counter.desk.kept.value.watched, []);
    assert.deepEqual(server.ended, [], "whoever took it back has said so");
  }));

Deno.test("two of the same amount: the one that was chosen counts, and nobody's money is guessed at", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter);
    const among = ["Ana Per*", "Luis Qui*"].map((payer, i) => ({
      exceptionId: `e${i}`,
      amountCentimos: centimos(350),
      payer,
      at: instantOf(0),
      named: true,
    }));
    server.couldBe(server.only(), among);
    await counter.settle();
    assert.equal(counter.standing, "choose");
    assert.match(till.walletText.value, /^Dice que ya pagó/);
    server.isDown = true;
    assert.ok(!await counter.desk.take(counter.desk.current()!, [among[1]!]));
    assert.equal(counter.standing, "choose");
    server.isDown = false;
    assert.ok(await counter.desk.take(counter.desk.current()!, [among[1]!]));
    assert.equal(counter.standing, "seen");
    assert.equal(counter.desk.current()!.heard!.payer, "Luis Qui*");
    assert.equal(till.paying.value!.method, "yape", "all of it came: nothing is left to pay");
  }));

Deno.test("a shop without an account of that wallet sells as it did", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    scan(till, "7759173000142");
    startPaying(till, "plin");
    await counter.settle();
    assert.equal(till.walletText.value, "");
    await confirm(till);
    await counter.settle();
    assert.equal(server.intents.size, 0);
    assert.equal(till.toSee.value, "");
  }));

Deno.test("a reload in the middle of a payment asks for the same payment, and the sale keeps its id", async () => {
  const before = await new Counter().open();
  await ringUp(before);
  const { store, server } = before, { saleId } = before.till.paying.value!;
  await store.save({ draft: before.till.draft.value });
  before.close();

  const after = new Counter(store);
  Object.assign(after, { server });
  await after.open();
  try {
    assert.deepEqual(server.ended, [], "its ticket is still open");
    server.comes(server.only(), 350);
    startPaying(after.till, "yape");
    await after.settle();
    await after.settle();
    assert.equal(after.till.paying.value!.saleId, saleId);
    assert.equal(server.intents.size, 1);
    assert.equal(after.standing, "seen");
  } finally {
    after.close();
  }
});

Deno.test("a reload between the sale and what is kept of its payment loses neither", async () => {
  const before = await new Counter().open();
  await ringUp(before);
  before.close(); // the page hears of nothing more
  await confirm(before.till);
  const { store, server } = before;

  const after = new Counter(store);
  Object.assign(after, { server });
  await after.open();
  try {
    await after.settle();
    assert.equal(after.till.toSee.value, "1 Yape por ver");
    assert.equal(server.claims.size, 1);
  } finally {
    after.close();
  }
});

Deno.test("money for a ticket that was put aside is said, and not called off", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter);
    server.comes(server.only(), 350);
    await counter.settle();
    backToSelling(till);
    await counter.settle();
    assert.deepEqual(server.ended, []);
    hold(till);
    await counter.settle();
    assert.match(till.notice.value!.text, /^Llegó un Yape de S\/.3\.50 y no se cobró su venta/);
    assert.deepEqual(server.ended, []);
  }));

Deno.test("changing to cash lets go of no money that came, and the sale in cash says whose it is", () =>
  atCounter(async (counter) => {
    const { till, server } = counter;
    await ringUp(counter, 2);
    const less = {
      exceptionId: "e1",
      amountCentimos: centimos(500),
      payer: "Ana Per*",
      at: instantOf(0),
      named: true,
    };
    server.couldBe(server.only(), [less]);
    await counter.settle();
    choose(till, "efectivo");
    for (let i = 0; i < 2; i++) await counter.settle();
    assert.deepEqual(server.ended, []);
    await confirm(till);
    await counter.settle();
    assert.match(till.notice.value!.text, /^Llegó un Yape de S\/.5\.00 y no se cobró su venta/);
  }));

Deno.test("changing to cash calls the wallet off", () =>
  atCounter(async (counter) => {
    await ringUp(counter);
    choose(counter.till, "efectivo");
    await counter.settle();
    await counter.settle();
    assert.equal(counter.server.ended.length, 1);
    assert.equal(counter.desk.accountOf("yape")!.accountId, YAPE.accountId);
  }));
