import { z } from "zod";
import { zNonNegativeQuantity, zQuantity, zUnit } from "../../events/facts/fields.ts";
import type { KardexLine, StockItem } from "../../events/projections/stock/queries.ts";
import { zAnsweredId, zAnsweredInstant, zPos } from "./fields.ts";

export const STOCK_FLAGS = ["negative", "below_minimum"] as const;

export const zStockItem: z.ZodType<StockItem> = z.strictObject({
  productId: zAnsweredId,
  name: z.string(),
  unit: zUnit,
  category: z.string().nullable(),
  onHand: zQuantity,
  minStock: zNonNegativeQuantity.nullable(),
  kept: z.boolean(),
  flag: z.enum(STOCK_FLAGS).nullable(),
  lastCountedAt: zAnsweredInstant.nullable(),
});

export const zKardexLine: z.ZodType<KardexLine> = z.strictObject({
  pos: zPos,
  delta: zQuantity,
  balance: zQuantity,
  kind: z.enum(["sale", "receipt", "loss", "count", "count_correction", "opening", "import_undone"]),
  ref: zAnsweredId,
  occurredAt: zAnsweredInstant,
});

export const zReceiptRef = z.strictObject({ receiptId: zAnsweredId });
export const zLossRef = z.strictObject({ lossId: zAnsweredId });
export const zCounted = z.strictObject({
  countId: zAnsweredId,
  /** Stock of that moment by the ledger. */
  expected: zQuantity,
  /** Counted − expected: what the count moved. */
  difference: zQuantity,
});
