import type { FactRegistry } from "../../events/facts/mod.ts";
import { cashSessionProjection } from "../../events/projections/cash_session/projection.ts";
import {
  type CashSessionState,
  sessionOf,
  type SessionRow,
} from "../../events/projections/cash_session/queries.ts";
import { catalogueProjection } from "../../events/projections/catalogue/projection.ts";
import { ProjectionModel } from "../../events/projections/model.ts";
import { shopProjection } from "../../events/projections/shop/projection.ts";
import { stockProjection } from "../../events/projections/stock/projection.ts";
import { recordedOf } from "../../events/store/read_log.ts";
import { type Quantity, quantity, type Unit } from "../../kernel/quantity.ts";
import type { Instant } from "../../kernel/time.ts";
import type { LedgerSource } from "./ledger_source.ts";

export interface StockAt {
  readonly productId: string;
  /** As the product was called then. A product that only a sale knows has its id. */
  readonly name: string;
  readonly unit: Unit;
  readonly onHand: Quantity;
}

export interface DrawerAt extends CashSessionState {
  readonly registerName: string;
}

/** The shop as it stood when an event had just been recorded. */
export interface StateAt {
  readonly pos: number;
  /** When that event was recorded; null before the first. */
  readonly recordedAt: Instant | null;
  /** Positions there are today. */
  readonly size: number;
  readonly stock: readonly StockAt[];
  /** Drawers that were open then. */
  readonly drawers: readonly DrawerAt[];
}

/** Folds the log from its first event to `pos`, with the very functions that make the read models. */
export async function stateAt(source: LedgerSource, facts: FactRegistry, pos: number): Promise<StateAt> {
  const { lastPos: size } = await source.end();
  const [products, stock, drawers, shop] = [
    new ProjectionModel(catalogueProjection),
    new ProjectionModel(stockProjection),
    new ProjectionModel(cashSessionProjection),
    new ProjectionModel(shopProjection),
  ];
  let recordedAt: Instant | null = null;
  for await (const row of source.rows(0, Math.min(pos, size))) {
    const event = recordedOf(row.body, facts);
    for (const model of [products, stock, drawers, shop]) model.feed(event);
    recordedAt = event.recordedAt;
  }
  const registers = new Map(
    shop.rows<{ register_id: string; name: string }>("register").map((row) => [row.register_id, row.name]),
  );
  return {
    pos: Math.min(pos, size),
    recordedAt,
    size,
    stock: stockRows(products, stock),
    drawers: drawers.rows<SessionRow>("cash_session").filter((row) => row.z_number === null).map((row) => ({
      ...sessionOf(row),
      registerName: registers.get(row.register_id ?? "") ?? "Caja sin nombre",
    })),
  };
}

type ProductRow = { product_id: string; name: string; search_key: string; unit: string };

function stockRows(products: ProjectionModel, stock: ProjectionModel): StockAt[] {
  const known = new Map(products.rows<ProductRow>("product").map((row) => [row.product_id, row]));
  return stock.rows<{ product_id: string; on_hand: number }>("stock")
    .map((row) => ({ row, product: known.get(row.product_id) }))
    .sort((a, b) => compareText(a.product?.search_key ?? "", b.product?.search_key ?? ""))
    .map(({ row, product }) => ({
      productId: row.product_id,
      name: product?.name ?? row.product_id,
      unit: (product?.unit ?? "unidad") as Unit,
      onHand: quantity(row.on_hand),
    }));
}

const compareText = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0;
