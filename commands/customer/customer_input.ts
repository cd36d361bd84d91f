import { z } from "zod";
import { parsePhone } from "../../kernel/phone.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { inId, inMoney, inNullable, inText } from "../input/fields.ts";
import type { PersonalData } from "../../events/store/types.ts";

export const inPhone = z.string({ error: "phone" }).transform((text, ctx): string => {
  const phone = parsePhone(text);
  if (phone !== null) return phone;
  ctx.addIssue({ code: "custom", message: "phone" });
  return z.NEVER;
});

export const zCustomerInput = z.object({
  customerId: inId,
  name: inText(80),
  phone: inNullable(inPhone),
  /** Random text of the till: makes the command's hash, which the ledger keeps, impossible to guess a name from. */
  salt: z.string({ error: "malformed" }).max(64, { error: "malformed" }).optional(),
}) satisfies z.ZodType<PushPayloads["AddCustomer"]>;

/** Days come from a form as text; an empty field is "for ever". */
const inDays = inNullable(
  z.union([z.number(), z.string().trim().regex(/^\d{1,4}$/).transform(Number)], { error: "days" })
    .refine((days) => Number.isSafeInteger(days) && days >= 1 && days <= 3_650, { error: "days" }),
);

export const zTermsInput = z.object({ customerId: inId, limitCentimos: inMoney, maxAgeDays: inDays });

export const personalOf = (
  { customerId, name, phone }: { customerId: string; name: string; phone: string | null },
): PersonalData => ({ subject: customerId, fields: { name, ...phone !== null && { phone } } });
