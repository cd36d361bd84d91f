import { countStock } from "../../commands/stock/count_stock.ts";
import { receiveStock } from "../../commands/stock/receive_stock.ts";
import { writeOffStock } from "../../commands/stock/write_off_stock.ts";
import { type LimaDay, plusMs, startOfDay, weekday } from "../../kernel/time.ts";
import { as, did, type Stage } from "./stage.ts";

const OPENS_MS = 6 * 3_600_000;
const SUNDAY = 0, FRIDAY = 5, DELIVERIES: readonly number[] = [1, 4];

/** Before the shop opens: the supplier on Monday and Thursday, what spoilt on Friday, a few shelves counted on Sunday. */
export async function workInStockRoom(stage: Stage, day: LimaDay): Promise<void> {
  stage.clock.moveTo(plusMs(startOfDay(day), OPENS_MS));
  if (DELIVERIES.includes(weekday(day))) await receiveDelivery(stage);
  if (weekday(day) === FRIDAY) await throwAway(stage);
  if (weekday(day) === SUNDAY) await countShelves(stage);
}

async function receiveDelivery(stage: Stage): Promise<void> {
  const context = as(stage, stage.owner), { ids } = context;
  const short = stage.wares.filter(({ onHand, delivery, product }) =>
    delivery > 0 && onHand < Math.max(delivery / 2, product.minStock ?? 0)
  );
  if (short.length === 0) return;
  for (const ware of short) ware.onHand += ware.delivery;
  const lines = short.map(({ product, delivery }) => ({
    productId: product.productId,
    quantity: delivery,
    unitCostCentimos: product.costCentimos,
  }));
  const note = "Distribuidora San Jacinto";
  did(await receiveStock(context, { id: ids.next() }, { receiptId: ids.next(), lines, note }));
}

async function throwAway(stage: Stage): Promise<void> {
  const context = as(stage, stage.owner), { ids } = context;
  const ware = someWare(stage), lost = ware.product.unit === "unidad" ? 1000 : 350;
  const { productId } = ware.product;
  const loss = { lossId: ids.next(), productId, quantity: lost, reason: "merma" };
  did(await writeOffStock(context, { id: ids.next() }, loss));
  ware.onHand -= lost;
}

async function countShelves(stage: Stage): Promise<void> {
  const { clock, chance } = stage, context = as(stage, stage.owner), { ids } = context;
  for (const ware of new Set(Array.from({ length: 6 }, () => someWare(stage)))) {
    clock.moveTo(plusMs(clock.now(), 90_000));
    const counted = Math.max(0, ware.onHand + (chance.percent(60) ? 0 : chance.between(-2, 1) * 1000));
    const count = { countId: ids.next(), productId: ware.product.productId, counted };
    did(await countStock(context, { id: ids.next() }, count));
    ware.onHand = counted;
  }
}

function someWare({ wares, chance }: Stage) {
  const moving = wares.filter(({ weight }) => weight > 0);
  return moving[chance.between(0, moving.length - 1)]!;
}
