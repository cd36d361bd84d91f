import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { centimos } from "../../../kernel/money.ts";
import { sessionById } from "../cash_session/queries.ts";
import { at, event, history, id, product, saleFact } from "../history_testing.ts";
import { SHARED_PROJECTIONS } from "../mod.ts";
import { ensureProjections } from "../rebuild.ts";
import { MemoryStore } from "../testing.ts";
import { stateAsOf } from "./state_as_of.ts";

async function shop(): Promise<MemoryStore> {
  const store = new MemoryStore(SHARED_PROJECTIONS);
  await ensureProjections(store, SHARED_PROJECTIONS);
  return store;
}

Deno.test("the state of a position knows nothing of what came later, names and prices included", async () => {
  const store = await shop();
  const rice = product(1, { name: "Arroz" });
  store.record(
    event({ type: "ProductAdded", data: { product: rice } }),
    event({
      type: "CashSessionOpened",
      data: {
        cashSessionId: id(910),
        registerId: id(900),
        cashierId: id(920),
        floatCentimos: centimos(5_000),
      },
    }, at("2026-11-17", "08:00")),
    event(saleFact({ sale: 1, lines: [{ product: 1, quantity: 2_000, total: 700 }] })),
    event({ type: "ProductRevised", data: { before: rice, after: { ...rice, name: "Arroz extra" } } }),
    event(saleFact({ sale: 2, lines: [{ product: 1, total: 350 }], tenders: [["yape", 350]] })),
  );
  const drawer = async (pos: number) => {
    const { drawers: [drawer] } = await stateAsOf(store, pos);
    return drawer && [drawer.tickets, drawer.salesCentimos, drawer.inDrawerCentimos];
  };
  deepEqual(await drawer(1), undefined);
  deepEqual(await drawer(2), [0, 0, 5_000]);
  deepEqual(await drawer(3), [1, 700, 5_700]);
  deepEqual(await drawer(5), [2, 1_050, 5_700]);
  const stock = async (pos: number) =>
    (await stateAsOf(store, pos)).stock.map(({ name, onHand }) => [name, onHand]);
  deepEqual([await stock(2), await stock(3), await stock(5)], [[], [["Arroz", -2_000]], [[
    "Arroz extra",
    -3_000,
  ]]]);
  equal((await stateAsOf(store, 99)).pos, 5);
  store.close();
});

Deno.test("at the head it is what the tables say, for any history", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (events) => {
      const store = await shop();
      if (events.length > 0) store.record(...events);
      const state = await stateAsOf(store, events.length);
      const onHand = await store.db.all<{ product_id: string; on_hand: number }>(
        "SELECT product_id, on_hand FROM stock",
      );
      deepEqual(
        new Map(state.stock.map((row) => [row.productId, Number(row.onHand)])),
        new Map(onHand.map((row) => [row.product_id, row.on_hand])),
      );
      for (const drawer of state.drawers) {
        deepEqual(await sessionById(store.db, drawer.cashSessionId), drawer);
      }
      store.close();
    }),
    { numRuns: 25 },
  );
});
