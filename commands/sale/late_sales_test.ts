import assert from "node:assert/strict";
import fc from "fast-check";
import { GATHERING_MS } from "../../domain/cash_session/addendum.ts";
import { zReport } from "../../events/projections/cash_session/queries.ts";
import { TENDER_METHODS } from "../../kernel/sale.ts";
import {
  builtSale,
  openedSession,
  stocked,
  taken,
  type TestShop,
  withShop,
} from "../../tests/support/test_shop.ts";
import { closeCashSession } from "../cash_session/close_cash_session.ts";
import { registerSale } from "./register_sale.ts";

const sell = async (shop: TestShop, sale: ReturnType<typeof builtSale>) =>
  taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale })).outcome.flags;
const close = async (shop: TestShop, cashSessionId: string) =>
  taken(await closeCashSession(shop.as(), { id: shop.ids.next() }, { cashSessionId, counts: [] }));

Deno.test("late sales: an addendum for each delivery, and the Z report stays as it was printed", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 24_000), cashSessionId = await openedSession(shop);
    const sales = [1, 2, 3, 4].map((number) => builtSale(shop, { cashSessionId, number }, [[rice, 1000]]));
    await sell(shop, sales[0]!);
    await close(shop, cashSessionId);
    const printed = (await zReport(shop.store.db, cashSessionId))!;
    assert.deepEqual(printed.addenda, []);
    shop.clock.forward(3_600_000);
    assert.deepEqual(await sell(shop, sales[1]!), ["session_closed"]);
    shop.clock.forward(GATHERING_MS - 1);
    await sell(shop, sales[2]!);
    shop.clock.forward(GATHERING_MS);
    await sell(shop, sales[3]!);
    const report = (await zReport(shop.store.db, cashSessionId))!;
    assert.deepEqual(
      report.addenda.map(({ addendum, tickets, salesCentimos }) => [addendum, tickets, salesCentimos]),
      [
        [1, 2, 980],
        [2, 1, 490],
      ],
    );
    const { lateTickets: _, lateSalesCentimos: __, ...closing } = report.session.closing;
    const { lateTickets: ___, lateSalesCentimos: ____, ...before } = printed.session.closing;
    assert.deepEqual(closing, before);
  }));

Deno.test("late sales: for any order of selling, closing and arriving, Z and addenda are what was sold", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(3), waits: fc.nat(40) }), { maxLength: 8 }),
      (plan) =>
        withShop(async (shop) => {
          const rice = await stocked(shop, "Arroz", 99_000), cashSessionId = await openedSession(shop);
          const sales = plan.map((step, i) => ({
            ...step,
            sale: builtSale(shop, { cashSessionId, number: i + 1 }, [[rice, 1000 * (i + 1)]]),
          }));
          for (const { sale } of sales.filter(({ at }) => at === 0)) await sell(shop, sale);
          await close(shop, cashSessionId);
          for (const { sale, waits } of sales.filter(({ at }) => at > 0)) {
            shop.clock.forward(waits * 60_000);
            await sell(shop, sale);
          }
          const { session, addenda } = (await zReport(shop.store.db, cashSessionId))!, { closing } = session;
          const sum = (of: (one: typeof closing | typeof addenda[number]) => number) =>
            [closing, ...addenda].reduce((total, one) => total + of(one), 0);
          assert.equal(sum(({ tickets }) => tickets), session.tickets);
          assert.equal(sum(({ salesCentimos }) => salesCentimos), session.salesCentimos);
          for (const method of TENDER_METHODS) {
            assert.equal(sum(({ byTender }) => byTender[method]), session.byTender[method]);
          }
          assert.deepEqual(addenda.map(({ addendum }) => addendum), addenda.map((_, i) => i + 1));
        }),
    ),
    { numRuns: 12 },
  ));
