import { z } from "zod";
import { INTERVALS, PLANS } from "../../events/facts/membership.ts";
import { fixedId } from "../fixed_id.ts";
import { inId, inText } from "../input/fields.ts";
import { defineMembership, inShop } from "./define_membership.ts";

/** What the owner decides: another plan or interval, to leave, to stay after all. */
export const changePlan = defineMembership(
  "ChangePlan",
  z.object({
    shop: inShop,
    changeId: inId,
    plan: z.enum(PLANS, { error: "choice" }),
    interval: z.enum(INTERVALS, { error: "choice" }),
  }),
  (input) => ({
    ...input,
    invoiceId: fixedId(`${input.changeId}/invoice`),
    creditId: fixedId(`${input.changeId}/credit`),
    laterId: fixedId(`${input.changeId}/later`),
  }),
);

/** `cancelId` names the credit of a period that was billed and has not begun. */
export const cancelMembership = defineMembership(
  "CancelMembership",
  z.object({ shop: inShop, cancelId: inId, reason: inText(200) }),
  ({ shop, cancelId, reason }) => ({ shop, reason, creditId: fixedId(`${cancelId}/credit`) }),
);

export const resumeMembership = defineMembership(
  "ResumeMembership",
  z.object({ shop: inShop, returnId: inId }),
  (input) => ({ ...input, invoiceId: fixedId(`${input.returnId}/invoice`) }),
);

/** "I paid, here is the number": a day of service, once for an invoice and twice a year (features §4.2 case 13). */
export const claimPayment = defineMembership(
  "ClaimPayment",
  z.object({
    shop: inShop,
    claimId: inId,
    wallet: z.enum(["yape", "plin"], { error: "choice" }),
    operationNumber: z.string({ error: "operation_number" }).trim().regex(/^[0-9A-Za-z-]{4,24}$/, {
      error: "operation_number",
    }),
  }),
  (input) => input,
);
