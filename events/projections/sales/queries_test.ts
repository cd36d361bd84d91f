import { deepEqual, equal } from "node:assert/strict";
import type { LimaDay } from "../../../kernel/time.ts";
import { at, event, id, refundFact, saleFact, type SaleSpec, voidFact } from "../history_testing.ts";
import { ensureProjections } from "../rebuild.ts";
import { MemoryStore } from "../testing.ts";
import { returnsProjection } from "../returns/projection.ts";
import { salesProjection } from "./projection.ts";
import { returnsOfSale } from "../returns/queries.ts";
import { saleById, saleList, salesByTicket, salesFlagged, saleSums, ticketNumberTaken } from "./queries.ts";

async function shop(...specs: readonly Partial<SaleSpec>[]): Promise<MemoryStore> {
  const store = new MemoryStore([salesProjection, returnsProjection]);
  await ensureProjections(store, [salesProjection, returnsProjection]);
  store.record(
    ...specs.map((spec, i) => event(saleFact({ sale: i + 1, lines: [{ product: 1, total: 100 }], ...spec }))),
  );
  return store;
}

Deno.test("a sale is found by its id, its number and its place in the lists", async () => {
  const store = await shop(
    { at: at("2026-11-16", "23:30") },
    { at: at("2026-11-17", "00:30"), session: 911 },
    { at: at("2026-11-17", "09:00"), tenders: [["yape", 60], ["efectivo", 40]] },
  );
  const sale = (await saleById(store.db, id(3)))!;
  deepEqual([sale.pos, sale.ticketNumber, sale.day, sale.totalCentimos, sale.byTender], [
    3,
    "T001-000003",
    "2026-11-17",
    100,
    { efectivo: 40, yape: 60, plin: 0, tarjeta: 0, fiado: 0 },
  ]);
  equal(await saleById(store.db, id(9)), null);
  const list = async (filter: Omit<Parameters<typeof saleList>[1], "limit">) =>
    (await saleList(store.db, { ...filter, limit: 2 })).map(({ pos }) => pos);
  deepEqual([await list({}), await list({ before: 2 })], [[3, 2], [1]]);
  deepEqual([await list({ day: "2026-11-16" as LimaDay }), await list({ cashSessionId: id(911) })], [[1], [
    2,
  ]]);
  deepEqual([await list({ registerId: id(900) }), await list({ registerId: id(901) })], [[3, 2], []]);
  store.close();
});

Deno.test("a number that comes twice is two sales, and the second can be told so", async () => {
  const store = await shop({ ticket: "T001-000007" }, {
    ticket: "T001-000007",
    flags: ["number_reused", "oversold"],
  }, {
    flags: ["oversold"],
  });
  deepEqual((await salesByTicket(store.db, "T001-000007")).map(({ saleId }) => saleId), [id(1), id(2)]);
  equal(await ticketNumberTaken(store.db, "T001-000007", id(1)), true);
  equal(await ticketNumberTaken(store.db, "T001-000003", id(3)), false); // itself
  equal(await ticketNumberTaken(store.db, "T001-000003", id(4)), true);
  equal(await ticketNumberTaken(store.db, "T002-000007", id(4)), false);
  deepEqual((await salesFlagged(store.db, { limit: 9 })).map(({ pos, flags }) => [pos, flags]), [
    [3, ["oversold"]],
    [2, ["number_reused", "oversold"]],
  ]);
  store.close();
});

Deno.test("what went back is told beside its sale, and a sale taken back is in no sum", async () => {
  const store = await shop({}, { session: 911 }, {});
  store.record(
    event(voidFact({ ref: 50, sale: 1, lines: [{ product: 1, total: 100 }] })),
    event(refundFact({ ref: 51, sale: 2, session: 912, lines: [{ product: 1, total: 30 }] })),
    event(
      refundFact({
        ref: 52,
        sale: 2,
        session: 912,
        flags: ["unapproved"],
        lines: [{ product: 1, total: 20 }],
      }),
    ),
  );
  const list = await saleList(store.db, { limit: 9 });
  deepEqual(list.map(({ pos, voided, refundedCentimos }) => [pos, voided, refundedCentimos]), [
    [3, false, 0],
    [2, false, 50],
    [1, true, 0],
  ]);
  deepEqual(await saleSums(store.db, {}), {
    tickets: 2,
    totalCentimos: 200,
    voided: 1,
    refundedCentimos: 50,
  });
  deepEqual(await saleSums(store.db, { cashSessionId: id(911) }), {
    tickets: 1,
    totalCentimos: 100,
    voided: 0,
    refundedCentimos: 50,
  });
  deepEqual((await salesFlagged(store.db, { limit: 9 })).map(({ pos }) => pos), [2]);
  const back = await returnsOfSale(store.db, id(2));
  deepEqual(
    back.map(({ returnId, kind, ticketNumber, approvedBy, totalCentimos }) => [
      returnId,
      kind,
      ticketNumber,
      approvedBy,
      totalCentimos,
    ]),
    [
      [id(51), "refund", "T001-000002", null, 30],
      [id(52), "refund", "T001-000002", null, 20],
    ],
  );
  store.close();
});
