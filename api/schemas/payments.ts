import { z } from "zod";
import { zClaimPaid, zConfirm, zOpenIntent } from "../../commands/payments/payment_input.ts";
import { inId, inInstant } from "../../commands/input/fields.ts";
import { zCentimos } from "../../events/facts/fields.ts";
import { zAnsweredId, zAnsweredInstant } from "./fields.ts";

/** A sale waits for its money. Who asks is the session's person, or for a device whoever works on it. */
export const zNewIntent = zOpenIntent.omit({ purpose: true, subject: true, cashierId: true }).extend({
  saleId: inId,
  cashierId: inId.optional(),
  openedAt: inInstant.optional(),
});
export const zOpenedIntent = z.strictObject({
  intentId: zAnsweredId,
  /** Open intents of the same amount on the same account: a payer could not be told apart. */
  sameAmountOpen: z.array(zAnsweredId),
  settled: z.boolean(),
});

export const zIntent = z.strictObject({
  intentId: zAnsweredId,
  saleId: z.string(),
  status: z.enum(["requires_payment", "processing", "requires_review", "succeeded", "expired", "canceled"]),
  additional: z.enum(["none", "paid_partial", "paid_late", "paid_over", "marked", "invalid"]),
  accountIds: z.array(zAnsweredId),
  amountCentimos: zCentimos,
  allocatedCentimos: zCentimos,
  openedAt: zAnsweredInstant,
  expiresAt: zAnsweredInstant.nullable(),
  /** The payer says so. */
  claimedAt: zAnsweredInstant.nullable(),
  /** Somebody who is not trusted enough has told of the money. */
  sightedAt: zAnsweredInstant.nullable(),
  /** A cashier took an operation number for it. */
  markedAt: zAnsweredInstant.nullable(),
  /** Its money was counted. */
  countedAt: zAnsweredInstant.nullable(),
});

export const zClaim = zClaimPaid.omit({ intentId: true, by: true }).extend({ cashierId: inId.optional() });
export const zClaimed = z.strictObject({
  intentId: zAnsweredId,
  settled: z.boolean(),
  /** The number it names is another payment's: a person looks. */
  exceptionId: zAnsweredId.nullable(),
});

export const zOperation = zConfirm.omit({ intentId: true });
export const zConfirmed = z.strictObject({
  intentId: zAnsweredId,
  decision: z.enum(["settled", "marked", "review"]),
  exceptionId: zAnsweredId.nullable(),
});

export const zSeenPayment = z.strictObject({
  paymentId: zAnsweredId,
  accountId: zAnsweredId,
  amountCentimos: zCentimos,
  /** No more of it than a cashier needs; null where nobody is named, or the name was erased after its time. */
  payer: z.string().nullable(),
  occurredAt: zAnsweredInstant,
  /** Told by a paired phone, a signed mail, the bank or a provider. Never by a picture. */
  verified: z.boolean(),
  /** It was counted for something already. */
  counted: z.boolean(),
});
