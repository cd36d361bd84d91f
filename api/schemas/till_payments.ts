import { z } from "zod";
import { inId, inNullable } from "../../commands/input/fields.ts";
import { zNonNegativeCentimos, zPositiveCentimos } from "../../events/facts/fields.ts";
import type { IntentView, TillWallet } from "../../kernel/wallet_payment.ts";
import { zAnsweredId, zAnsweredInstant } from "./fields.ts";

export const zTillWallets = z.strictObject({
  items: z.array(
    z.strictObject({
      accountId: zAnsweredId,
      wallet: z.enum(["yape", "plin"]),
      name: z.string(),
      qrText: z.string().nullable(),
      injectAmount: z.boolean(),
      /** The whole wallet is known not to work now. */
      outOfOrder: z.boolean(),
    }) satisfies z.ZodType<TillWallet>,
  ),
});

export const zIntentView: z.ZodType<IntentView> = z.strictObject({
  intentId: zAnsweredId,
  amountCentimos: zPositiveCentimos,
  receivedCentimos: zNonNegativeCentimos,
  payer: z.string().nullable(),
  seenAt: zAnsweredInstant.nullable(),
  marked: z.boolean(),
  canceled: z.boolean(),
  candidates: z.array(z.strictObject({
    exceptionId: zAnsweredId,
    amountCentimos: zPositiveCentimos,
    payer: z.string().nullable(),
    at: zAnsweredInstant,
    named: z.boolean(),
  })),
});

/** `cashierId`: who stands at the till, where it is a device that asks. */
export const zNewChoice = z.strictObject({ exceptionId: inId, cashierId: inNullable(inId) });
export const zNothing = z.strictObject({});
