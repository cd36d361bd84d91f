import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import {
  zCentimos,
  zId,
  zInstant,
  zNonNegativeCentimos,
  zPositiveQuantity,
  zTaxClass,
  zText,
  zUnit,
} from "./fields.ts";

const zSaleLine = z.strictObject({
  lineId: zId,
  /** Null for a sale by amount. The line keeps its own copy of name and price: a product may change or go. */
  productId: zId.nullable(),
  name: zText(120),
  unit: zUnit,
  quantity: zPositiveQuantity,
  unitPriceCentimos: zNonNegativeCentimos,
  /** Own discount plus share of the ticket's. */
  discountCentimos: zNonNegativeCentimos,
  totalCentimos: zNonNegativeCentimos,
  taxClass: zTaxClass,
  igvBasisPoints: z.int().min(0).max(10_000),
  baseCentimos: zNonNegativeCentimos,
  igvCentimos: zNonNegativeCentimos,
  /** Cost of the whole line when sold; null where the cost is not known. */
  costCentimos: zNonNegativeCentimos.nullable(),
});

const zTender = z.strictObject({
  method: z.enum(["efectivo", "yape", "plin", "tarjeta", "fiado"]),
  /** Part of the sale this tender pays. */
  amountCentimos: zNonNegativeCentimos,
  receivedCentimos: zNonNegativeCentimos,
  changeCentimos: zNonNegativeCentimos,
  operationNumber: z.string().regex(/^[0-9A-Za-z-]{1,24}$/).nullable(),
});

/**
 * Why a person should look at a sale that was accepted all the same: a sale that happened is a fact and is never
 * refused (design §8).
 */
export const SALE_FLAGS = [
  "oversold",
  "price_changed",
  "product_unknown",
  "session_closed",
  "session_unknown",
  "number_reused",
  "customer_unknown",
  "credit_exceeded",
  "cashier_unknown",
  "after_lease",
  "device_revoked",
  "discount_unapproved",
] as const;
export type SaleFlag = (typeof SALE_FLAGS)[number];

export const zSale = z.strictObject({
  saleId: zId,
  ticketNumber: z.string().regex(/^T\d{3}-\d{6,}$/),
  registerId: zId,
  cashSessionId: zId,
  cashierId: zId,
  /** Who owes what is paid by `fiado`. */
  customerId: zId.nullable(),
  occurredAt: zInstant,
  lines: z.array(zSaleLine).min(1).max(150),
  discountCentimos: zNonNegativeCentimos,
  /** Cash rounding, ≤ 0, its own line: Σ lines + rounding = total = Σ tenders. */
  roundingCentimos: zCentimos,
  totalCentimos: zNonNegativeCentimos,
  baseCentimos: zNonNegativeCentimos,
  igvCentimos: zNonNegativeCentimos,
  tenders: z.array(zTender).min(1).max(8),
});

/** Stream `sale-<saleId>`. Sale and payment are one fact: a paid sale can never come back unpaid. */
export const SaleRegistered = defineFact({
  type: "SaleRegistered",
  version: 2,
  schema: z.strictObject({ sale: zSale, flags: z.array(z.enum(SALE_FLAGS)) }),
  // Version 1 knew no customers.
  upcasters: {
    1: (stored) => {
      const { sale, ...rest } = stored as { readonly sale: object };
      return { ...rest, sale: { ...sale, customerId: null } };
    },
  },
});

export type SalesFact = FactOf<typeof SaleRegistered>;
