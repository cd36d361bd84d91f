import { deepEqual, equal } from "node:assert/strict";
import type { Fact } from "../../facts/mod.ts";
import { centimos } from "../../../kernel/money.ts";
import { at, event, id, NOTHING_BACK, saleFact } from "../history_testing.ts";
import { ensureProjections } from "../rebuild.ts";
import { MemoryStore } from "../testing.ts";
import { cashSessionProjection } from "./projection.ts";
import { cashDifferences, cashMovements, openSession, sessionById, sessionList, zReport } from "./queries.ts";

const DAY = "2026-11-17";
async function shop(): Promise<MemoryStore> {
  const store = new MemoryStore([cashSessionProjection]);
  await ensureProjections(store, [cashSessionProjection]);
  return store;
}
const opened = (session: number, register = 900): Fact => ({
  type: "CashSessionOpened",
  data: {
    cashSessionId: id(session),
    registerId: id(register),
    cashierId: id(920),
    floatCentimos: centimos(5_000),
  },
});
const moved = (session: number, direction: "in" | "out", amount: number): Fact => ({
  type: "CashMoved",
  data: {
    movementId: id(amount),
    cashSessionId: id(session),
    cashierId: id(920),
    direction,
    amountCentimos: centimos(amount),
    reason: "pan",
  },
});
const closed = (session: number, register = 900): Fact => ({
  type: "CashSessionClosed",
  data: {
    cashSessionId: id(session),
    registerId: id(register),
    cashierId: id(921),
    zNumber: 1,
    counts: [
      { denominationCentimos: centimos(10), count: 3 },
      { denominationCentimos: centimos(5_000), count: 1 },
      { denominationCentimos: centimos(10), count: 1 },
    ],
    countedCentimos: centimos(5_040),
    expectedCentimos: centimos(5_100),
    differenceCentimos: centimos(-60),
    tickets: 2,
    salesCentimos: centimos(1_000),
    byTender: {
      efectivo: centimos(600),
      yape: centimos(400),
      plin: centimos(0),
      tarjeta: centimos(0),
      fiado: centimos(0),
    },
    voids: NOTHING_BACK,
    refunds: NOTHING_BACK,
    movementsInCentimos: centimos(0),
    movementsOutCentimos: centimos(500),
  },
});

Deno.test("a drawer holds float, cash taken less change, and movements; wallets are not in it", async () => {
  const store = await shop();
  store.record(
    event(opened(910), at(DAY, "08:00")),
    event(saleFact({ sale: 1, lines: [{ product: 1, total: 600 }] })),
    event(
      saleFact({ sale: 2, lines: [{ product: 1, total: 500 }], tenders: [["efectivo", 100], ["yape", 400]] }),
    ),
    event(moved(910, "in", 250)),
    event(moved(910, "out", 500)),
  );
  const session = (await openSession(store.db, id(900)))!;
  deepEqual(
    [
      session.tickets,
      session.salesCentimos,
      session.byTender.efectivo,
      session.byTender.yape,
      session.inDrawerCentimos,
    ],
    [2, 1_100, 700, 400, 5_450],
  );
  deepEqual([session.openedAt, session.openedPos, session.closing], [at(DAY, "08:00"), 1, null]);
  deepEqual(
    (await cashMovements(store.db, id(910))).map((
      { direction, amountCentimos },
    ) => [direction, amountCentimos]),
    [
      ["in", 250],
      ["out", 500],
    ],
  );
  equal(await openSession(store.db, id(901)), null);
  equal(await zReport(store.db, id(910)), null);
  store.close();
});

Deno.test("the Z report stays as printed, and a sale that comes after it is shown as late", async () => {
  const store = await shop();
  store.record(
    event(opened(910)),
    event(saleFact({ sale: 1, lines: [{ product: 1, total: 600 }] })),
    event(saleFact({ sale: 2, lines: [{ product: 1, total: 400 }], tenders: [["yape", 400]] })),
    event(moved(910, "out", 500)),
    event(closed(910), at(DAY, "22:00")),
    event(saleFact({ sale: 3, lines: [{ product: 1, total: 70 }] })),
  );
  equal(await openSession(store.db, id(900)), null);
  const z = (await zReport(store.db, id(910)))!;
  deepEqual(z.counts, [{ denominationCentimos: 5_000, count: 1 }, { denominationCentimos: 10, count: 4 }]);
  deepEqual(z.session.closing, {
    closedAt: at(DAY, "22:00"),
    closedPos: 5,
    tickets: 2,
    salesCentimos: 1_000,
    byTender: { efectivo: 600, yape: 400, plin: 0, tarjeta: 0, fiado: 0 },
    voids: NOTHING_BACK,
    refunds: NOTHING_BACK,
    movementsInCentimos: 0,
    movementsOutCentimos: 500,
    closedBy: id(921),
    zNumber: 1,
    countedCentimos: 5_040,
    expectedCentimos: 5_100,
    differenceCentimos: -60,
    lateTickets: 1,
    lateSalesCentimos: 70,
  });
  deepEqual([z.session.tickets, z.session.inDrawerCentimos], [3, 5_170]);
  deepEqual(await cashDifferences(store.db, { since: at(DAY, "21:00"), limit: 5 }), [{
    cashSessionId: id(910),
    registerId: id(900),
    cashierId: id(921),
    zNumber: 1,
    closedAt: at(DAY, "22:00"),
    expectedCentimos: 5_100,
    countedCentimos: 5_040,
    differenceCentimos: -60,
    tickets: 2,
  }]);
  deepEqual(await cashDifferences(store.db, { since: at(DAY, "23:00"), limit: 5 }), []);
  store.close();
});

Deno.test("a sale for a session that nobody opened is kept, is no open drawer, and joins it when it opens", async () => {
  const store = await shop();
  store.record(event(saleFact({ sale: 1, session: 911, lines: [{ product: 1, total: 600 }] })));
  equal(await openSession(store.db, id(900)), null);
  deepEqual([(await sessionById(store.db, id(911)))?.tickets, await sessionList(store.db, { limit: 9 })], [
    1,
    [],
  ]);
  store.record(event(opened(911)), event(opened(912, 901)));
  equal((await openSession(store.db, id(900)))?.salesCentimos, 600);
  const list = async (options: { registerId?: string; before?: number }) =>
    (await sessionList(store.db, { ...options, limit: 9 })).map(({ cashSessionId }) => cashSessionId);
  deepEqual([await list({}), await list({ registerId: id(901) }), await list({ before: 3 })], [
    [id(912), id(911)],
    [id(912)],
    [id(911)],
  ]);
  store.close();
});
