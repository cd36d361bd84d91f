import { z } from "zod";
import { APPROVAL_KINDS } from "../../kernel/approval.ts";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zCentimos, zId, zInstant, zNonNegativeCentimos, zPositiveQuantity, zText } from "./fields.ts";

/** Its share of the line it was sold on, so that a read model need not look the sale up. */
const zReturnedLine = z.strictObject({
  lineId: zId,
  productId: zId.nullable(),
  quantity: zPositiveQuantity,
  /** Back on the shelf, or thrown away. */
  restock: z.boolean(),
  discountCentimos: zNonNegativeCentimos,
  totalCentimos: zNonNegativeCentimos,
  baseCentimos: zNonNegativeCentimos,
  igvCentimos: zNonNegativeCentimos,
  costCentimos: zNonNegativeCentimos.nullable(),
});

/** Why a person should look at it. The money has left the drawer, so it is written all the same. */
export const RETURN_FLAGS = ["unapproved", "session_closed", "session_unknown"] as const;
export type ReturnFlag = (typeof RETURN_FLAGS)[number];

const returned = {
  saleId: zId,
  /** The drawer that pays cash out. */
  cashSessionId: zId,
  cashierId: zId,
  /** When the sale was made. */
  soldAt: zInstant,
  /** Whose debt goes down where some of it was fiado. */
  customerId: zId.nullable(),
  reason: zText(120),
  lines: z.array(zReturnedLine).min(1).max(150),
  discountCentimos: zNonNegativeCentimos,
  /** Σ lines + rounding = total = Σ tenders. */
  roundingCentimos: zCentimos,
  totalCentimos: zNonNegativeCentimos,
  baseCentimos: zNonNegativeCentimos,
  igvCentimos: zNonNegativeCentimos,
  /** How the money went back: `efectivo` out of the drawer, `fiado` off the debt. */
  tenders: z.array(z.strictObject({
    method: z.enum(["efectivo", "yape", "plin", "tarjeta", "fiado"]),
    amountCentimos: zNonNegativeCentimos,
  })).max(8),
  flags: z.array(z.enum(RETURN_FLAGS)),
};

/** Stream `sale-<saleId>`. The whole sale is taken back in its own cash session: as if it had not been made. */
export const SaleVoided = defineFact({
  type: "SaleVoided",
  version: 1,
  schema: z.strictObject({ voidId: zId, ...returned }),
});

/** Stream `sale-<saleId>`. Goods of a sale came back, some or all, and their money went back. The sale stays as it was. */
export const SaleRefunded = defineFact({
  type: "SaleRefunded",
  version: 1,
  schema: z.strictObject({ refundId: zId, ...returned }),
});

/** Stream `override-<overrideId>`. Somebody with the right to it approved on the spot what a cashier may not do alone. */
export const OverrideApproved = defineFact({
  type: "OverrideApproved",
  version: 1,
  schema: z.strictObject({
    overrideId: zId,
    kind: z.enum(APPROVAL_KINDS),
    requestedBy: zId,
    by: zId,
    /** Id of what was approved: a sale, a void, a refund, an opening of the drawer. */
    subject: zId,
    reason: zText(120),
  }),
});

export type ReturnsFact = FactOf<typeof SaleVoided> | FactOf<typeof SaleRefunded>;
export type OverrideFact = FactOf<typeof OverrideApproved>;
