import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId, zNonNegativeCentimos, zPositiveCentimos } from "./fields.ts";

/** Up to how much a customer may owe, and for how long the oldest debt may stand; null is for ever. */
const zTerms = {
  limitCentimos: zNonNegativeCentimos,
  maxAgeDays: z.int().min(1).max(3_650).nullable(),
};

/** Stream `customer-<customerId>`, like all of this file. Name and phone are sealed beside the data (`pii`). */
export const CustomerAdded = defineFact({
  type: "CustomerAdded",
  version: 1,
  schema: z.strictObject({ customerId: zId, ...zTerms }),
});

/** Name and phone as they are from now on: a phone that is not there any more was taken away. */
export const CustomerRevised = defineFact({
  type: "CustomerRevised",
  version: 1,
  schema: z.strictObject({ customerId: zId }),
});

export const CreditLimitSet = defineFact({
  type: "CreditLimitSet",
  version: 1,
  schema: z.strictObject({ customerId: zId, ...zTerms }),
});

/** A debt from before this ledger, out of the paper notebook. */
export const CreditOpened = defineFact({
  type: "CreditOpened",
  version: 1,
  schema: z.strictObject({ debtId: zId, customerId: zId, amountCentimos: zPositiveCentimos }),
});

/** The customer paid. Cash goes into the drawer by a `CashMoved` of the same append. */
export const CreditPaid = defineFact({
  type: "CreditPaid",
  version: 1,
  schema: z.strictObject({
    paymentId: zId,
    customerId: zId,
    cashierId: zId,
    /** Null where it was not taken at a till. */
    cashSessionId: zId.nullable(),
    method: z.enum(["efectivo", "yape", "plin", "tarjeta"]),
    amountCentimos: zPositiveCentimos,
    operationNumber: z.string().regex(/^[0-9A-Za-z-]{1,24}$/).nullable(),
  }),
});

/** The person's key was destroyed: name and phone are nowhere any more, the figures stay. */
export const CustomerErased = defineFact({
  type: "CustomerErased",
  version: 1,
  schema: z.strictObject({ customerId: zId }),
});

export type CustomerFact =
  | FactOf<typeof CustomerAdded>
  | FactOf<typeof CustomerRevised>
  | FactOf<typeof CreditLimitSet>
  | FactOf<typeof CreditOpened>
  | FactOf<typeof CreditPaid>
  | FactOf<typeof CustomerErased>;
