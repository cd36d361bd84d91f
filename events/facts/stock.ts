import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import {
  zId,
  zInstant,
  zNonNegativeCentimos,
  zNonNegativeQuantity,
  zPositiveQuantity,
  zQuantity,
  zText,
} from "./fields.ts";

/** Stream `stock_receipt-<receiptId>`. Goods came in. */
export const StockReceived = defineFact({
  type: "StockReceived",
  version: 1,
  schema: z.strictObject({
    receiptId: zId,
    lines: z.array(z.strictObject({
      productId: zId,
      quantity: zPositiveQuantity,
      unitCostCentimos: zNonNegativeCentimos.nullable(),
    })).min(1).max(300),
    note: zText(200).nullable(),
  }),
});

/** Stream `stock_loss-<lossId>`. Goods left without a sale: broken, expired, own use. */
export const StockWrittenOff = defineFact({
  type: "StockWrittenOff",
  version: 1,
  schema: z.strictObject({
    lossId: zId,
    productId: zId,
    quantity: zPositiveQuantity,
    reason: z.enum(["merma", "vencido", "uso propio", "robo"]),
  }),
});

/**
 * Stream `stock_count-<countId>`. Someone counted while the shop kept selling. `expected` is the stock of `countedAt`;
 * `difference` = counted − expected moves the stock, and what was sold since `countedAt` stays sold.
 */
export const StockCounted = defineFact({
  type: "StockCounted",
  version: 1,
  schema: z.strictObject({
    countId: zId,
    productId: zId,
    countedAt: zInstant,
    counted: zNonNegativeQuantity,
    expected: zQuantity,
    difference: zQuantity,
  }),
});

/**
 * Stream `stock_count-<countId>`. A sale from before the count arrived after it: the shelf was already short of it when
 * counted, so its quantity goes back into the figure.
 */
export const StockCountCorrected = defineFact({
  type: "StockCountCorrected",
  version: 1,
  schema: z.strictObject({ countId: zId, productId: zId, saleId: zId, quantity: zQuantity }),
});

export type StockFact =
  | FactOf<typeof StockReceived>
  | FactOf<typeof StockWrittenOff>
  | FactOf<typeof StockCounted>
  | FactOf<typeof StockCountCorrected>;
