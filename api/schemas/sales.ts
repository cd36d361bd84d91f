import { z } from "zod";
import { SALE_FLAGS, zSale } from "../../events/facts/sales.ts";
import type { SaleSummary } from "../../events/projections/sales/queries.ts";
import { zCentimos, zNonNegativeCentimos } from "../../events/facts/fields.ts";
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
});
export const zSaleSummary: z.ZodType<SaleSummary> = zSummary;

export const zSaleWhole = z.strictObject({ pos: zPos, flags: z.array(z.enum(SALE_FLAGS)), sale: zSale });
export type SaleWhole = z.output<typeof zSaleWhole>;

export const zSaleRegistered: z.ZodType<SaleRegisteredOutcome> = z.strictObject({
  saleId: zAnsweredId,
  flags: z.array(z.enum(SALE_FLAGS)),
});
