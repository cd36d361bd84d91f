import assert from "node:assert/strict";
import fc from "fast-check";
import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import { centimos, ZERO } from "../../kernel/money.ts";
import { scenario } from "../../tests/support/scenario.ts";
import { cashSessionDecider, type GivenBack, type SessionSales } from "./decider.ts";

const cash = scenario(cashSessionDecider, assert.deepEqual);
const cashSessionId = "0192f0c1-0000-7000-8000-000000000001";
const registerId = "0192f0c1-0000-7000-8000-000000000002";
const cashierId = "0192f0c1-0000-7000-8000-000000000003";
const movementId = "0192f0c1-0000-7000-8000-000000000004";

const opened: CashSessionFact = {
  type: "CashSessionOpened",
  data: { cashSessionId, registerId, cashierId, floatCentimos: centimos(5000) },
};
const moved = (direction: "in" | "out", amount: number): CashSessionFact => ({
  type: "CashMoved",
  data: {
    movementId,
    cashSessionId,
    cashierId,
    direction,
    amountCentimos: centimos(amount),
    reason: "vuelto del banco",
  },
});
const givenBack = (count = 0, efectivo = 0): GivenBack => ({
  count,
  totalCentimos: centimos(efectivo),
  byTender: { efectivo: centimos(efectivo), yape: ZERO, plin: ZERO, tarjeta: ZERO, fiado: ZERO },
});
const salesOf = (efectivo: number, yape = 0, back: Partial<SessionSales> = {}): SessionSales => ({
  voids: givenBack(),
  refunds: givenBack(),
  ...back,
  tickets: 2,
  salesCentimos: centimos(efectivo + yape),
  byTender: { efectivo: centimos(efectivo), yape: centimos(yape), plin: ZERO, tarjeta: ZERO, fiado: ZERO },
});
const open = {
  type: "OpenCashSession",
  cashSessionId,
  registerId,
  cashierId,
  floatCentimos: centimos(5000),
  register: { openSessionId: null },
} as const;
const move = (direction: "in" | "out", amount: number, cashFromSales = 0) =>
  ({
    type: "MoveCash",
    movementId,
    cashSessionId,
    cashierId,
    direction,
    amountCentimos: centimos(amount),
    reason: "vuelto del banco",
    cashFromSalesCentimos: centimos(cashFromSales),
  }) as const;
const count = (denomination: number, times: number) => ({
  denominationCentimos: centimos(denomination),
  count: times,
});
const close = (sales: SessionSales, ...counts: ReturnType<typeof count>[]) =>
  ({ type: "CloseCashSession", cashSessionId, cashierId, counts, sales, zNumber: 7 }) as const;

Deno.test("a session opens with the float that was counted", () => cash.given().when(open).then(opened));

Deno.test("a session opens once", () =>
  cash.given(opened).when(open).refused({ type: "SessionAlreadyOpened" }));

Deno.test("a register holds one open session, and the refusal says which", () =>
  cash.given().when({ ...open, register: { openSessionId: movementId } })
    .refused({ type: "RegisterBusy", cashSessionId: movementId }));

Deno.test("a session needs a register of the shop", () =>
  cash.given().when({ ...open, register: null }).refused({ type: "RegisterUnknown", registerId }));

Deno.test("cash moves in with its reason", () =>
  cash.given(opened).when(move("in", 2000)).then(moved("in", 2000)));

Deno.test("cash goes out up to the last sol of float and sales", () =>
  cash.given(opened, moved("out", 1000)).when(move("out", 5250, 1250)).then(moved("out", 5250)));

Deno.test("a drawer cannot give what it has not", () =>
  cash.given(opened, moved("out", 1000)).when(move("out", 5251, 1250))
    .refused({ type: "DrawerShort", inDrawerCentimos: centimos(5250) }));

Deno.test("closing records what is missing from the drawer", () =>
  cash.given(opened, moved("in", 2000), moved("out", 500))
    .when(close(salesOf(1250, 800), count(5000, 1), count(1000, 2), count(200, 3), count(10, 5)))
    .then({
      type: "CashSessionClosed",
      data: {
        cashSessionId,
        registerId,
        cashierId,
        zNumber: 7,
        counts: [count(5000, 1), count(1000, 2), count(200, 3), count(10, 5)],
        countedCentimos: centimos(7650),
        expectedCentimos: centimos(7750),
        differenceCentimos: centimos(-100),
        tickets: 2,
        salesCentimos: centimos(2050),
        byTender: salesOf(1250, 800).byTender,
        voids: givenBack(),
        refunds: givenBack(),
        movementsInCentimos: centimos(2000),
        movementsOutCentimos: centimos(500),
      },
    }));

Deno.test("what went back in cash is not expected in the drawer, and the closing tells it apart", () => {
  const back = { voids: givenBack(1, 700), refunds: givenBack(2, 350) };
  const decided = cashSessionDecider.decide(
    close(salesOf(2000, 0, back), count(5000, 1)),
    [opened].reduce(cashSessionDecider.evolve, cashSessionDecider.initial),
  );
  assert.ok(decided.ok);
  const [closed] = decided.value;
  assert.ok(closed?.type === "CashSessionClosed");
  assert.equal(closed.data.expectedCentimos, 5000 + 2000 - 700 - 350);
  assert.deepEqual({ voids: closed.data.voids, refunds: closed.data.refunds }, back);
});

Deno.test("a drawer opened without a sale is written, after its closing too, and says when nobody approved", () => {
  const asked = {
    type: "OpenDrawer",
    openingId: movementId,
    cashSessionId,
    cashierId,
    reason: "sencillo",
  } as const;
  const { type: _, ...data } = asked;
  cash.given(opened).when({ ...asked, approved: true }).then({
    type: "DrawerOpened",
    data: { ...data, flags: [] },
  });
  cash.given(opened).when({ ...asked, approved: false })
    .then({ type: "DrawerOpened", data: { ...data, flags: ["unapproved"] } });
  cash.given().when({ ...asked, approved: true }).refused({ type: "SessionNotOpened" });
});

Deno.test("a closed session takes no more cash and does not close twice", () => {
  const closed = cashSessionDecider.decide(
    close(salesOf(0)),
    [opened].reduce(
      cashSessionDecider.evolve,
      cashSessionDecider.initial,
    ),
  );
  assert.ok(closed.ok);
  cash.given(opened, ...closed.value).when(move("in", 100)).refused({ type: "SessionClosed" });
  cash.given(opened, ...closed.value).when(close(salesOf(0))).refused({ type: "SessionClosed" });
});

Deno.test("a session that was never opened has nothing to close", () => {
  cash.given().when(close(salesOf(0))).refused({ type: "SessionNotOpened" });
  cash.given().when(move("in", 100)).refused({ type: "SessionNotOpened" });
});

Deno.test("on any session expected is float + cash sales ± movements, and never negative", () => {
  const anyMove = fc.record({
    direction: fc.constantFrom("in" as const, "out" as const),
    amount: fc.integer({ min: 1, max: 20_000 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50_000 }),
      fc.integer({ min: 0, max: 90_000 }),
      fc.array(anyMove),
      (float, sold, moves) => {
        let session = cashSessionDecider.evolve(cashSessionDecider.initial, {
          type: "CashSessionOpened",
          data: { cashSessionId, registerId, cashierId, floatCentimos: centimos(float) },
        });
        let drawer = float + sold;
        for (const { direction, amount } of moves) {
          const decision = cashSessionDecider.decide(move(direction, amount, sold), session);
          assert.equal(decision.ok, direction === "in" || amount <= drawer);
          if (!decision.ok) continue;
          session = decision.value.reduce(cashSessionDecider.evolve, session);
          drawer += direction === "in" ? amount : -amount;
        }
        const closed = cashSessionDecider.decide(close(salesOf(sold)), session);
        assert.ok(closed.ok && closed.value[0]?.type === "CashSessionClosed");
        assert.equal(closed.value[0].data.expectedCentimos, drawer);
        assert.ok(drawer >= 0);
      },
    ),
  );
});
