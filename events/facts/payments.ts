import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId, zInstant, zPositiveCentimos, zText } from "./fields.ts";

/**
 * Money that others tell us of, and what it was for (payments-peru §5). The same facts stand in a shop's log, for its
 * sales, and in the platform's, for its memberships. What an account sees is in `wallet-<accountId>`, which is also the
 * lock: whoever decides about money of an account writes there. What became of one payment that was asked for is in
 * `payment_intent-<intentId>`, because one intent may wait on several accounts. Names and raw texts are sealed beside the
 * data, each evidence under a subject of its own, so that they can be erased after their time.
 */
export const WALLETS = ["yape", "plin", "stripe", "mercadopago", "culqi", "bank"] as const;
export const EVIDENCE_SOURCES = [
  "device_push",
  "bank_email",
  "psp_webhook",
  "psp_fetch",
  "cashier",
  "voucher_image",
  "statement_line",
] as const;
export const EXCEPTION_KINDS = [
  "unmatched",
  "ambiguous",
  "short_paid",
  "overpaid",
  "late",
  "duplicate_credit",
  "suspected_fraud",
  "wrong_account",
  /** A name, code or operation number says that it is not the one it would fit. */
  "contradicted",
  /** It may be a further witness of one of several credits, or a credit of its own. */
  "doubtful_merge",
  /** One operation number, two different credits. */
  "number_collision",
] as const;
/** What a person may say of an exception. */
export const RESOLUTIONS = ["allocate", "refund", "write_off", "keep_unapplied", "duplicate"] as const;
/** Why a payment was counted for an intent. */
export const MATCH_REASONS = [
  "external_reference",
  "operation_number",
  "security_code",
  "full_name",
  "only_candidate",
  "person",
] as const;

/** A person or a program, by id. */
const zBy = zText(64);
const zCode = z.string().regex(/^\d{3}$/);
const zNumber = z.string().regex(/^[0-9A-Z]{4,40}$/);
const zIntents = z.array(zId).max(20);
const zTrust = z.int().min(0).max(3);

/** Stream `wallet-<accountId>`. Above `strictAboveCentimos` nothing counts by itself but what a provider or the bank says. */
export const WalletAccountSet = defineFact({
  type: "WalletAccountSet",
  version: 1,
  schema: z.strictObject({
    accountId: zId,
    wallet: z.enum(WALLETS),
    name: zText(60),
    qrText: z.string().min(1).max(1_000).nullable(),
    injectAmount: z.boolean(),
    active: z.boolean(),
    strictAboveCentimos: zPositiveCentimos.nullable(),
  }),
});

/** Stream `wallet-<accountId>`: this account waits for an intent. */
export const PaymentAwaited = defineFact({
  type: "PaymentAwaited",
  version: 1,
  schema: z.strictObject({ accountId: zId, intentId: zId, amountCentimos: zPositiveCentimos }),
});

/**
 * Stream `wallet-<accountId>`: what somebody says of money on it, kept once. `found` is a credit that nobody had told of,
 * `merged` one more witness of a known one, `held` a credit that only a person may count, `ignored` money that went out.
 * Its credit bears the id of the first evidence of it. `occurredAt` is when the money moved, `receivedAt` when we heard.
 */
export const PaymentEvidenceKept = defineFact({
  type: "PaymentEvidenceKept",
  version: 1,
  schema: z.strictObject({
    evidenceId: zId,
    accountId: zId,
    paymentId: zId.nullable(),
    standing: z.enum(["found", "merged", "held", "ignored"]),
    source: z.enum(EVIDENCE_SOURCES),
    trust: zTrust,
    direction: z.enum(["in", "out"]),
    amountCentimos: zPositiveCentimos,
    occurredAt: zInstant,
    receivedAt: zInstant,
    masked: z.boolean(),
    securityCode: zCode.nullable(),
    operationNumber: zNumber.nullable(),
    externalReference: zText(120).nullable(),
    providerId: zText(120).nullable(),
    parserVersion: z.int().min(0),
    deviceId: zText(64).nullable(),
    /** Told long after it happened, or by a device whose clock is wrong. */
    late: z.boolean(),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});

/** Stream `wallet-<accountId>`: a person has to look. Raised again under its id where it became another. */
export const PaymentExceptionRaised = defineFact({
  type: "PaymentExceptionRaised",
  version: 1,
  schema: z.strictObject({
    exceptionId: zId,
    accountId: zId,
    kind: z.enum(EXCEPTION_KINDS),
    /** Null where there is no credit, only a claim. */
    paymentId: zId.nullable(),
    intentIds: zIntents,
    amountCentimos: zPositiveCentimos,
  }),
});

/** Stream `wallet-<accountId>`. By nobody: `settled` the money found its intent, `superseded` it is another exception now. */
export const PaymentExceptionResolved = defineFact({
  type: "PaymentExceptionResolved",
  version: 1,
  schema: z.strictObject({
    exceptionId: zId,
    accountId: zId,
    kind: z.enum(EXCEPTION_KINDS),
    paymentId: zId.nullable(),
    /** Those that it was raised for. */
    intentIds: zIntents,
    resolution: z.enum([...RESOLUTIONS, "settled", "superseded"]),
    /** The one that it was allocated to. */
    intentId: zId.nullable(),
    note: zText(200).nullable(),
    by: zBy.nullable(),
  }),
});

/** Stream `wallet-<accountId>`: a wallet cannot be reversed, so this is a new transfer that the merchant made. */
export const PaymentRefundNoted = defineFact({
  type: "PaymentRefundNoted",
  version: 1,
  schema: z.strictObject({
    refundId: zId,
    accountId: zId,
    paymentId: zId,
    amountCentimos: zPositiveCentimos,
    operationNumber: zNumber.nullable(),
    by: zBy,
    reason: zText(200),
  }),
});

/** Stream `payment_intent-<intentId>`, like all that follow. The name of the expected payer is sealed beside it. */
export const PaymentIntentOpened = defineFact({
  type: "PaymentIntentOpened",
  version: 1,
  schema: z.strictObject({
    intentId: zId,
    accountIds: z.array(zId).min(1).max(10),
    amountCentimos: zPositiveCentimos,
    purpose: z.enum(["sale", "membership"]),
    /** The sale or the shop. */
    subject: zText(80),
    registerId: zId.nullable(),
    cashierId: zText(64).nullable(),
    openedAt: zInstant,
    /** Null waits for ever. */
    expiresAt: zInstant.nullable(),
    reference: zText(120).nullable(),
  }),
});

export const PaymentIntentEnded = defineFact({
  type: "PaymentIntentEnded",
  version: 1,
  schema: z.strictObject({ intentId: zId, outcome: z.enum(["canceled", "expired"]), endedAt: zInstant }),
});

/** Somebody says that it is paid. Worth nothing but to know what to look for: the newest claim counts. */
export const PaymentClaimedByPayer = defineFact({
  type: "PaymentClaimedByPayer",
  version: 1,
  schema: z.strictObject({
    intentId: zId,
    operationNumber: zNumber.nullable(),
    securityCode: zCode.nullable(),
    by: zBy,
  }),
});

/** A person took an operation number for payment. It stands apart in every report until the money itself is seen. */
export const PaymentMarked = defineFact({
  type: "PaymentMarked",
  version: 1,
  schema: z.strictObject({
    intentId: zId,
    accountId: zId,
    operationNumber: zNumber,
    amountCentimos: zPositiveCentimos,
    by: zBy,
    reason: zText(200),
  }),
});

/** Money for it alone was told of, by somebody who is not trusted enough. */
export const PaymentSighted = defineFact({
  type: "PaymentSighted",
  version: 1,
  schema: z.strictObject({ intentId: zId, paymentId: zId, accountId: zId }),
});

/** Money is counted for it, for good: what contradicts it later becomes an exception. */
export const PaymentAllocated = defineFact({
  type: "PaymentAllocated",
  version: 1,
  schema: z.strictObject({
    intentId: zId,
    paymentId: zId,
    accountId: zId,
    amountCentimos: zPositiveCentimos,
    reasons: z.array(z.enum(MATCH_REASONS)).min(1),
    /** Paid after the intent had expired. */
    late: z.boolean(),
    /** More came than was due. */
    over: z.boolean(),
    /** Null where no person decided. */
    by: zBy.nullable(),
  }),
});

export const PAYMENT_FACTS = [
  WalletAccountSet,
  PaymentAwaited,
  PaymentEvidenceKept,
  PaymentExceptionRaised,
  PaymentExceptionResolved,
  PaymentRefundNoted,
  PaymentIntentOpened,
  PaymentIntentEnded,
  PaymentClaimedByPayer,
  PaymentMarked,
  PaymentSighted,
  PaymentAllocated,
] as const;
export type PaymentFact = FactOf<(typeof PAYMENT_FACTS)[number]>;
