import { z } from "zod";
import { PLANS } from "../../events/facts/membership.ts";
import { fixedId } from "../fixed_id.ts";
import { inId, inInstant, inPositiveMoney, inText } from "../input/fields.ts";
import { defineMembership, inShop } from "./define_membership.ts";

const inPlan = z.enum(PLANS, { error: "choice" });

/** The trial begins: fourteen days with everything, and the plan that is billed afterwards. */
export const startMembership = defineMembership(
  "StartMembership",
  z.object({ shop: inShop, plan: inPlan }),
  (input) => input,
);

/** The invoice of the next period, if its day has come and the shop can sell. Two who ask at once issue one. */
export const issueInvoice = defineMembership(
  "IssueInvoice",
  z.object({ shop: inShop, invoiceId: inId }),
  (input) => input,
);

/** Something that is sold once: the desktop licence, support, training. It is debt like any other. */
export const sellOnce = defineMembership(
  "SellOnce",
  z.object({
    shop: inShop,
    invoiceId: inId,
    item: z.enum(["licence", "support", "training"], { error: "choice" }),
    amountCentimos: inPositiveMoney,
  }),
  (input) => input,
);

/** A credit note or a bonus. It clears debt as money does (features §4.2 case 10). */
export const grantCredit = defineMembership(
  "GrantCredit",
  z.object({ shop: inShop, creditId: inId, amountCentimos: inPositiveMoney, reason: inText(200) }),
  (input, { actor }) => ({ ...input, by: actor.id }),
);

/** Money that came in where no engine sees it, as cash at our counter: written down by somebody of the platform. */
export const notePayment = defineMembership(
  "NotePayment",
  z.object({
    shop: inShop,
    paymentId: inId,
    amountCentimos: inPositiveMoney,
    valueAt: inInstant,
    provider: inText(40),
    reference: inText(120),
  }),
  (input) => input,
);

/** The shop came back by its money: the days it could not sell are given back (features §4.2 case 22). */
export const noteReturn = defineMembership(
  "NoteReturn",
  z.object({ shop: inShop, returnId: inId }),
  ({ shop, returnId }) => ({ shop, returnId, creditId: fixedId(`${returnId}/credit`) }),
);
