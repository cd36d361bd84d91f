import { CatalogueImported, CatalogueImportUndone, type ProductChange } from "../../facts/catalogue.ts";
import type { AnyFactDefinition, FactOf } from "../../facts/define_fact.ts";
import { type ReturnsFact, SaleRefunded, SaleVoided } from "../../facts/returns.ts";
import { SaleRegistered } from "../../facts/sales.ts";
import { StockCountCorrected, StockCounted, StockReceived, StockWrittenOff } from "../../facts/stock.ts";
import type { Recorded } from "../../store/types.ts";
import type { Instant } from "../../../kernel/time.ts";

export type MovementKind =
  | "sale"
  | "void"
  | "refund"
  | "waste"
  | "receipt"
  | "loss"
  | "count"
  | "count_correction"
  | "opening"
  | "import_undone";

export interface Movement {
  readonly productId: string;
  /** Thousandths of the unit; negative where goods left. */
  readonly delta: number;
  readonly kind: MovementKind;
  /** Id of the sale, receipt, loss, count or import. */
  readonly ref: string;
  /** When the goods moved. */
  readonly at: Instant;
  /** What stood on the shelf, for a count. */
  readonly counted?: number;
}

export interface MovingFact {
  readonly type: string;
  readonly movements: (event: Recorded) => readonly Movement[];
}

const moves = <D extends AnyFactDefinition>(
  fact: D,
  movements: (data: FactOf<D>["data"], at: Instant) => readonly Movement[],
): MovingFact => ({
  type: fact.type,
  movements: (event) => movements(event.data as FactOf<D>["data"], event.occurredAt),
});

/** Every fact that moves stock, and how. */
export const MOVING_FACTS: readonly MovingFact[] = [
  moves(
    SaleRegistered,
    ({ sale: { saleId, lines, occurredAt } }) =>
      lines.flatMap(({ productId, quantity }) =>
        productId === null ? [] : [{ productId, delta: -quantity, kind: "sale", ref: saleId, at: occurredAt }]
      ),
  ),
  moves(SaleVoided, (data, at) => backOnShelf("void", data.voidId, data.lines, at)),
  moves(SaleRefunded, (data, at) => backOnShelf("refund", data.refundId, data.lines, at)),
  moves(
    StockReceived,
    ({ receiptId, lines }, at) =>
      lines.map(({ productId, quantity }) => ({
        productId,
        delta: quantity,
        kind: "receipt",
        ref: receiptId,
        at,
      })),
  ),
  moves(StockWrittenOff, ({ lossId, productId, quantity }, at) => [
    { productId, delta: -quantity, kind: "loss", ref: lossId, at },
  ]),
  moves(StockCounted, ({ countId, productId, countedAt, counted, difference }) => [
    { productId, delta: difference, kind: "count", ref: countId, at: countedAt, counted },
  ]),
  moves(StockCountCorrected, ({ countId, productId, quantity }, at) => [
    { productId, delta: quantity, kind: "count_correction", ref: countId, at },
  ]),
  moves(CatalogueImported, ({ importId, changes }, at) => openings(changes, "opening", importId, at)),
  // An undo carries the opening stock with its sign turned.
  moves(
    CatalogueImportUndone,
    ({ importId, changes }, at) => openings(changes, "import_undone", importId, at),
  ),
];

/** One row for each product. What was thrown away moved nothing, and the kardex says so all the same. */
function backOnShelf(
  kind: "void" | "refund",
  ref: string,
  lines: ReturnsFact["data"]["lines"],
  at: Instant,
): Movement[] {
  const byProduct = Map.groupBy(lines, ({ productId }) => productId);
  return [...byProduct].flatMap(([productId, group]) => {
    if (productId === null) return [];
    const kept = group.filter(({ restock }) => restock);
    const delta = kept.reduce((sum, { quantity }) => sum + quantity, 0);
    return [{ productId, delta, kind: kept.length > 0 ? kind : "waste", ref, at }];
  });
}

const openings = (
  changes: readonly ProductChange[],
  kind: MovementKind,
  ref: string,
  at: Instant,
): Movement[] =>
  changes.flatMap(({ after: { productId }, openingStock }) =>
    openingStock === null ? [] : [{ productId, delta: openingStock, kind, ref, at }]
  );
