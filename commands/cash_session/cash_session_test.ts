import assert from "node:assert/strict";
import { zReport } from "../../events/projections/cash_session/queries.ts";
import { centimos } from "../../kernel/money.ts";
import { builtSale, openedSession, stocked, taken, withShop } from "../../tests/support/test_shop.ts";
import { registerSale } from "../sale/register_sale.ts";
import { addRegister } from "../shop/add_register.ts";
import { closeCashSession } from "./close_cash_session.ts";
import { moveCash } from "./move_cash.ts";
import { openCashSession } from "./open_cash_session.ts";

Deno.test("a register opens one session at a time, even when two tablets ask at once", () =>
  withShop(async (shop) => {
    const open = () =>
      openCashSession(shop.as(), { id: shop.ids.next() }, {
        cashSessionId: shop.ids.next(),
        registerId: shop.registerId,
        floatCentimos: "50.00",
      });
    const tries = await Promise.all([open(), open(), open()]);
    assert.equal(tries.filter((result) => result.ok).length, 1);
    const refused = tries.find((result) => !result.ok);
    assert.equal(refused?.ok === false && refused.error.type, "RegisterBusy");
    const nowhere = { cashSessionId: shop.ids.next(), registerId: shop.ids.next(), floatCentimos: 0 };
    assert.deepEqual(await openCashSession(shop.as(), { id: shop.ids.next() }, nowhere), {
      ok: false,
      error: { type: "RegisterUnknown", registerId: nowhere.registerId },
    });
  }));

Deno.test("cash from sales can go out, and not a céntimo more", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 10_000), cashSessionId = await openedSession(shop, 1000);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 1000]]);
    taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
    const out = (amount: string) =>
      moveCash(shop.as(), { id: shop.ids.next() }, {
        movementId: shop.ids.next(),
        cashSessionId,
        direction: "out",
        amountCentimos: amount,
        reason: "Pago al panadero",
      });
    assert.deepEqual(await out("14.91"), {
      ok: false,
      error: { type: "DrawerShort", inDrawerCentimos: 1490 },
    });
    taken(await out("14.90"));
    assert.deepEqual(await out("0.10"), { ok: false, error: { type: "DrawerShort", inDrawerCentimos: 0 } });
  }));

Deno.test("a closing sums up every sale before it and flags every sale after it, while others sell", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 99_000), cashSessionId = await openedSession(shop, 5000);
    const sell = (number: number) => {
      const sale = builtSale(shop, { cashSessionId, number }, [[rice, 1000]]);
      return registerSale(shop.as(), { id: shop.ids.next() }, { sale });
    };
    for (let number = 1; number <= 5; number++) taken(await sell(number));
    const closing = closeCashSession(shop.as(), { id: shop.ids.next() }, {
      cashSessionId,
      count_5000: "1",
      count_200: "12",
      count_10: "",
    });
    const rest = await Promise.all([6, 7, 8].map(sell));
    const closed = taken(await closing).outcome;
    const late = rest.filter((sale) => taken(sale).outcome.flags.includes("session_closed")).length;
    const report = await zReport(shop.store.db, cashSessionId);
    assert.ok(report);
    assert.equal(report.session.tickets, 8);
    assert.equal(report.session.closing.lateTickets, late);
    assert.deepEqual(closed, {
      cashSessionId,
      zNumber: 1,
      countedCentimos: centimos(7400),
      expectedCentimos: centimos(5000 + 490 * (8 - late)),
      differenceCentimos: centimos(2400 - 490 * (8 - late)),
    });
  }));

Deno.test("Z reports of a register count on, and each register counts for itself", () =>
  withShop(async (shop) => {
    const second = shop.ids.next();
    taken(
      await addRegister(shop.as(), { id: shop.ids.next() }, {
        registerId: second,
        name: "Caja 2",
        series: "t002",
      }),
    );
    const closeOne = async (registerId: string) => {
      const cashSessionId = shop.ids.next();
      taken(
        await openCashSession(shop.as(), { id: shop.ids.next() }, {
          cashSessionId,
          registerId,
          floatCentimos: 0,
        }),
      );
      const closed = await closeCashSession(shop.as(), { id: shop.ids.next() }, {
        cashSessionId,
        counts: [],
      });
      return taken(closed).outcome.zNumber;
    };
    assert.deepEqual([
      await closeOne(shop.registerId),
      await closeOne(shop.registerId),
      await closeOne(second),
    ], [1, 2, 1]);
  }));

Deno.test("a count takes only notes and coins of Peru, each once", () =>
  withShop(async (shop) => {
    const cashSessionId = await openedSession(shop);
    const faultsOf = async (counts: unknown) => {
      const closed = await closeCashSession(shop.as(), { id: shop.ids.next() }, { cashSessionId, counts });
      assert.ok(!closed.ok && closed.error.type === "InvalidInput");
      return closed.error.faults;
    };
    assert.deepEqual(await faultsOf([{ denominationCentimos: 5, count: 1 }]), [
      { field: "counts.0.denominationCentimos", fault: "denomination" },
    ]);
    assert.deepEqual(
      await faultsOf([{ denominationCentimos: 10, count: 1 }, { denominationCentimos: 10, count: 1 }]),
      [
        { field: "counts", fault: "repeated" },
      ],
    );
    assert.deepEqual(await faultsOf([{ denominationCentimos: 10, count: "1.5" }]), [
      { field: "counts.0.count", fault: "pieces" },
    ]);
  }));
