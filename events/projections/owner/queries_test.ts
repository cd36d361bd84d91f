import { deepEqual, equal } from "node:assert/strict";
import type { Fact } from "../../facts/mod.ts";
import { centimos } from "../../../kernel/money.ts";
import { quantity } from "../../../kernel/quantity.ts";
import type { LimaDay } from "../../../kernel/time.ts";
import {
  at,
  event,
  id,
  type LineSpec,
  NOTHING_BACK,
  product,
  saleFact,
  type SaleSpec,
} from "../history_testing.ts";
import { SHARED_PROJECTIONS } from "../mod.ts";
import { ensureProjections } from "../rebuild.ts";
import { runAsyncOnce } from "../runner.ts";
import { MemoryStore, type TestEvent } from "../testing.ts";
import { basisPoints, ratio } from "./figures.ts";
import { idleProducts, stockCover, topProducts } from "./products.ts";
import { differencesByCashier, hours, paymentMix, rollupsBehind, today } from "./queries.ts";

/** A Tuesday, and the four before it. */
const TODAY = "2026-11-17" as LimaDay;
const TUESDAYS = ["2026-11-10", "2026-11-03", "2026-10-27", "2026-10-20"];

async function shop(...events: readonly TestEvent[]): Promise<MemoryStore> {
  const store = new MemoryStore(SHARED_PROJECTIONS);
  await ensureProjections(store, SHARED_PROJECTIONS);
  if (events.length > 0) store.record(...events);
  await runAsyncOnce(store, SHARED_PROJECTIONS, 1_000);
  return store;
}
let next = 1;
const sale = (day: string, time: string, lines: readonly LineSpec[], rest: Partial<SaleSpec> = {}) =>
  event(saleFact({ sale: next++, at: at(day, time), lines, ...rest }));
const amount = (total: number, cost: number | null = null): LineSpec => ({ product: null, total, cost });

Deno.test("integers only: halves go away from zero, nothing is divided by nothing", () => {
  deepEqual([ratio(5, 2), ratio(-5, 2), ratio(4, 3), ratio(-1, 3), ratio(1, 0)], [3, -3, 1, 0, null]);
  deepEqual([basisPoints(1, 3), basisPoints(-1, 8), basisPoints(0, 0)], [3_333, -1_250, null]);
});

Deno.test("today stands beside the mean of the same weekday up to the same minute", async () => {
  const store = await shop(
    sale(TODAY, "09:00", [amount(1_000, 600), amount(501)]),
    sale(TODAY, "15:00", [amount(500, 700)]),
    sale(TODAY, "18:00", [amount(9_999)]), // after now: a tablet with a fast clock
    sale(TUESDAYS[0]!, "10:00", [amount(2_000, 1_000)]),
    sale(TUESDAYS[0]!, "15:31", [amount(7_000)]),
    sale(TUESDAYS[2]!, "15:30", [amount(1_001, 500)]),
    sale(TUESDAYS[2]!, "08:00", [amount(500)]),
    sale(TUESDAYS[3]!, "20:00", [amount(4_000)]),
    sale("2026-11-16", "09:00", [amount(8_000)]),
  );
  const result = await today(store.db, at(TODAY, "15:30"));
  equal(result.day, TODAY);
  deepEqual(result.figures, {
    netCentimos: 2_001,
    tickets: 2,
    averageTicketCentimos: 1_001,
    discountCentimos: 0,
    marginCentimos: 200,
    basisPoints: 1_333,
    uncostedCentimos: 501,
  });
  equal(result.usualDays, 3); // one Tuesday of the four sold nothing at all
  deepEqual(result.usual, {
    netCentimos: 1_167, // (2,000 + 1,501 + 0) / 3
    tickets: 1,
    averageTicketCentimos: 1_167,
    discountCentimos: 0,
    marginCentimos: 500, // (1,000 + 501) / 3
    basisPoints: 5_002,
    uncostedCentimos: 167,
  });
  store.close();
});

Deno.test("a new shop has no usual day and no average", async () => {
  const store = await shop();
  const { figures, usual } = await today(store.db, at(TODAY, "15:30"));
  deepEqual([figures.netCentimos, figures.averageTicketCentimos, figures.basisPoints, usual], [
    0,
    null,
    null,
    null,
  ]);
  equal((await hours(store.db, TODAY)).every(({ usualCentimos }) => usualCentimos === null), true);
  store.close();
});

Deno.test("hours are hours of Lima, also around midnight in London", async () => {
  const store = await shop(
    sale(TODAY, "00:10", [amount(100)]),
    sale(TODAY, "23:50", [amount(200)]),
    sale(TODAY, "23:59", [amount(50)]),
    sale(TUESDAYS[0]!, "23:00", [amount(300)]),
    sale(TUESDAYS[1]!, "11:00", [amount(101)]),
  );
  const all = await hours(store.db, TODAY);
  equal(all.length, 24);
  deepEqual(all[0], { hour: 0, netCentimos: 100, tickets: 1, usualCentimos: 0 });
  deepEqual(all[23], { hour: 23, netCentimos: 250, tickets: 2, usualCentimos: 150 });
  equal(all[11]!.usualCentimos, 51);
  store.close();
});

Deno.test("the payment mix counts each method once per sale and adds up", async () => {
  const store = await shop(
    sale(TODAY, "09:00", [amount(1_000)], { tenders: [["efectivo", 400], ["yape", 600]] }),
    sale(TODAY, "10:00", [amount(1_000)], { tenders: [["yape", 500], ["yape", 500]] }),
    sale("2026-11-18", "10:00", [amount(5_000)]),
  );
  deepEqual(await paymentMix(store.db, TODAY, TODAY), [
    { method: "efectivo", amountCentimos: 400, sales: 1, basisPoints: 2_000 },
    { method: "yape", amountCentimos: 1_600, sales: 2, basisPoints: 8_000 },
    { method: "plin", amountCentimos: 0, sales: 0, basisPoints: 0 },
    { method: "tarjeta", amountCentimos: 0, sales: 0, basisPoints: 0 },
    { method: "fiado", amountCentimos: 0, sales: 0, basisPoints: 0 },
  ]);
  store.close();
});

Deno.test("top products by margin leave out unknown costs, by quantity they do not", async () => {
  const added = (n: number, name: string): TestEvent =>
    event({ type: "ProductAdded", data: { product: product(n, { name, costCentimos: centimos(50) }) } });
  const store = await shop(
    added(1, "Arroz"),
    added(2, "Leche"),
    sale(TODAY, "09:00", [
      { product: 1, quantity: 2_000, total: 1_000, cost: 800 },
      { product: 2, quantity: 1_000, total: 500, cost: 200 },
      { product: 3, quantity: 9_000, total: 900 },
      amount(5_000, 0),
    ]),
    sale("2026-11-15", "09:00", [{ product: 1, quantity: 50_000, total: 9_000, cost: 1 }]),
  );
  const range = { from: TODAY, to: TODAY, limit: 10 };
  deepEqual(
    (await topProducts(store.db, { ...range, by: "margin" })).map((
      { name, marginCentimos, basisPoints },
    ) => [name, marginCentimos, basisPoints]),
    [["Leche", 300, 6_000], ["Arroz", 200, 2_000]],
  );
  deepEqual(
    (await topProducts(store.db, { ...range, by: "quantity", limit: 2 })).map((
      { productId, quantity },
    ) => [productId, quantity]),
    [[id(3), 9_000], [id(1), 2_000]],
  );
  store.close();
});

const received = (n: number, amount: number, day: string): TestEvent =>
  event({
    type: "StockReceived",
    data: {
      receiptId: id(8_000 + next++),
      lines: [{ productId: id(n), quantity: quantity(amount), unitCostCentimos: null }],
      note: null,
    },
  }, at(day, "07:00"));
const sold = (n: number, amount: number, day: string) =>
  sale(day, "12:00", [{ product: n, quantity: amount, total: 100 }]);
const listed = (n: number): TestEvent => event({ type: "ProductAdded", data: { product: product(n) } });

Deno.test("days of cover leave out the days on which the shelf was empty", async () => {
  const store = await shop(
    ...[1, 2, 3, 4].map(listed),
    // 1: in stock on nine of the 28 mornings before today, then more came in today.
    received(1, 20_000, "2026-11-01"),
    ...["2026-11-02", "2026-11-05", "2026-11-08", "2026-11-10"].map((day) => sold(1, 5_000, day)),
    received(1, 7_000, TODAY),
    // 2: never empty, 14 in 28 days, two days left.
    received(2, 16_000, "2026-10-01"),
    sold(2, 14_000, "2026-11-16"),
    sold(2, 1_000, TODAY),
    // 3: sold out, 4: never sold.
    received(3, 1_000, "2026-11-01"),
    sold(3, 2_000, "2026-11-02"),
    received(4, 1_000, "2026-11-01"),
  );
  const cover = await stockCover(store.db, TODAY, { limit: 10 });
  deepEqual(
    cover.map((
      { productId, onHand, dailyQuantity, coverDays, daysWithStock },
    ) => [productId, onHand, dailyQuantity, coverDays, daysWithStock]),
    [
      [id(3), -1_000, 2_000, 0, 1], // the morning of its only day: what came in was sold the day after
      [id(2), 1_000, 500, 2, 28],
      [id(1), 7_000, 2_222, 3, 9], // 20 sold on 9 days, 2 to 10 November
    ],
  );
  deepEqual((await stockCover(store.db, TODAY, { limit: 10, atMostDays: 2 })).length, 2);
  deepEqual((await idleProducts(store.db, "2026-10-18" as LimaDay, 10)).map(({ productId }) => productId), [
    id(4),
  ]);
  store.close();
});

Deno.test("cash differences by cashier keep what was missing apart from what was over", async () => {
  const closed = (session: number, cashier: number, difference: number): Fact => ({
    type: "CashSessionClosed",
    data: {
      cashSessionId: id(session),
      registerId: id(900),
      cashierId: id(cashier),
      zNumber: session,
      counts: [],
      countedCentimos: centimos(10_000 + difference),
      expectedCentimos: centimos(10_000),
      differenceCentimos: centimos(difference),
      tickets: 0,
      salesCentimos: centimos(0),
      byTender: {
        efectivo: centimos(0),
        yape: centimos(0),
        plin: centimos(0),
        tarjeta: centimos(0),
        fiado: centimos(0),
      },
      voids: NOTHING_BACK,
      refunds: NOTHING_BACK,
      movementsInCentimos: centimos(0),
      movementsOutCentimos: centimos(0),
    },
  });
  const store = await shop(
    event(closed(1, 21, -500), at("2026-10-01")),
    event(closed(2, 21, -300), at(TODAY)),
    event(closed(3, 21, 300), at(TODAY)),
    event(closed(4, 22, 0), at(TODAY)),
  );
  deepEqual(await differencesByCashier(store.db, at("2026-10-18")), [
    { cashierId: id(21), sessions: 2, shortCentimos: -300, overCentimos: 300 },
    { cashierId: id(22), sessions: 1, shortCentimos: 0, overCentimos: 0 },
  ]);
  store.close();
});

Deno.test("a page can say how far its rollups are behind", async () => {
  const store = await shop(sale(TODAY, "09:00", [amount(100)]));
  const names = ["sales_hourly", "product_daily"];
  equal(await rollupsBehind(store.db, names), 0);
  store.record(sale(TODAY, "09:01", [amount(100)]), sale(TODAY, "09:02", [amount(100)]));
  equal(await rollupsBehind(store.db, names), 2);
  store.close();
});
