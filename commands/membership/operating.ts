import { z } from "zod";
import { inId, inText } from "../input/fields.ts";
import { defineMembership, inShop } from "./define_membership.ts";

// What operators of the platform decide. Who asks is the actor of the command and stands in the fact.

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

/** The archive was handed over: nothing of the shop is taken any more. */
export const closeMembership = defineMembership(
  "CloseMembership",
  z.object({ shop: inShop, reason: inText(200) }),
  (input) => input,
);
