import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zDay, zId, zInstant, zNonNegativeCentimos, zPositiveCentimos, zText } from "./fields.ts";

/**
 * Stream `membership-<shop>` of the platform's log: what a shop owes us and what it paid. No fact says whether a shop may
 * sell: that is a function of all of them and the instant (domain/membership/status.ts).
 */
const zShop = z.string().regex(/^[a-z0-9-]{3,63}$/);
/** A person of the platform or a program of it, by id. */
const zBy = zText(64);
export const PLANS = ["puesto", "tienda", "negocio"] as const;
export type Plan = (typeof PLANS)[number];
const zPlan = z.enum(PLANS);
export const INTERVALS = ["month", "year"] as const;
export type Interval = (typeof INTERVALS)[number];
const zInterval = z.enum(INTERVALS);
/** What an invoice is for: a period of a plan, the rest of one at a higher plan, or a thing that is sold once. */
export const ITEMS = ["plan", "upgrade", "licence", "support", "training"] as const;
export type Item = (typeof ITEMS)[number];
const zPolicy = z.int().min(1);

export const MembershipStarted = defineFact({
  type: "MembershipStarted",
  version: 1,
  schema: z.strictObject({ shop: zShop, plan: zPlan, trialEndsOn: zDay, policy: zPolicy }),
});

/** `dueOn` is the last full day of service that it may wait for. Its policy is fixed here, whatever changes later. */
export const InvoiceIssued = defineFact({
  type: "InvoiceIssued",
  version: 2,
  schema: z.strictObject({
    shop: zShop,
    invoiceId: zId,
    item: z.enum(ITEMS),
    plan: zPlan,
    interval: zInterval,
    periodFrom: zDay,
    periodTo: zDay,
    amountCentimos: zPositiveCentimos,
    dueOn: zDay,
    policy: zPolicy,
  }),
  // Before version 2 there was nothing to buy but a month.
  upcasters: { 1: (stored) => ({ ...stored as object, item: "plan", interval: "month" }) },
});

/** A credit note, a bonus, days of a block given back. */
export const CreditGranted = defineFact({
  type: "CreditGranted",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    creditId: zId,
    amountCentimos: zPositiveCentimos,
    by: zBy,
    reason: zText(200),
  }),
});

/** Money that came in. `valueAt` is when it did, which may be days before anybody wrote it down. */
export const PaymentReceived = defineFact({
  type: "PaymentReceived",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    paymentId: zId,
    amountCentimos: zPositiveCentimos,
    valueAt: zInstant,
    provider: zText(40),
    reference: zText(120),
  }),
});

export const PaymentRefunded = defineFact({
  type: "PaymentRefunded",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    refundId: zId,
    paymentId: zId,
    amountCentimos: zPositiveCentimos,
    reason: zText(200),
  }),
});

/** A provider says that a payment is on its way. */
export const PaymentAttempted = defineFact({
  type: "PaymentAttempted",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    attemptId: zId,
    amountCentimos: zPositiveCentimos,
    provider: zText(40),
  }),
});
export const PaymentAttemptEnded = defineFact({
  type: "PaymentAttemptEnded",
  version: 1,
  schema: z.strictObject({ shop: zShop, attemptId: zId, outcome: z.enum(["succeeded", "failed"]) }),
});

/** Somebody of the shop says that they paid by wallet. Trusted for a day, and looked at by a person. */
export const PaymentClaimed = defineFact({
  type: "PaymentClaimed",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    claimId: zId,
    amountCentimos: zPositiveCentimos,
    wallet: z.enum(["yape", "plin"]),
    operationNumber: z.string().regex(/^[0-9A-Za-z-]{4,24}$/),
  }),
});
export const PaymentClaimResolved = defineFact({
  type: "PaymentClaimResolved",
  version: 1,
  schema: z.strictObject({ shop: zShop, claimId: zId, outcome: z.enum(["verified", "rejected"]), by: zBy }),
});

export const DisputeOpened = defineFact({
  type: "DisputeOpened",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    disputeId: zId,
    paymentId: zId,
    amountCentimos: zPositiveCentimos,
  }),
});
export const DisputeClosed = defineFact({
  type: "DisputeClosed",
  version: 1,
  schema: z.strictObject({ shop: zShop, disputeId: zId, outcome: z.enum(["won", "lost"]) }),
});

/** Days of goodwill for one invoice. */
export const ExtensionGranted = defineFact({
  type: "ExtensionGranted",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    extensionId: zId,
    invoiceId: zId,
    days: z.int().min(1).max(30),
    by: zBy,
    reason: zText(200),
  }),
});

/** One operator asks for a hold; without a second one it stops nothing. */
export const HoldProposed = defineFact({
  type: "HoldProposed",
  version: 1,
  schema: z.strictObject({ shop: zShop, holdId: zId, by: zBy, reason: zText(200), until: zInstant }),
});

/** Selling stopped by hand: two people, a reason and an end. */
export const HoldPlaced = defineFact({
  type: "HoldPlaced",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    holdId: zId,
    by: z.tuple([zBy, zBy]),
    reason: zText(200),
    until: zInstant,
  }),
});
export const HoldLifted = defineFact({
  type: "HoldLifted",
  version: 1,
  schema: z.strictObject({ shop: zShop, holdId: zId, by: zBy }),
});

/** A notice that reached somebody: what a block waits for. */
export const NoticeDelivered = defineFact({
  type: "NoticeDelivered",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    noticeId: zId,
    invoiceId: zId,
    kind: zText(40),
    channel: z.enum(["whatsapp", "sms", "email", "screen"]),
  }),
});

/** Whether a till of the shop was open when the platform looked: nobody is blocked in the middle of a shift. */
export const ShiftReported = defineFact({
  type: "ShiftReported",
  version: 1,
  schema: z.strictObject({ shop: zShop, reportId: zId, open: z.boolean() }),
});

/**
 * `dated`: the plan is another one from `from` on, and what that costs of the periods already billed is in this same
 * append. `next_invoice`: what the next period is billed as, which is expected to begin on `from`.
 */
export const PlanChanged = defineFact({
  type: "PlanChanged",
  version: 2,
  schema: z.strictObject({
    shop: zShop,
    changeId: zId,
    plan: zPlan,
    interval: zInterval,
    when: z.enum(["dated", "next_invoice"]),
    from: zDay,
    /** What of the periods already billed is charged or given back now. */
    chargedCentimos: zNonNegativeCentimos,
    creditedCentimos: zNonNegativeCentimos,
  }),
  upcasters: { 1: (stored) => ({ ...stored as object, interval: "month", when: "dated" }) },
});

/** A notice is on its way to the owner, once for an invoice, kind and day. `about` is the Lima day it speaks for. */
export const NoticeIssued = defineFact({
  type: "NoticeIssued",
  version: 1,
  schema: z.strictObject({ shop: zShop, noticeId: zId, invoiceId: zId, kind: zText(40), about: zDay }),
});

/**
 * The shop sells again after a block, or after its owner had left. The days it could not sell are given back by a
 * credit in the same append; `anchor` is the day its periods count from now on, null where they keep theirs (case 22).
 */
export const MembershipReturned = defineFact({
  type: "MembershipReturned",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    returnId: zId,
    because: z.enum(["paid", "resumed"]),
    on: zDay,
    blockedDays: z.int().min(0),
    anchor: zDay.nullable(),
  }),
});

/** The desktop edition was paid: `textSha256` is of the text that the platform's key has signed (kernel/licence.ts). */
export const LicenceIssued = defineFact({
  type: "LicenceIssued",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    licenceId: zId,
    invoiceId: zId.nullable(),
    computers: z.int().min(1).max(50),
    textSha256: z.string().regex(/^[0-9a-f]{64}$/),
    by: zBy,
  }),
});

/** No further invoices. The paid period goes on to its end; debt stays debt. */
export const MembershipCancelled = defineFact({
  type: "MembershipCancelled",
  version: 1,
  schema: z.strictObject({ shop: zShop, endsOn: zDay, reason: zText(200) }),
});
/** The signed archive was handed over; there is no way back. */
export const MembershipClosed = defineFact({
  type: "MembershipClosed",
  version: 1,
  schema: z.strictObject({ shop: zShop, reason: zText(200) }),
});

export const OPERATED = ["verify_claim", "reject_claim", "lift_hold", "change_plan", "cancel"] as const;
/** Why an operator did what the facts of the same append say, in their own words: those facts have no place for it. */
export const OperatorNoted = defineFact({
  type: "OperatorNoted",
  version: 1,
  schema: z.strictObject({
    shop: zShop,
    noteId: zId,
    action: z.enum(OPERATED),
    by: zBy,
    reason: zText(200),
  }),
});

export const MEMBERSHIP_FACTS = [
  MembershipStarted,
  InvoiceIssued,
  CreditGranted,
  PaymentReceived,
  PaymentRefunded,
  PaymentAttempted,
  PaymentAttemptEnded,
  PaymentClaimed,
  PaymentClaimResolved,
  DisputeOpened,
  DisputeClosed,
  ExtensionGranted,
  HoldProposed,
  HoldPlaced,
  HoldLifted,
  NoticeDelivered,
  ShiftReported,
  PlanChanged,
  NoticeIssued,
  MembershipReturned,
  LicenceIssued,
  MembershipCancelled,
  MembershipClosed,
  OperatorNoted,
] as const;
export type MembershipFact = FactOf<(typeof MEMBERSHIP_FACTS)[number]>;
