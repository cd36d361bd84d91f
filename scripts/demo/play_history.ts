import { closeCashSession } from "../../commands/cash_session/close_cash_session.ts";
import { moveCash } from "../../commands/cash_session/move_cash.ts";
import { openCashSession } from "../../commands/cash_session/open_cash_session.ts";
import { registerSale } from "../../commands/sale/register_sale.ts";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import { DENOMINATIONS } from "../../kernel/cash.ts";
import { buildSale, cashDue, lineOfProduct, priceCart } from "../../kernel/checkout.ts";
import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { ticketNumber } from "../../kernel/ticket.ts";
import { type Instant, type LimaDay, plusMs, startOfDay } from "../../kernel/time.ts";
import { planDay, type PlannedSale, type PlannedShift } from "./day_plan.ts";
import { keepNotebook } from "./notebook.ts";
import { as, did, type Stage } from "./stage.ts";
import { workInStockRoom } from "./stock_room.ts";

const FLOAT = 10_000, HOUR = 3_600_000;

/** Plays these days through the real commands, up to `until`: the last drawer stays open where the day still runs. */
export async function playHistory(stage: Stage, days: readonly LimaDay[], until: Instant): Promise<void> {
  let number = 0;
  for (const [i, day] of days.entries()) {
    if (days.length > 1 && i === 0) await keepNotebook(stage, day, "first");
    if (days.length > 1 && i === days.length - 2) await keepNotebook(stage, day, "later");
    const shifts = planDay(day, stage.wares, stage.chance);
    if (plusMs(startOfDay(day), 6 * HOUR) < until) await workInStockRoom(stage, day);
    for (const shift of shifts.filter(({ opensAt }) => opensAt < until)) {
      number = await playShift(stage, shift, number, until);
    }
  }
}

async function playShift(stage: Stage, shift: PlannedShift, first: number, until: Instant): Promise<number> {
  const { clock, registerId, cashiers } = stage, context = as(stage, cashiers[shift.cashier === 0 ? 0 : 1]);
  const asked = () => ({ id: context.ids.next() });
  let number = first;
  clock.moveTo(shift.opensAt);
  const cashSessionId = context.ids.next();
  did(await openCashSession(context, asked(), { cashSessionId, registerId, floatCentimos: FLOAT }));
  for (const planned of shift.sales.filter(({ at }) => at < until)) {
    clock.moveTo(planned.at);
    const sale = saleOf(stage, planned, { cashSessionId, cashierId: context.actor.id, number: ++number });
    did(await registerSale(context, asked(), { sale }));
    for (const { ware, quantity } of planned.items) ware.onHand -= quantity;
  }
  if (shift.closesAt >= until) return number;
  if (shift.paidOut) {
    clock.moveTo(shift.paidOut.at);
    did(
      await moveCash(context, asked(), {
        movementId: context.ids.next(),
        cashSessionId,
        direction: "out",
        amountCentimos: shift.paidOut.amount,
        reason: shift.paidOut.reason,
      }),
    );
  }
  clock.moveTo(shift.closesAt);
  const drawer = (await sessionById(context.store.db, cashSessionId))?.inDrawerCentimos ?? ZERO;
  const counts = notesOf(centimos(Math.max(0, drawer + shift.difference)));
  did(await closeCashSession(context, asked(), { cashSessionId, counts }));
  return number;
}

function saleOf(
  { context: { ids }, registerId, series }: Stage,
  { at, items, pays, discount }: PlannedSale,
  { cashSessionId, cashierId, number }: { cashSessionId: string; cashierId: string; number: number },
) {
  const lines = items.map(({ ware: { product }, quantity: thousandths }) =>
    lineOfProduct(ids.next(), product, quantity(thousandths))
  );
  const whole = did(priceCart({ lines, discount: null })).total;
  const cart = {
    lines,
    discount: discount > 0 && whole > 10 * discount
      ? { kind: "amount" as const, centimos: centimos(discount) }
      : null,
  };
  const total = did(priceCart(cart)).total;
  const payment = pays === "efectivo" ? { exact: [], cashCentimos: handedOver(cashDue(total, []).due) } : {
    exact: [{ method: pays, amountCentimos: total, operationNumber: String(10_000_000 + number * 7919) }],
    cashCentimos: null,
  };
  return did(buildSale(cart, payment, {
    saleId: ids.next(),
    ticketNumber: ticketNumber(series, number),
    registerId,
    cashSessionId,
    cashierId,
    occurredAt: at,
  }));
}

/** The notes people hand over: the next S/ 5, 10, 20, 50, 100 or so many S/ 100. */
function handedOver(due: Centimos): Centimos {
  const note = [500, 1000, 2000, 5000, 10_000].find((note) => note >= due);
  return centimos(note ?? (due + 9_999) - (due + 9_999) % 10_000);
}

function notesOf(amount: Centimos) {
  let left: number = amount;
  return DENOMINATIONS.map((denominationCentimos) => {
    const count = Math.trunc(left / denominationCentimos);
    left -= count * denominationCentimos;
    return { denominationCentimos, count };
  }).filter(({ count }) => count > 0);
}
