import { z } from "zod";
import { inId, inInstant, inText } from "../input/fields.ts";
import { defineMembership, inShop } from "./define_membership.ts";

// What operators of the platform decide. Who asks is the actor of the command and stands in the fact.

/**
 * A person looked at a claim. Verified says that the money is there, which is a fact of its own: settle the intent with the
 * operation number, or note the payment; a claim is never money.
 */
export const resolveClaim = defineMembership(
  "ResolveClaim",
  z.object({
    shop: inShop,
    claimId: inId,
    outcome: z.enum(["verified", "rejected"], { error: "choice" }),
  }),
  (input, { actor }) => ({ ...input, by: actor.id }),
);

/** Days of goodwill for one invoice, a bounded number in a year (features §4.2 case 24). */
export const grantExtension = defineMembership(
  "GrantExtension",
  z.object({
    shop: inShop,
    extensionId: inId,
    invoiceId: inId,
    days: z.coerce.number({ error: "quantity_positive" }).int({ error: "quantity_positive" })
      .min(1, { error: "quantity_positive" }).max(30, { error: "quantity_positive" }),
    reason: inText(200),
  }),
  (input, { actor }) => ({ ...input, by: actor.id }),
);

/** Selling stopped by hand: whoever asks, a second person, a reason and an end. */
export const placeHold = defineMembership(
  "PlaceHold",
  z.object({ shop: inShop, holdId: inId, second: inText(64), reason: inText(200), until: inInstant }),
  ({ second, ...input }, { actor }) => ({ ...input, by: [actor.id, second] as [string, string] }),
);
export const liftHold = defineMembership(
  "LiftHold",
  z.object({ shop: inShop, holdId: inId }),
  (input, { actor }) => ({ ...input, by: actor.id }),
);

/** The archive was handed over: nothing of the shop is taken any more. */
export const closeMembership = defineMembership(
  "CloseMembership",
  z.object({ shop: inShop, reason: inText(200) }),
  (input) => input,
);
