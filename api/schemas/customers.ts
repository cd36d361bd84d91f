import { z } from "zod";
import type { PersonExport } from "../../commands/customer/export_person.ts";
import type { OpenCustomer } from "../../commands/customer/load_customer.ts";
import { zTermsInput } from "../../commands/customer/customer_input.ts";
import { zReceiveCreditPayment } from "../../commands/customer/receive_payment.ts";
import { zCentimos, zNonNegativeCentimos, zPositiveCentimos } from "../../events/facts/fields.ts";
import type { AccountLine } from "../../events/projections/credit/queries.ts";
import { TENDER_METHODS } from "../../kernel/sale.ts";
import { zAnsweredId, zAnsweredInstant, zPos } from "./fields.ts";

const zWhole = z.strictObject({
  customerId: zAnsweredId,
  /** Null where the person was erased, or nobody knows who it was. */
  name: z.string().nullable(),
  phone: z.string().nullable(),
  limitCentimos: zNonNegativeCentimos,
  maxAgeDays: z.int().nullable(),
  balanceCentimos: zCentimos,
  erased: z.boolean(),
  pos: zPos,
});
export const zCustomer: z.ZodType<OpenCustomer> = zWhole;

export const zAccountLine: z.ZodType<AccountLine> = z.strictObject({
  pos: zPos,
  kind: z.enum(["sale", "opening", "payment", "refund"]),
  ref: zAnsweredId,
  amountCentimos: zCentimos,
  occurredAt: zAnsweredInstant,
  deviceId: zAnsweredId.nullable(),
  method: z.enum(TENDER_METHODS).nullable(),
});
export const zAccount = z.strictObject({
  customer: zWhole,
  /** What is still owed, oldest debt first. */
  debts: z.array(z.strictObject({
    pos: zPos,
    ref: zAnsweredId,
    occurredAt: zAnsweredInstant,
    amountCentimos: zPositiveCentimos,
    openCentimos: zNonNegativeCentimos,
  })),
  lines: z.array(zAccountLine),
});

export const zPerson: z.ZodType<PersonExport> = z.strictObject({
  kind: z.literal("caserito-person/1"),
  customer: zWhole,
  account: z.array(z.strictObject({
    pos: zPos,
    kind: z.string(),
    ref: zAnsweredId,
    amountCentimos: zCentimos,
    occurredAt: z.string(),
  })),
  events: z.array(z.looseObject({})) as unknown as z.ZodType<PersonExport["events"]>,
});

export const zCustomerRef = z.strictObject({ customerId: zAnsweredId });
export const zPaymentRef = z.strictObject({ paymentId: zAnsweredId });
export const zNewTerms = zTermsInput.omit({ customerId: true });
export const zNewPayment = zReceiveCreditPayment.omit({ customerId: true });
