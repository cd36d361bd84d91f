import assert from "node:assert/strict";
import { closeCashSession } from "../../commands/cash_session/close_cash_session.ts";
import { openCashSession } from "../../commands/cash_session/open_cash_session.ts";
import { registerSale } from "../../commands/sale/register_sale.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { PROJECTIONS, type Services } from "../../compose.ts";
import type { Product } from "../../events/facts/catalogue.ts";
import { productsChangedAfter } from "../../events/projections/catalogue/queries.ts";
import { runAsyncOnce } from "../../events/projections/runner.ts";
import { type Register, registers } from "../../events/projections/shop/queries.ts";
import type { TenantId } from "../../events/store/types.ts";
import { buildSale, lineOfProduct } from "../../kernel/checkout.ts";
import { centimos } from "../../kernel/money.ts";
import { ONE } from "../../kernel/quantity.ts";
import { ticketNumber } from "../../kernel/ticket.ts";
import type { HandClock } from "./hand_clock.ts";
import { taken } from "./test_shop.ts";

const DAYS = 15;
const HOURS_A_DAY = 12;
const SALES_AN_HOUR = 2;
const HOUR_MS = 3_600_000;

/**
 * A shop that has sold for two weeks, so that its owner's page has everything to show: hours, best sellers, drawers with
 * a difference, and a day still open. The clock stands in that day afterwards.
 */
export async function sellForTwoWeeks(services: Services, tenant: TenantId, clock: HandClock): Promise<void> {
  const store = await services.tenants.get(tenant), { ids } = services, cashierId = ids.next();
  const context = { ...systemContext(services, store), actor: { kind: "person", id: cashierId } as const };
  const { changed } = await productsChangedAfter(store.db, null, 200);
  const [register] = await registers(store.db);
  assert.ok(register && changed.length > 100);
  let number = 0;
  clock.forward(10 * HOUR_MS); // from the night into a morning
  for (let day = 1; day <= DAYS; day++) {
    const cashSessionId = ids.next(), { registerId } = register;
    const opening = { cashSessionId, registerId, floatCentimos: 5_000 };
    taken(await openCashSession(context, { id: ids.next() }, opening));
    for (let n = 0; n < HOURS_A_DAY * SALES_AN_HOUR; n++) {
      const items = [0, 1, 2].map((i) => changed[(number * 7 + i * 31) % changed.length]!);
      const sale = saleOf(services, register, { cashSessionId, cashierId, number: ++number }, items);
      taken(await registerSale(context, { id: ids.next() }, { sale }));
      clock.forward(HOUR_MS / SALES_AN_HOUR);
    }
    if (day === DAYS) break;
    const counts = [{ denominationCentimos: 10_000, count: day }];
    taken(await closeCashSession(context, { id: ids.next() }, { cashSessionId, counts }));
    clock.forward((24 - HOURS_A_DAY) * HOUR_MS);
  }
  await runAsyncOnce(store, PROJECTIONS, 2_000);
}

function saleOf(
  { ids, clock }: Services,
  { registerId, series }: Register,
  { number, ...session }: {
    readonly cashSessionId: string;
    readonly cashierId: string;
    readonly number: number;
  },
  products: readonly Product[],
) {
  const lines = products.map((product) => lineOfProduct(ids.next(), product, ONE));
  return taken(buildSale({ lines, discount: null }, { exact: [], cashCentimos: centimos(50_000) }, {
    saleId: ids.next(),
    ticketNumber: ticketNumber(series, number),
    registerId,
    ...session,
    occurredAt: clock.now(),
  }));
}
