import { type Centimos, centimos } from "../../../kernel/money.ts";
import { lineAmount } from "../../../kernel/pricing.ts";
import { type Quantity, quantity, type Unit } from "../../../kernel/quantity.ts";
import { type LimaDay, plusDays } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";
import { basisPoints, type Margin, ratio } from "./figures.ts";

export interface ProductFigures extends Margin {
  readonly productId: string;
  /** Null for a product that is in no catalogue. */
  readonly name: string | null;
  readonly unit: Unit | null;
  readonly quantity: Quantity;
  readonly revenueCentimos: Centimos;
}

const ORDER = {
  margin: "HAVING sum(d.costed_centimos) > 0 ORDER BY sum(d.costed_centimos - d.cost_centimos) DESC",
  quantity: "HAVING sum(d.quantity) > 0 ORDER BY sum(d.quantity) DESC",
} as const;

/** What sold best from one day to another, both included. By margin only products with a known cost can rank. */
export async function topProducts(
  db: TenantDb,
  options: {
    readonly from: LimaDay;
    readonly to: LimaDay;
    readonly by: keyof typeof ORDER;
    readonly limit: number;
  },
): Promise<ProductFigures[]> {
  const rows = await db.all<
    {
      product_id: string;
      name: string | null;
      unit: string | null;
      quantity: number;
      revenue: number;
      cost: number;
      costed: number;
    }
  >(
    `SELECT d.product_id, p.name, p.unit, sum(d.quantity) AS quantity, sum(d.revenue_centimos) AS revenue,
        sum(d.cost_centimos) AS cost, sum(d.costed_centimos) AS costed
      FROM product_daily d LEFT JOIN product p ON p.product_id = d.product_id
      WHERE d.day BETWEEN ? AND ? GROUP BY d.product_id ${ORDER[options.by]}, d.product_id LIMIT ?`,
    [options.from, options.to, options.limit],
  );
  return rows.map((row) => ({
    productId: row.product_id,
    name: row.name,
    unit: row.unit as Unit | null,
    quantity: quantity(row.quantity),
    revenueCentimos: centimos(row.revenue),
    marginCentimos: centimos(row.costed - row.cost),
    basisPoints: basisPoints(row.costed - row.cost, row.costed),
    uncostedCentimos: centimos(row.revenue - row.costed),
  }));
}

export interface IdleProduct {
  readonly productId: string;
  readonly name: string;
  readonly unit: Unit;
  readonly onHand: Quantity;
  /** What the shelf holds at cost; null where the cost is not known. */
  readonly costCentimos: Centimos | null;
}

/** Active products with stock that sold nothing since a day, the dearest on the shelf first. */
export async function idleProducts(db: TenantDb, since: LimaDay, limit: number): Promise<IdleProduct[]> {
  const rows = await db.all<
    { product_id: string; name: string; unit: string; on_hand: number; cost_centimos: number | null }
  >(
    `SELECT p.product_id, p.name, p.unit, s.on_hand, p.cost_centimos FROM product p
      JOIN stock s ON s.product_id = p.product_id AND s.on_hand > 0
      WHERE p.active = 1 AND p.product_id NOT IN (
        SELECT product_id FROM product_daily WHERE day >= ? AND quantity > 0)
      ORDER BY coalesce(p.cost_centimos, p.price_centimos) * s.on_hand DESC, p.product_id LIMIT ?`,
    [since, limit],
  );
  return rows.map((row) => ({
    productId: row.product_id,
    name: row.name,
    unit: row.unit as Unit,
    onHand: quantity(row.on_hand),
    costCentimos: row.cost_centimos === null
      ? null
      : lineAmount({ unitPrice: centimos(row.cost_centimos), quantity: quantity(row.on_hand) }),
  }));
}

const WINDOW_DAYS = 28;

export interface ProductCover {
  readonly productId: string;
  readonly name: string;
  readonly unit: Unit;
  readonly onHand: Quantity;
  /** Mean of a day on which there was something to sell. */
  readonly dailyQuantity: Quantity;
  /** Whole days that the stock lasts at that pace; 0 where nothing is left. */
  readonly coverDays: number;
  /** Days of the last 28 on which it could be sold. */
  readonly daysWithStock: number;
}

/**
 * How long stock lasts, shortest first, for products whose stock the shop keeps and that sold in the 28 days before
 * `day`. Days that began with an empty shelf and sold nothing are left out of the mean: an empty shelf is no lack of
 * buyers.
 */
export async function stockCover(
  db: TenantDb,
  day: LimaDay,
  options: { readonly atMostDays?: number; readonly limit: number },
): Promise<ProductCover[]> {
  const from = plusDays(day, -WINDOW_DAYS);
  const products = await db.all<{ product_id: string; name: string; unit: string; on_hand: number }>(
    `SELECT p.product_id, p.name, p.unit, s.on_hand FROM product p JOIN stock s ON s.product_id = p.product_id
      WHERE p.active = 1 AND s.kept = 1`,
  );
  const rows = await db.all<DayRow & { product_id: string }>(
    "SELECT product_id, day, quantity, stock_delta FROM product_daily WHERE day >= ? ORDER BY day DESC",
    [from],
  );
  const byProduct = Map.groupBy(rows, (row) => row.product_id);
  const daysBack = new Map(
    Array.from({ length: WINDOW_DAYS }, (_, i) => [plusDays(day, -1 - i) as string, i]),
  );
  return products.flatMap((product): ProductCover[] => {
    const pace = paceOf(product.on_hand, byProduct.get(product.product_id) ?? [], daysBack);
    if (pace === null) return [];
    const onHand = quantity(product.on_hand), { sold, days } = pace;
    return [{
      productId: product.product_id,
      name: product.name,
      unit: product.unit as Unit,
      onHand,
      dailyQuantity: quantity(ratio(sold, days) ?? 0),
      coverDays: onHand <= 0 ? 0 : (onHand * days - (onHand * days) % sold) / sold,
      daysWithStock: days,
    }];
  }).filter(({ coverDays }) => options.atMostDays === undefined || coverDays <= options.atMostDays)
    .sort((a, b) => a.coverDays - b.coverDays || (a.productId < b.productId ? -1 : 1))
    .slice(0, options.limit);
}

type DayRow = { day: string; quantity: number; stock_delta: number };

/**
 * Walks back from today's stock, newest row first: less what moved since, it is the stock of each morning, the same on
 * every quiet day between two rows. Null where nothing was sold.
 */
function paceOf(
  onHand: number,
  rows: readonly DayRow[],
  daysBack: ReadonlyMap<string, number>,
): { sold: number; days: number } | null {
  let morning = onHand, next = 0, sold = 0, days = 0;
  for (const row of rows) {
    const index = daysBack.get(row.day);
    if (index !== undefined && morning > 0) days += index - next;
    morning -= row.stock_delta;
    if (index === undefined) continue; // today
    if (row.quantity > 0 || morning > 0) days++;
    sold += row.quantity;
    next = index + 1;
  }
  if (morning > 0) days += WINDOW_DAYS - next;
  return sold === 0 ? null : { sold, days };
}
