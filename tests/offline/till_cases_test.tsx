/** Cases of the catalogue of lost and doubled sales (features §3) that the till has to answer for, by their number. */
import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { centimos } from "../../kernel/money.ts";
import type { PulledRegister, PushCommand } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import { currentTill } from "../../islands/till/current.ts";
import { openDrawer } from "../../islands/till/drawer.ts";
import { closeDrawer, createProduct, moveCash } from "../../islands/till/drawer_work.ts";
import type { Commit } from "../../islands/till/local_store.ts";
import { MemoryStore } from "../../islands/till/memory_store.ts";
import { Outbox } from "../../islands/till/outbox.ts";
import { confirm, payExactCash, startPaying } from "../../islands/till/paying.ts";
import type { PushClient } from "../../islands/till/push_client.ts";
import { hold, resume, scan } from "../../islands/till/selling.ts";
import { Till } from "../../islands/till/till.ts";
import { INCA_KOLA } from "../../islands/till/till_fixture.ts";
import TillMenu from "../../islands/TillMenu.tsx";
import { MORNING } from "../simulation/scenario.ts";
import { simulate } from "../simulation/simulate.ts";

const CODE = INCA_KOLA.barcodes[0]!;
const REGISTER: PulledRegister = {
  registerId: "0193a000-0000-7000-8000-0000000000aa",
  name: "Caja 1",
  series: "T001",
  lastTicket: 0,
  session: null,
};

class Counter {
  readonly till: Till;
  readonly disk = new Map<string, string>();
  kicks = 0;

  constructor(latencyMs = 0, keepsNothing = false) {
    const till = this.till = new Till({
      shop: { name: "Minimarket Lucha", address: null, ruc: null },
      cashier: { cashierId: "0193a000-0000-7000-8000-0000000000cc", name: "Rosa" },
      registers: [REGISTER],
      products: [INCA_KOLA],
      methods: ["efectivo", "yape"],
      rooms: [],
      serverTime: instantOf(0),
      appBuild: "test",
    });
    if (keepsNothing) return;
    const store = this.store();
    if (latencyMs > 0) {
      const commit = store.commit.bind(store);
      store.commit = async (what: Commit) => {
        await new Promise((resolve) => setTimeout(resolve, latencyMs));
        await commit(what);
      };
    }
    till.store = store;
    till.outbox = new Outbox(store);
    till.push = { kick: () => this.kicks++ } as unknown as PushClient;
  }

  /** What a page that is opened now finds. */
  store(): MemoryStore {
    const storage = {
      getItem: (key: string) => this.disk.get(key) ?? null,
      setItem: (key: string, value: string) => void this.disk.set(key, value),
    };
    return new MemoryStore(storage, () => "0193a000-0000-7000-8000-0000000000dd");
  }

  async written(type: PushCommand["type"]): Promise<PushCommand[]> {
    return (await this.store().load()).outbox.filter((command) => command.type === type);
  }
}

async function atCounter(work: (counter: Counter) => Promise<void>, latencyMs = 0): Promise<void> {
  const counter = new Counter(latencyMs);
  await openDrawer(counter.till, REGISTER, centimos(5_000));
  try {
    await work(counter);
  } finally {
    counter.till.stop();
  }
}

Deno.test("features §3 item 3: paid beats open: once a sale is kept no draft of it comes back, whatever is written last", () =>
  atCounter(async (counter) => {
    const { till } = counter;
    scan(till, CODE);
    const stale = till.draft.value;
    await payExactCash(till);
    assert.equal((await counter.store().load()).draft.lines.length, 0);
    assert.equal((await counter.written("RegisterSale")).length, 1);
    till.undo(); // nothing to undo across a sale
    assert.equal(till.draft.value.lines.length, 0);
    assert.equal(stale.lines.length, 1);
  }));

Deno.test("features §3 item 5: every way out of a screen sends what waits", () =>
  atCounter(async (counter) => {
    const { till } = counter, product = { ...INCA_KOLA, productId: till.ids.next(), minStock: null };
    const { id: _, onHand: __, ...made } = product;
    const acts: readonly (() => Promise<unknown>)[] = [
      () => createProduct(till, till.ids.next(), made),
      () => payExactCash(till),
      () =>
        moveCash(till, {
          cmdId: till.ids.next(),
          movementId: till.ids.next(),
          direction: "in",
          amountCentimos: centimos(100),
          reason: "sencillo",
        }),
      () => closeDrawer(till, till.ids.next(), []),
    ];
    for (const act of acts) {
      const before = counter.kicks, kept = (await counter.store().load()).outbox.length;
      await act();
      assert.equal((await counter.store().load()).outbox.length, kept + 1);
      assert.ok(counter.kicks > before, "and off it goes");
      assert.equal(till.unsent.value.length, kept + 1, "the screen says how much waits");
    }
  }));

Deno.test("features §3 item 7: a page that is killed at any of its awaits loses nothing and does nothing twice", async () => {
  let crashAt = 0;
  for (let reached = true; reached;) {
    reached = (await simulate(3, { plan: { ...MORNING, crashAt: ++crashAt } })).killedAtPoint;
  }
  assert.ok(crashAt > 60, `only ${crashAt} places to crash at`);
});

Deno.test("features §3 items 11 and 12: ids are made on the device, and sale and payment are one command", () =>
  atCounter(async (counter) => {
    scan(counter.till, CODE);
    await payExactCash(counter.till);
    const [command, ...others] = await counter.written("RegisterSale");
    assert.deepEqual(others, []);
    const { sale } = (command as Extract<PushCommand, { type: "RegisterSale" }>).payload;
    for (
      const id of [
        command!.cmdId,
        sale.saleId,
        sale.cashSessionId,
        ...sale.lines.map((line) => line.lineId),
      ]
    ) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    }
    assert.equal(sale.tenders.reduce((sum, tender) => sum + tender.amountCentimos, 0), sale.totalCentimos);
  }));

Deno.test("features §3 item 14: what is held is what was put aside and not yet taken back", () =>
  atCounter(async (counter) => {
    const { till } = counter;
    scan(till, CODE);
    hold(till);
    assert.equal((await counter.store().load()).holds.length, 1);
    resume(till, till.holds.value[0]!.holdId);
    await payExactCash(till);
    const { holds, draft } = await counter.store().load();
    assert.deepEqual([holds.length, draft.lines.length], [0, 0], "a ticket that was sold waits nowhere");
  }));

Deno.test("features §3 items 16 and 17: nobody can sign out while sales wait, and nothing the server says takes them away", () =>
  atCounter(async (counter) => {
    const { till } = counter;
    scan(till, CODE);
    await payExactCash(till);
    currentTill.value = till;
    try {
      assert.doesNotMatch(render(<TillMenu cashier="Rosa" />), /action="\/salir"/);
      till.unsent.value = [];
      assert.match(render(<TillMenu cashier="Rosa" />), /action="\/salir"/);
    } finally {
      currentTill.value = null;
    }
    assert.equal((await counter.written("RegisterSale")).length, 1);
  }));

Deno.test("features §3 item 19: where the browser keeps nothing, no drawer opens and nothing can be sold", async () => {
  const { till } = new Counter(0, true);
  await openDrawer(till, REGISTER, centimos(0));
  assert.deepEqual([till.drawer.value, till.notice.value?.tone], [null, "danger"]);
  scan(till, CODE);
  startPaying(till);
  assert.equal(till.paying.value, null);
  till.stop();
});

Deno.test("features §3 items 20, 21 and 22: a hundred taps on a disk that takes its time are one sale and one payment", () =>
  atCounter(async (counter) => {
    const { till } = counter;
    scan(till, CODE);
    startPaying(till);
    const taps = Array.from({ length: 50 }, () => confirm(till));
    await new Promise((resolve) => setTimeout(resolve, 20)); // while it is still saving
    taps.push(...Array.from({ length: 50 }, () => confirm(till)), payExactCash(till));
    await Promise.all(taps);
    const [command, ...others] = await counter.written("RegisterSale");
    assert.deepEqual(others, []);
    const { sale } = (command as Extract<PushCommand, { type: "RegisterSale" }>).payload;
    assert.equal(sale.tenders.length, 1);
  }, 60));
