import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { PulledRegister, PushCommand } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import { openDrawer } from "./drawer.ts";
import { closeDrawer, moveCash } from "./drawer_work.ts";
import { MemoryStore } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { change, choose, confirm, payExactCash, press, standingOf, startPaying } from "./paying.ts";
import { addProduct, enter, hold, remove, resume, scan, step, type } from "./selling.ts";
import { Till } from "./till.ts";
import { INCA_KOLA, POLLO } from "./till_fixture.ts";

const REGISTER: PulledRegister = {
  registerId: "0193a000-0000-7000-8000-0000000000aa",
  name: "Caja 1",
  series: "T001",
  lastTicket: 41,
  session: null,
};

/** A till at a counter, its drawer open, without a network. */
async function atCounter(
  work: (till: Till, written: () => Promise<readonly PushCommand[]>) => Promise<void>,
) {
  const till = new Till({
    shop: { name: "Minimarket Lucha", address: null, ruc: null },
    cashier: { cashierId: "0193a000-0000-7000-8000-0000000000cc", name: "Rosa" },
    registers: [REGISTER],
    products: [INCA_KOLA, POLLO],
    methods: ["efectivo", "yape", "plin", "tarjeta"],
    rooms: [],
    serverTime: instantOf(0),
    appBuild: "test",
  });
  const store = new MemoryStore(null, () => "0193a000-0000-7000-8000-0000000000dd");
  till.store = store;
  till.outbox = new Outbox(store);
  await openDrawer(till, REGISTER, centimos(10_000));
  try {
    await work(till, async () => (await store.load()).outbox);
  } finally {
    till.stop();
  }
}

const saleIn = (commands: readonly PushCommand[], index = -1) => {
  const command = commands.at(index)!;
  assert.equal(command.type, "RegisterSale");
  return (command as Extract<PushCommand, { type: "RegisterSale" }>).payload.sale;
};

Deno.test("two scans and two taps: an exact cash sale, rounded to coins, numbered after the last one", () =>
  atCounter(async (till, written) => {
    scan(till, "7759173000142");
    scan(till, "7759173000142");
    startPaying(till);
    await confirm(till);
    const sale = saleIn(await written());
    assert.equal(sale.totalCentimos, 700);
    assert.equal(sale.ticketNumber, "T001-000042");
    assert.equal(sale.occurredAt, (await written()).at(-1)!.occurredAt);
    assert.equal(till.draft.value.lines.length, 0);
    assert.equal(till.drawer.value!.nextTicket, 43);
    assert.equal(till.done.value, sale);
  }));

Deno.test("a hundred taps on cobrar are one sale (features §3, items 20 to 22)", () =>
  atCounter(async (till, written) => {
    scan(till, "7759173000142");
    startPaying(till);
    await Promise.all(Array.from({ length: 100 }, () => confirm(till)));
    await Promise.all(Array.from({ length: 10 }, () => payExactCash(till)));
    assert.deepEqual((await written()).map((command) => command.type), ["OpenCashSession", "RegisterSale"]);
  }));

Deno.test("change is what was received less what was due, in the very event", () =>
  atCounter(async (till, written) => {
    scan(till, "7759173000142");
    startPaying(till);
    for (const key of ["5", "00"] as const) press(till, key);
    await confirm(till);
    assert.deepEqual(saleIn(await written()).tenders, [{
      method: "efectivo",
      amountCentimos: 350,
      receivedCentimos: 500,
      changeCentimos: 150,
      operationNumber: null,
    }]);
  }));

Deno.test("a split payment rounds its cash part alone, and keeps the wallet's number", () =>
  atCounter(async (till, written) => {
    addProduct(till, INCA_KOLA);
    type(till, "0.575*");
    addProduct(till, POLLO); // 3.50 + 5.69 = 9.19
    startPaying(till);
    choose(till, "yape");
    for (const key of ["5", "00"] as const) press(till, key);
    change(till, { operation: "00123" });
    await confirm(till);
    const { due, rounding } = standingOf(centimos(919), till.paying.value!);
    assert.deepEqual([due, rounding], [410, -9]);
    await confirm(till);
    const sale = saleIn(await written());
    assert.equal(sale.roundingCentimos, -9);
    assert.deepEqual(
      sale.tenders.map((tender) => [tender.method, tender.amountCentimos, tender.operationNumber]),
      [
        ["yape", 500, "00123"],
        ["efectivo", 410, null],
      ],
    );
  }));

Deno.test("a wallet takes no more than is due, and cash no less", () =>
  atCounter(async (till, written) => {
    scan(till, "7759173000142");
    startPaying(till);
    for (const key of ["1", "00"] as const) press(till, key);
    await confirm(till);
    choose(till, "plin");
    for (const key of ["9", "00"] as const) press(till, key);
    await confirm(till);
    assert.equal((await written()).length, 1);
    assert.equal(till.screen.value, "pay");
  }));

Deno.test("a product scanned while paying joins the ticket, and the next payment is another sale", () =>
  atCounter(async (till) => {
    scan(till, "7759173000142");
    startPaying(till);
    const first = till.paying.value!.cmdId;
    scan(till, "7759173000142");
    assert.equal(till.screen.value, "sell");
    assert.equal(till.draft.value.lines[0]!.quantity, 2000);
    startPaying(till);
    assert.notEqual(till.paying.value!.cmdId, first);
    await Promise.resolve();
  }));

Deno.test("3* is three of the next one, 0.575* is a weight, and a fraction of a piece is refused", () =>
  atCounter(async (till) => {
    type(till, "3*inca");
    assert.equal(till.query.value, "inca");
    enter(till, till.catalogue.search("inca", 5));
    type(till, "0.575*123");
    enter(till, []);
    type(till, "1.5*");
    addProduct(till, INCA_KOLA);
    assert.deepEqual(till.draft.value.lines.map((line) => line.quantity), [3000, 575]);
    assert.equal(till.notice.value?.tone, "attention");
    await Promise.resolve();
  }));

Deno.test("an unknown code asks what to do, and a scale's label is a weight", () =>
  atCounter(async (till) => {
    scan(till, "7750000000000");
    assert.deepEqual(till.sheet.value, { kind: "unknown", code: "7750000000000" });
    scan(till, "2000123005690"); // article 123 for S/ 5.69
    assert.equal(till.sheet.value, null);
    assert.equal(till.priced.value.ok && till.priced.value.value.total, 569);
    await Promise.resolve();
  }));

Deno.test("one less than one takes the line away, and undo brings it back", () =>
  atCounter(async (till) => {
    scan(till, "7759173000142");
    const { selected } = till.draft.value;
    step(till, selected, -1);
    assert.equal(till.draft.value.lines.length, 0);
    till.undo();
    assert.equal(till.draft.value.lines[0]!.quantity, quantity(1000));
    remove(till, selected);
    assert.notEqual(till.undoText.value, null);
    await Promise.resolve();
  }));

Deno.test("held tickets wait, swap places with the one at hand, and outlive the session", () =>
  atCounter(async (till, written) => {
    scan(till, "7759173000142");
    hold(till);
    assert.equal(till.draft.value.lines.length, 0);
    addProduct(till, POLLO); // asks for a weight: no line yet
    type(till, "1*");
    addProduct(till, POLLO);
    resume(till, till.holds.value[0]!.holdId);
    assert.equal(till.draft.value.lines[0]!.name, "Inca Kola 500 ml");
    assert.equal(till.holds.value[0]!.draft.lines[0]!.name, "Pollo entero fresco");
    hold(till);
    await closeDrawer(till, "close", []);
    assert.equal(till.holds.value.length, 2);
    assert.equal(till.drawer.value, null);
    assert.equal((await written()).at(-1)!.type, "CloseCashSession");
  }));

Deno.test("a blocked shop starts no payment", () =>
  atCounter(async (till) => {
    scan(till, "7759173000142");
    till.link.value = { state: "blocked", reason: "Paga S/ 50 y en segundos vuelves a vender" };
    startPaying(till);
    assert.equal(till.paying.value, null);
    assert.equal(till.whyBlocked(), "Paga S/ 50 y en segundos vuelves a vender");
    await Promise.resolve();
  }));

Deno.test("a sale set aside because the shop may not sell closes the till until somebody tries again", () =>
  atCounter(async (till, written) => {
    scan(till, "7759173000142");
    await payExactCash(till);
    const command = (await written()).at(-1)!;
    const result = { cmdId: command.cmdId, seq: 2, status: "quarantined", code: "SalesBlocked" } as const;
    till.answered([{ command, result }]);
    scan(till, "7759173000142");
    startPaying(till);
    assert.equal(till.paying.value, null);
    till.blocked.value = null;
    startPaying(till);
    assert.notEqual(till.paying.value, null);
  }));

Deno.test("a register that another device opened first gives the drawer back", () =>
  atCounter(async (till, written) => {
    const [command] = await written();
    const result = { cmdId: command!.cmdId, seq: 1, status: "quarantined", code: "RegisterBusy" } as const;
    till.answered([{ command: command!, result }]);
    assert.equal(till.drawer.value, null);
    assert.equal(till.screen.value, "open");
  }));

Deno.test("a drawer opened again without a network goes on numbering after the last ticket", () =>
  atCounter(async (till, written) => {
    for (const _ of [1, 2]) {
      scan(till, "7759173000142");
      await payExactCash(till);
    }
    await closeDrawer(till, "close", []);
    await openDrawer(till, REGISTER, centimos(0)); // as it was pulled this morning
    scan(till, "7759173000142");
    await payExactCash(till);
    assert.equal(saleIn(await written()).ticketNumber, "T001-000044");
  }));

Deno.test("a code that is not in memory yet is looked up once all products are", () =>
  atCounter(async (till) => {
    till.loadingCatalogue();
    scan(till, "7750000000099");
    assert.equal(till.sheet.value, null);
    till.catalogue.update([{ ...INCA_KOLA, id: "late", barcodes: ["7750000000099"] }], []);
    till.catalogueLoaded();
    assert.equal(till.draft.value.lines[0]!.productId, "late");
    await Promise.resolve();
  }));

Deno.test("cash out is one movement, however often it is tapped", () =>
  atCounter(async (till, written) => {
    const movement = {
      cmdId: "m",
      movementId: "0193a000-0000-7000-8000-0000000000ee",
      direction: "out",
      amountCentimos: centimos(500),
      reason: "Proveedor",
    } as const;
    await Promise.all([moveCash(till, movement), moveCash(till, movement)]);
    assert.equal((await written()).filter((command) => command.type === "MoveCash").length, 1);
  }));
