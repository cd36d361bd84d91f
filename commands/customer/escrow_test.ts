import assert from "node:assert/strict";
import fc from "fast-check";
import { creditProjection } from "../../events/projections/credit/projection.ts";
import { deviceProjection } from "../../events/projections/device/projection.ts";
import { at, event, id, saleFact } from "../../events/projections/history_testing.ts";
import { ensureProjections } from "../../events/projections/rebuild.ts";
import { MemoryStore, type TestEvent } from "../../events/projections/testing.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { customersNow } from "../../islands/till/credit.ts";
import { unsettled, withPage } from "../../islands/till/credit_book.ts";
import { type CreditBook, type CreditChange, NO_BOOK } from "../../islands/till/local_store.ts";
import { centimos } from "../../kernel/money.ts";
import { pullCustomers } from "./pull_customers.ts";

const LIMIT = 10_000, ROSA = id(930);
const MODELS = [creditProjection, deviceProjection];
const SHARES = await Deno.readTextFile(
  new URL("../../migrations/tenant/0002_credit_shares.sql", import.meta.url),
);

/** One shop, its ledger and its read model; names are no matter here. */
async function server() {
  const memory = new MemoryStore(MODELS);
  await ensureProjections(memory, MODELS);
  memory.exec(SHARES);
  const store = {
    db: memory.db,
    projections: memory.projections,
    people: { open: () => Promise.resolve("Rosa") },
  } as unknown as TenantStore;
  const name = { subject: ROSA, field: "name", kid: "k", iv: "", ct: "" };
  const terms = { limitCentimos: centimos(LIMIT), maxAgeDays: null };
  memory.record({ type: "CustomerAdded", data: { customerId: ROSA, ...terms }, pii: [name] });
  const applied = new Map<string, number>();
  const balance = async () =>
    (await memory.db.first<{ n: number }>("SELECT balance_centimos AS n FROM customer"))!.n;
  return { memory, store, applied, balance, active: new Set<string>() };
}
type Server = Awaited<ReturnType<typeof server>>;

/** A till as the island is: what it was told, what it did since, what still waits. */
class FakeTill {
  book: CreditBook = NO_BOOK;
  changes: readonly CreditChange[] = [];
  outbox: { seq: number; event: TestEvent }[] = [];
  #seq = 0;
  #place: string | undefined;
  constructor(readonly deviceId: string, readonly shop: Server) {}

  lend(amount: number): void {
    const [rosa] = customersNow(this.book, this.changes);
    const lent = centimos(Math.min(amount, rosa?.allowanceCentimos ?? 0));
    if (lent <= 0) return;
    const spec = { sale: this.#next(), customer: 930, lines: [{ product: null, total: lent }] };
    this.#did("lent", lent, event(saleFact({ ...spec, tenders: [["fiado", lent]] })));
  }

  pay(amount: number): void {
    const [rosa] = customersNow(this.book, this.changes);
    const paid = centimos(Math.min(amount, Math.max(0, rosa?.balanceCentimos ?? 0)));
    if (paid <= 0) return;
    const data = { paymentId: id(this.#next()), customerId: ROSA, cashierId: id(920), cashSessionId: null };
    const rest = { method: "yape" as const, amountCentimos: paid, operationNumber: null };
    this.#did("paid", paid, event({ type: "CreditPaid", data: { ...data, ...rest } }));
  }

  /** Sends the first so many; the answer may be lost, and then they are sent again. */
  push(count: number, heard: boolean): void {
    const { memory, applied } = this.shop, last = applied.get(this.deviceId) ?? 0;
    for (const { seq, event } of this.outbox.slice(0, count)) {
      if (seq <= last) continue;
      memory.record({ ...event, dev: { id: this.deviceId, seq, prev: null, sig: null } });
      applied.set(this.deviceId, seq);
    }
    if (heard) this.outbox = this.outbox.slice(count);
  }

  async pull(heard: boolean): Promise<void> {
    const acked = this.#seq - this.outbox.length;
    const till = { deviceId: this.deviceId, active: [...this.shop.active], made: this.#seq };
    const answer = await pullCustomers(this.shop.store, { till, othersLend: true }, this.#place, 10);
    if (!heard) return;
    const { customers, removed: removedCustomers, share: creditShare, seq: creditSeq, more: hasMore } =
      answer;
    const page = { customers, removedCustomers, creditShare, creditSeq, hasMore };
    this.book = withPage(this.book, page);
    this.changes = unsettled(this.changes, page, acked);
    this.#place = answer.place;
  }

  #next = () => ++numbers + 5_000;
  #did(kind: "lent" | "paid", amountCentimos: CreditChange["amountCentimos"], made: TestEvent): void {
    const seq = ++this.#seq;
    this.outbox.push({ seq, event: made });
    this.changes = [...this.changes, { seq, customerId: ROSA, kind, amountCentimos, at: at("2026-11-17") }];
  }
}
let numbers = 0;

const TILLS = [id(1), id(2), id(3)];
const step = fc.record({
  till: fc.nat(1).chain((n) => fc.constantFrom(n, n, n, 2)), // two tills mostly, sometimes a third
  does: fc.constantFrom("lend", "lend", "pay", "push", "push", "pull", "pull", "pair", "owner"),
  amount: fc.constantFrom(400, 2_500, 9_000, LIMIT),
  heard: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
});

Deno.test("escrow: tills that cannot hear each other never lend more than the limit together", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 }),
      fc.array(step, { minLength: 15, maxLength: 40, size: "max" }),
      async (first, steps) => {
        const shop = await server();
        const tills = TILLS.map((deviceId) => new FakeTill(deviceId, shop));
        for (const till of tills.slice(0, first)) shop.active.add(till.deviceId);
        for (const till of [...tills, ...tills, ...tills].filter((till) => shop.active.has(till.deviceId))) {
          await till.pull(true);
        }
        for (const { till: n, does, amount, heard } of steps) {
          const till = tills[n]!;
          if (does === "pair") shop.active.add(till.deviceId);
          else if (does === "owner") {
            const paid = Math.min(amount, await shop.balance());
            if (paid <= 0) continue;
            const data = { paymentId: id(++numbers + 5_000), customerId: ROSA, cashierId: id(920) };
            const rest = {
              cashSessionId: null,
              method: "yape",
              amountCentimos: centimos(paid),
              operationNumber: null,
            };
            shop.memory.record({ type: "CreditPaid", data: { ...data, ...rest } });
          } else if (!shop.active.has(till.deviceId)) continue;
          else if (does === "lend") till.lend(amount);
          else if (does === "pay") till.pay(amount);
          else if (does === "push") till.push(amount === LIMIT ? 99 : 1, heard);
          else await till.pull(heard);
          assert.ok(await shop.balance() <= LIMIT);
        }
        for (const till of tills) till.push(99, true);
        const owed = await shop.balance();
        assert.ok(owed <= LIMIT, `${owed} owed of ${LIMIT}`);
        shop.memory.close();
      },
    ),
    { numRuns: 400 },
  );
});

Deno.test("escrow: what one till does not use comes to the other once both were heard", async () => {
  const shop = await server();
  const [a, b] = TILLS.map((deviceId) => new FakeTill(deviceId, shop));
  const may = (till: FakeTill) => customersNow(till.book, till.changes)[0]?.allowanceCentimos;
  shop.active.add(a!.deviceId);
  await a!.pull(true);
  assert.equal(may(a!), LIMIT);
  shop.active.add(b!.deviceId);
  await b!.pull(true);
  assert.equal(may(b!), 0); // the first one still holds all of it
  await a!.pull(false); // told to give half of it back, and did not hear it
  await b!.pull(true);
  assert.equal(may(b!), 0);
  await a!.pull(true);
  await a!.pull(true); // says that it follows
  await b!.pull(true);
  assert.deepEqual([may(a!), may(b!)], [LIMIT / 2, LIMIT / 2]);
  a!.lend(LIMIT);
  assert.equal(may(a!), 0);
  a!.push(9, true);
  await b!.pull(true);
  assert.equal(may(b!), LIMIT / 2);
  a!.pay(2_000);
  assert.equal(may(a!), 2_000); // paid here, lent here: without asking anybody
  shop.active.delete(a!.deviceId);
  a!.push(9, true);
  await b!.pull(true);
  await b!.pull(true);
  assert.equal(may(b!), LIMIT - 3_000);
  shop.memory.close();
});
