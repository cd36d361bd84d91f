import { type Quantity, quantity, type Unit } from "../../../kernel/quantity.ts";
import type { TenantStore } from "../../store/types.ts";
import { cashSessionProjection } from "../cash_session/projection.ts";
import { type CashSessionState, sessionOf, type SessionRow } from "../cash_session/queries.ts";
import { catalogueProjection } from "../catalogue/projection.ts";
import { ProjectionModel } from "../model.ts";
import { stockProjection } from "../stock/projection.ts";

const PAGE = 1_000;

export interface StockAsOf {
  readonly productId: string;
  /** As it was called then; null for a product no catalogue had. */
  readonly name: string | null;
  readonly unit: Unit | null;
  readonly onHand: Quantity;
}

export interface StateAsOf {
  /** Everything up to here, and nothing after it, is in the state. */
  readonly pos: number;
  /** By name. */
  readonly stock: readonly StockAsOf[];
  /** In the order of their opening. */
  readonly drawers: readonly CashSessionState[];
}

/**
 * Stock and drawers as they stood when the log had `pos` events: the same pure functions that feed the read models,
 * folded in memory over the log itself, so an auditor trusts no table.
 */
export async function stateAsOf(store: Pick<TenantStore, "read" | "head">, pos: number): Promise<StateAsOf> {
  const upTo = Math.min(pos, (await store.head()).size);
  const [catalogue, stock, sessions] = [catalogueProjection, stockProjection, cashSessionProjection]
    .map((projection) => new ProjectionModel(projection)) as [
      ProjectionModel,
      ProjectionModel,
      ProjectionModel,
    ];
  const models = [catalogue, stock, sessions];
  const types = [...new Set(models.flatMap(({ projection }) => projection.handles))];
  for (let after = 0; after < upTo;) {
    const events = await store.read({ after, upTo, types, limit: PAGE });
    for (const event of events) for (const model of models) model.feed(event);
    after = events.length < PAGE ? upTo : events.at(-1)!.pos;
  }
  return {
    pos: upTo,
    stock: stockOf(stock, catalogue),
    drawers: sessions.rows<SessionRow>("cash_session").map(sessionOf)
      .sort((a, b) => (a.openedPos ?? 0) - (b.openedPos ?? 0)),
  };
}

function stockOf(stock: ProjectionModel, catalogue: ProjectionModel): StockAsOf[] {
  const products = new Map(
    catalogue.rows<{ product_id: string; name: string; search_key: string; unit: string }>("product")
      .map((row) => [row.product_id, row]),
  );
  return stock.rows<{ product_id: string; on_hand: number }>("stock")
    .map((row) => ({ row, product: products.get(row.product_id) }))
    .sort((a, b) => order(a.product?.search_key ?? "", b.product?.search_key ?? ""))
    .map(({ row, product }) => ({
      productId: row.product_id,
      name: product?.name ?? null,
      unit: (product?.unit ?? null) as Unit | null,
      onHand: quantity(row.on_hand),
    }));
}

const order = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0;
