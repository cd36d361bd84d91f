import { z } from "zod";
import { operationNumberOf } from "../../domain/payments/operation_number.ts";
import { EVIDENCE_SOURCES, WALLETS } from "../../events/facts/payments.ts";
import { inApproval } from "../approval.ts";
import { inFlag, inId, inInstant, inNullable, inPositiveMoney, inText } from "../input/fields.ts";

/** As people write it; a number of fewer than four digits is none. */
export const inOperationNumber = z.string({ error: "operation_number" }).max(80, {
  error: "operation_number",
})
  .transform((text, ctx): string => {
    const number = operationNumberOf(text);
    if (number !== null) return number;
    ctx.addIssue({ code: "custom", message: "operation_digits" });
    return z.NEVER;
  });

const inCode = z.string({ error: "security_code" }).trim().regex(/^\d{3}$/, { error: "security_code" });
const inTrust = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)], { error: "choice" });

/** What a machine reads is kept as far as it can be: a sign that cannot be printed is no reason to lose money. */
const readText = (max: number) =>
  z.string({ error: "malformed" }).transform((text) =>
    text.normalize("NFC").replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim().slice(0, max) || null
  );
const RAW_MAX = 8_000;

export const zEvidence = z.object({
  evidenceId: inId,
  source: z.enum(EVIDENCE_SOURCES, { error: "choice" }),
  accountId: inId,
  trust: inTrust,
  direction: z.enum(["in", "out"], { error: "choice" }),
  amountCentimos: inPositiveMoney,
  occurredAt: inInstant,
  receivedAt: inInstant,
  payerName: inNullable(readText(120)),
  masked: z.boolean({ error: "choice" }),
  securityCode: inNullable(inCode),
  operationNumber: inNullable(z.string({ error: "malformed" }).transform(operationNumberOf)),
  externalReference: inNullable(readText(120)),
  providerId: inNullable(readText(120)),
  parserVersion: z.int({ error: "malformed" }).min(0, { error: "malformed" }),
  deviceId: inNullable(readText(64)),
  late: z.boolean({ error: "choice" }),
  raw: inNullable(z.string({ error: "malformed" }).transform((text) => text.slice(0, RAW_MAX))),
});

export const zWalletAccount = z.object({
  accountId: inId,
  wallet: z.enum(WALLETS, { error: "choice" }),
  name: inText(60),
  qrText: inNullable(z.string({ error: "malformed" }).min(1).max(1_000, { error: "text_long" })),
  injectAmount: inFlag,
  active: inFlag,
  strictAboveCentimos: inNullable(inPositiveMoney),
});

export const zOpenIntent = z.object({
  intentId: inId,
  accountIds: z.array(inId, { error: "required" }).min(1, { error: "required" }).max(10, {
    error: "too_many",
  })
    .refine((ids) => new Set(ids).size === ids.length, { error: "repeated" }),
  amountCentimos: inPositiveMoney,
  purpose: z.enum(["sale", "membership"], { error: "choice" }),
  subject: inText(80),
  registerId: inNullable(inId),
  cashierId: inNullable(inText(64)),
  expiresAt: inNullable(inInstant),
  reference: inNullable(inText(120)),
  /** Who will pay, where that is known: another's name is then looked at by a person. */
  expectedPayer: inNullable(inText(120)),
});

export const zEndIntent = z.object({
  intentId: inId,
  outcome: z.enum(["canceled", "expired"], { error: "choice" }),
});
export const zClaimPaid = z.object({
  intentId: inId,
  operationNumber: inNullable(inOperationNumber),
  /** The three digits that the payer reads out. */
  securityCode: inNullable(inCode),
  by: inText(64),
});
export const zConfirm = z.object({
  intentId: inId,
  accountId: inId,
  operationNumber: inOperationNumber,
  reason: inText(200),
  /** Of a second person, where the shop asks for one. */
  approval: inApproval,
});
export const zResolve = z.object({
  exceptionId: inId,
  resolution: z.enum(["allocate", "refund", "write_off", "keep_unapplied", "duplicate"], { error: "choice" }),
  intentId: inNullable(inId),
  note: inText(200),
  by: inText(64),
});
export const zRefund = z.object({
  refundId: inId,
  paymentId: inId,
  amountCentimos: inPositiveMoney,
  operationNumber: inNullable(inOperationNumber),
  by: inText(64),
  reason: inText(200),
});
