import { type Quantity, quantity, type Unit } from "../../../kernel/quantity.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { SqlValue, TenantDb } from "../../store/types.ts";
import { type Page, searchCondition } from "../catalogue/queries.ts";
import { cursorOf, readCursor } from "../cursor.ts";
import type { MovementKind } from "./movements.ts";

export interface StockState {
  readonly onHand: Quantity;
  /** The shop keeps stock of this product: goods came in or were counted at least once. */
  readonly kept: boolean;
  readonly lastCount:
    | { readonly countId: string; readonly counted: Quantity; readonly countedAt: Instant }
    | null;
}

type StockRow = {
  product_id: string;
  on_hand: number;
  kept: number;
  last_count_id: string | null;
  last_counted: number | null;
  last_counted_at: string | null;
};

/** By product id. A product that never moved is not in it. */
export async function stockOf(
  db: TenantDb,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, StockState>> {
  const rows = await db.all<StockRow>(
    `SELECT product_id, on_hand, kept, last_count_id, last_counted, last_counted_at FROM stock
      WHERE product_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(productIds)],
  );
  return new Map(rows.map((row) => [row.product_id, {
    onHand: quantity(row.on_hand),
    kept: row.kept === 1,
    lastCount: row.last_count_id === null ? null : {
      countId: row.last_count_id,
      counted: quantity(row.last_counted ?? 0),
      countedAt: row.last_counted_at as Instant,
    },
  }]));
}

/** A correction belongs to the moment of the count it corrects, whenever the late sale came. */
const MOVED_AT = `CASE m.kind WHEN 'count_correction' THEN coalesce(
    (SELECT c.occurred_at FROM stock_movement c
      WHERE c.product_id = m.product_id AND c.kind = 'count' AND c.ref = m.ref), m.occurred_at)
  ELSE m.occurred_at END`;

/** Stock of a moment, from all that is recorded today: what a count of that moment should have found. */
export async function onHandAt(db: TenantDb, productId: string, at: Instant): Promise<Quantity> {
  const row = await db.first<{ on_hand: number }>(
    `SELECT coalesce(sum(m.delta), 0) AS on_hand FROM stock_movement m WHERE m.product_id = ? AND ${MOVED_AT} <= ?`,
    [productId, at],
  );
  return quantity(row?.on_hand ?? 0);
}

/** For each of these products that was counted at or after `since`: the first such count. It found what was there after the sale. */
export async function firstCountsSince(
  db: TenantDb,
  productIds: readonly string[],
  since: Instant,
): Promise<{ countId: string; productId: string }[]> {
  return await db.all(
    `SELECT m.ref AS countId, m.product_id AS productId, min(m.occurred_at) AS at
      FROM stock s JOIN stock_movement m ON m.product_id = s.product_id
      WHERE s.product_id IN (SELECT value FROM json_each(?)) AND s.last_counted_at >= ?
        AND m.kind = 'count' AND m.occurred_at >= ?
      GROUP BY m.product_id`,
    [JSON.stringify(productIds), since, since],
  ).then((rows) =>
    rows.map(({ countId, productId }) => ({ countId: String(countId), productId: String(productId) }))
  );
}

export interface KardexLine {
  /** Position of the event that made it: every figure opens to its event. */
  readonly pos: number;
  readonly delta: Quantity;
  /** Stock after this line, in the order of the log. */
  readonly balance: Quantity;
  readonly kind: MovementKind;
  readonly ref: string;
  readonly occurredAt: Instant;
}

/** Movements of one product, newest first. `before` is the position where the last page ended. */
export async function kardex(
  db: TenantDb,
  productId: string,
  options: { readonly before?: number; readonly limit: number },
): Promise<KardexLine[]> {
  const rows = await db.all<
    { pos: number; delta: number; balance: number; kind: string; ref: string; occurred_at: string }
  >(
    `SELECT pos, delta, balance, kind, ref, occurred_at FROM (
        SELECT pos, delta, kind, ref, occurred_at, sum(delta) OVER (ORDER BY pos) AS balance
        FROM stock_movement WHERE product_id = ?)
      WHERE pos < ? ORDER BY pos DESC LIMIT ?`,
    [productId, options.before ?? Number.MAX_SAFE_INTEGER, options.limit],
  );
  return rows.map((row) => ({
    pos: row.pos,
    delta: quantity(row.delta),
    balance: quantity(row.balance),
    kind: row.kind as MovementKind,
    ref: row.ref,
    occurredAt: row.occurred_at as Instant,
  }));
}

export type StockFlag = "negative" | "below_minimum";

export interface StockItem {
  readonly productId: string;
  readonly name: string;
  readonly unit: Unit;
  readonly category: string | null;
  readonly onHand: Quantity;
  readonly minStock: Quantity | null;
  readonly kept: boolean;
  readonly flag: StockFlag | null;
  readonly lastCountedAt: Instant | null;
}

const FLAG = `CASE WHEN coalesce(s.on_hand, 0) < 0 THEN 'negative'
  WHEN p.min_stock IS NOT NULL AND coalesce(s.on_hand, 0) < p.min_stock THEN 'below_minimum' END`;

/** Active products by name, each with its stock and what is wrong with it. */
export async function stockList(
  db: TenantDb,
  options: {
    readonly query?: string;
    readonly flag?: StockFlag;
    readonly cursor?: string;
    readonly limit: number;
  },
): Promise<Page<StockItem>> {
  const [key = "", id = ""] = readCursor(options.cursor) ?? [];
  const search = searchCondition(options.query);
  const flagged: SqlValue[] = options.flag ? [options.flag] : [];
  const rows = await db.all<
    {
      product_id: string;
      name: string;
      search_key: string;
      unit: string;
      category: string | null;
      on_hand: number;
      min_stock: number | null;
      kept: number;
      flag: string | null;
      last_counted_at: string | null;
    }
  >(
    `SELECT p.product_id, p.name, p.search_key, p.unit, p.category, p.min_stock, coalesce(s.on_hand, 0) AS on_hand,
        coalesce(s.kept, 0) AS kept, s.last_counted_at, ${FLAG} AS flag
      FROM product p LEFT JOIN stock s ON s.product_id = p.product_id
      WHERE p.active = 1 AND (p.search_key, p.product_id) > (?, ?) ${
      flagged.length ? `AND ${FLAG} = ?` : ""
    } ${search.sql}
      ORDER BY p.search_key, p.product_id LIMIT ?`,
    [key, id, ...flagged, ...search.args, options.limit],
  );
  const last = rows.length < options.limit ? undefined : rows.at(-1);
  return {
    items: rows.map((row) => ({
      productId: row.product_id,
      name: row.name,
      unit: row.unit as Unit,
      category: row.category,
      onHand: quantity(row.on_hand),
      minStock: row.min_stock === null ? null : quantity(row.min_stock),
      kept: row.kept === 1,
      flag: row.flag as StockFlag | null,
      lastCountedAt: row.last_counted_at as Instant | null,
    })),
    next: last ? cursorOf([last.search_key, last.product_id]) : null,
  };
}

/** How many active products are in each kind of trouble. */
export async function stockFlags(db: TenantDb): Promise<Record<StockFlag, number>> {
  const row = await db.first<{ negative: number; below: number }>(
    `SELECT count(*) FILTER (WHERE flag = 'negative') AS negative, count(*) FILTER (WHERE flag = 'below_minimum') AS below
      FROM (SELECT ${FLAG} AS flag FROM product p LEFT JOIN stock s ON s.product_id = p.product_id WHERE p.active = 1)`,
  );
  return { negative: row?.negative ?? 0, below_minimum: row?.below ?? 0 };
}
