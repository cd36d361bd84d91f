import { z } from "zod";
import { SALE_FLAGS, zSale } from "../../events/facts/sales.ts";
import type { SaleSummary } from "../../events/projections/sales/queries.ts";
import { zCentimos, zNonNegativeCentimos, zQuantity } from "../../events/facts/fields.ts";
import { RETURN_FLAGS } from "../../events/facts/returns.ts";
import type { WholeSale } from "../../commands/sale/whole_sale.ts";
import { type GivenBackOutcome, zRefundGoods, zVoidSale } from "../../commands/sale/give_back.ts";
import { TENDER_METHODS } from "../../kernel/sale.ts";
import type { SaleRegisteredOutcome } from "../../commands/sale/register_sale.ts";
import { zAnsweredId, zAnsweredInstant, zLimaDay, zPos } from "./fields.ts";

export const zByTender = z.strictObject({
  efectivo: zCentimos,
  yape: zCentimos,
  plin: zCentimos,
  tarjeta: zCentimos,
  fiado: zCentimos,
});

const zSummary = z.strictObject({
  /** Position of its event in the ledger. */
  pos: zPos,
  saleId: zAnsweredId,
  ticketNumber: z.string(),
  registerId: zAnsweredId,
  cashSessionId: zAnsweredId,
  cashierId: zAnsweredId,
  occurredAt: zAnsweredInstant,
  day: zLimaDay,
  lines: z.int().min(1),
  discountCentimos: zNonNegativeCentimos,
  roundingCentimos: zCentimos,
  totalCentimos: zNonNegativeCentimos,
  baseCentimos: zNonNegativeCentimos,
  igvCentimos: zNonNegativeCentimos,
  byTender: zByTender,
  flags: z.array(z.enum(SALE_FLAGS)),
  voided: z.boolean(),
  refundedCentimos: zNonNegativeCentimos,
});
export const zSaleSummary: z.ZodType<SaleSummary> = zSummary;

const zReturnWhole = z.strictObject({
  pos: zPos,
  kind: z.enum(["void", "refund"]),
  returnId: zAnsweredId,
  cashSessionId: zAnsweredId,
  cashierId: zAnsweredId,
  reason: z.string(),
  madeAt: zAnsweredInstant,
  lines: z.array(z.strictObject({
    lineId: zAnsweredId,
    quantity: zQuantity,
    restock: z.boolean(),
    totalCentimos: zNonNegativeCentimos,
  })),
  roundingCentimos: zCentimos,
  totalCentimos: zNonNegativeCentimos,
  tenders: z.array(z.strictObject({ method: z.enum(TENDER_METHODS), amountCentimos: zNonNegativeCentimos })),
  flags: z.array(z.enum(RETURN_FLAGS)),
});

export const zSaleWhole: z.ZodType<WholeSale> = z.strictObject({
  pos: zPos,
  flags: z.array(z.enum(SALE_FLAGS)),
  sale: zSale,
  /** In the order in which they happened. */
  returns: z.array(zReturnWhole),
});

export const zSaleRegistered: z.ZodType<SaleRegisteredOutcome> = z.strictObject({
  saleId: zAnsweredId,
  flags: z.array(z.enum(SALE_FLAGS)),
});

/** The sale is named by the path, and who asks approves. */
export const zNewAnnulment = zVoidSale.omit({ saleId: true, approval: true });
export const zNewRefund = zRefundGoods.omit({ saleId: true, approval: true });

export const zGivenBackOutcome: z.ZodType<GivenBackOutcome> = z.strictObject({
  saleId: zAnsweredId,
  flags: z.array(z.enum(RETURN_FLAGS)),
});
