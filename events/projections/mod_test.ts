import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import type { Sale } from "../../kernel/sale.ts";
import type { Recorded, SqlRow } from "../store/types.ts";
import { compareRebuild, projectionHash } from "./compare.ts";
import { history } from "./history_testing.ts";
import { ProjectionModel } from "./model.ts";
import { SHARED_PROJECTIONS } from "./mod.ts";
import { ensureProjections, rebuild } from "./rebuild.ts";
import { runAsyncOnce } from "./runner.ts";
import { MemoryStore, type TestEvent } from "./testing.ts";

async function storeWith(events: readonly TestEvent[], cut: number): Promise<MemoryStore> {
  const store = new MemoryStore(SHARED_PROJECTIONS);
  await ensureProjections(store, SHARED_PROJECTIONS);
  for (let i = 0; i < events.length; i += cut) store.record(...events.slice(i, i + cut));
  while ((await runAsyncOnce(store, SHARED_PROJECTIONS, cut + 2)).some(({ behind }) => behind > 0));
  return store;
}
const sorted = (rows: readonly SqlRow[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

Deno.test("for any history every table holds what the pure fold says, and a rebuild gives the same hashes", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 9 }), async (events, cut) => {
      const store = await storeWith(events, cut);
      for (const projection of SHARED_PROJECTIONS) {
        const model = new ProjectionModel(projection);
        for (const event of store.events) model.feed(event);
        for (const { name } of projection.tables) {
          deepEqual(sorted(await store.db.all(`SELECT * FROM ${name}`)), sorted(model.rows(name)), name);
        }
        const before = await projectionHash(store.db, projection);
        await rebuild(store, projection);
        equal(await projectionHash(store.db, projection), before, projection.name);
      }
      store.close();
    }),
    { numRuns: 40 },
  );
});

Deno.test("the sums that must agree do: money by session, by sale, by hour; stock by movement and by day", async () => {
  const one = async (store: MemoryStore, sql: string) =>
    (await store.db.first<{ n: number | null }>(sql))?.n ?? 0;
  const saleOf = ({ data }: Recorded) => (data as { sale: Sale }).sale;
  const backOf = ({ data }: Recorded) => (data as { totalCentimos: number }).totalCentimos;
  await fc.assert(
    fc.asyncProperty(history, async (events) => {
      const store = await storeWith(events, 7);
      const sales = store.events.filter(({ type }) => type === "SaleRegistered").map(saleOf);
      const money = sales.reduce((sum, { totalCentimos }) => sum + totalCentimos, 0);
      equal(await one(store, "SELECT sum(total_centimos) AS n FROM sale"), money);
      equal(await one(store, "SELECT sum(efectivo + yape + plin + tarjeta + fiado) AS n FROM sale"), money);
      equal(await one(store, "SELECT sum(sales_centimos) AS n FROM cash_session"), money);
      const voids = store.events.filter(({ type }) => type === "SaleVoided");
      const refunds = store.events.filter(({ type }) => type === "SaleRefunded");
      const back = [...voids, ...refunds].map(backOf).reduce((sum, amount) => sum + amount, 0);
      equal(await one(store, "SELECT sum(total_centimos) AS n FROM sale_return"), back);
      equal(await one(store, "SELECT sum(void_centimos + refund_centimos) AS n FROM cash_session"), back);
      equal(await one(store, "SELECT sum(net_centimos) AS n FROM sales_hourly"), money - back);
      equal(await one(store, "SELECT sum(tickets) AS n FROM sales_hourly"), sales.length - voids.length);
      equal(await one(store, "SELECT sum(tickets) AS n FROM cash_session"), sales.length);
      const onHand = await one(store, "SELECT sum(on_hand) AS n FROM stock");
      const owed = await one(store, "SELECT sum(balance_centimos) AS n FROM customer");
      equal(await one(store, "SELECT sum(amount_centimos) AS n FROM credit_entry"), owed);
      equal(await one(store, "SELECT sum(delta) AS n FROM stock_movement"), onHand);
      equal(await one(store, "SELECT sum(stock_delta) AS n FROM product_daily"), onHand);
      store.close();
    }),
    { numRuns: 40 },
  );
});

Deno.test("the nightly comparison of a shop finds nothing where nothing was touched", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (events) => {
      const store = await storeWith(events, 5);
      for (const { name, live, rebuilt } of await compareRebuild(store, SHARED_PROJECTIONS)) {
        equal(live, rebuilt, name);
      }
      store.close();
    }),
    { numRuns: 5 },
  );
});
