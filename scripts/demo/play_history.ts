import { closeCashSession } from "../../commands/cash_session/close_cash_session.ts";
import { moveCash } from "../../commands/cash_session/move_cash.ts";
import { openCashSession } from "../../commands/cash_session/open_cash_session.ts";
import type { CommandContext } from "../../commands/handle.ts";
import { registerSale } from "../../commands/sale/register_sale.ts";
import { countStock } from "../../commands/stock/count_stock.ts";
import { receiveStock } from "../../commands/stock/receive_stock.ts";
import { writeOffStock } from "../../commands/stock/write_off_stock.ts";
import { sessionById } from "../../events/projections/cash_session/queries.ts";
import { DENOMINATIONS } from "../../kernel/cash.ts";
import { buildSale, type CartLine, cashDue, priceCart } from "../../kernel/checkout.ts";
import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { Result } from "../../kernel/result.ts";
import { ticketNumber } from "../../kernel/ticket.ts";
import { type Clock, type Instant, type LimaDay, plusMs, startOfDay, weekday } from "../../kernel/time.ts";
import { planDay, type PlannedSale, type PlannedShift, type Ware } from "./day_plan.ts";
import type { Chance } from "./random.ts";

/** A clock that the history carries with it: each thing is recorded in the minute in which it happened. */
export class PastClock implements Clock {
  #now: Instant;
  constructor(now: Instant) {
    this.#now = now;
  }
  now = (): Instant => this.#now;
  moveTo(instant: Instant): void {
    if (instant > this.#now) this.#now = instant;
  }
}

export interface Stage {
  readonly context: CommandContext;
  readonly clock: PastClock;
  readonly registerId: string;
  readonly series: string;
  /** Of the morning and of the afternoon. */
  readonly cashiers: readonly [string, string];
  readonly owner: string;
  readonly wares: readonly Ware[];
  readonly chance: Chance;
}

const FLOAT = 10_000, HOUR = 3_600_000;

/** Plays these days through the real commands, up to `until`: the last drawer stays open where the day still runs. */
export async function playHistory(stage: Stage, days: readonly LimaDay[], until: Instant): Promise<void> {
  let number = 0;
  for (const day of days) {
    const shifts = planDay(day, stage.wares, stage.chance);
    if (plusMs(startOfDay(day), 6 * HOUR) < until) await stockRoom(stage, day);
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
  const lines = items.map(({ ware: { product }, quantity: thousandths }): CartLine => ({
    lineId: ids.next(),
    productId: product.productId,
    name: product.name,
    unit: product.unit,
    quantity: quantity(thousandths),
    unitPriceCentimos: product.priceCentimos,
    unitCostCentimos: product.costCentimos,
    taxClass: product.taxClass,
    discountCentimos: ZERO,
  }));
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

/** Before the shop opens: the supplier on Monday and Thursday, a few shelves counted on Sunday, what spoilt on Friday. */
async function stockRoom(stage: Stage, day: LimaDay): Promise<void> {
  const { clock, wares, chance } = stage, context = as(stage, stage.owner), { ids } = context;
  clock.moveTo(plusMs(startOfDay(day), 6 * HOUR));
  const moving = wares.filter(({ weight }) => weight > 0);
  const someWare = () => moving[chance.between(0, moving.length - 1)]!;
  if ([1, 4].includes(weekday(day))) {
    const short = wares.filter(({ onHand, delivery, product }) =>
      delivery > 0 && onHand < Math.max(delivery / 2, product.minStock ?? 0)
    );
    for (const ware of short) ware.onHand += ware.delivery;
    const lines = short.map(({ product, delivery }) => ({
      productId: product.productId,
      quantity: delivery,
      unitCostCentimos: product.costCentimos,
    }));
    const note = "Distribuidora San Jacinto";
    if (lines.length > 0) {
      did(await receiveStock(context, { id: ids.next() }, { receiptId: ids.next(), lines, note }));
    }
  }
  if (weekday(day) === 5) {
    const ware = someWare(), lost = ware.product.unit === "unidad" ? 1000 : 350;
    did(
      await writeOffStock(context, { id: ids.next() }, {
        lossId: ids.next(),
        productId: ware.product.productId,
        quantity: lost,
        reason: "merma",
      }),
    );
    ware.onHand -= lost;
  }
  if (weekday(day) !== 0) return;
  for (const ware of new Set(Array.from({ length: 6 }, someWare))) {
    clock.moveTo(plusMs(clock.now(), 90_000));
    const counted = Math.max(0, ware.onHand + (chance.percent(60) ? 0 : chance.between(-2, 1) * 1000));
    did(
      await countStock(context, { id: ids.next() }, {
        countId: ids.next(),
        productId: ware.product.productId,
        counted,
      }),
    );
    ware.onHand = counted;
  }
}

const as = ({ context }: Stage, personId: string): CommandContext => ({
  ...context,
  actor: { kind: "person", id: personId },
});

/** The history is ours: what it is refused is a bug of it. */
function did<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`demo history: ${JSON.stringify(result.error).slice(0, 400)}`);
  return result.value;
}
