import type { PaymentFact, RESOLUTIONS } from "../../events/facts/payments.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";
import {
  type Credit,
  dueOf,
  type EvidenceInput,
  evolveBook,
  type Intent,
  leftOf,
  type OpenException,
  type PaymentBook,
  trustOf,
} from "./book.ts";
import type { PayerName } from "./names.ts";
import { payerOf, type Placed, placeEvidence } from "./place.ts";
import { contradictionOf, raised, settleBook } from "./settle.ts";
import { TRUST_MIN } from "./trust.ts";

type DataOf<Type extends PaymentFact["type"]> = Extract<PaymentFact, { type: Type }>["data"];

export type PaymentsRefusal =
  | { readonly type: "WalletAccountUnknown"; readonly accountId: string }
  | { readonly type: "PaymentIntentUnknown" }
  | { readonly type: "PaymentIntentExists" }
  | { readonly type: "PaymentIntentEnded"; readonly outcome: "canceled" | "expired" }
  | { readonly type: "PaymentIntentSettled" }
  | { readonly type: "IncomingPaymentUnknown" }
  | { readonly type: "IncomingPaymentSpent"; readonly leftCentimos: Centimos }
  /** Only somebody untrusted has told of this money: nobody may count it. */
  | { readonly type: "PaymentEvidenceWeak" }
  | { readonly type: "PaymentExceptionUnknown" }
  | { readonly type: "RefundNoted" }
  /** Above this amount one person alone does not say it. */
  | { readonly type: "SecondPersonNeeded"; readonly aboveCentimos: Centimos };

type Decided = Result<readonly PaymentFact[], PaymentsRefusal>;

export interface OpenIntent extends DataOf<"PaymentIntentOpened"> {
  readonly expectedPayer: PayerName | null;
}

export function decideIntentOpened(
  { expectedPayer, ...data }: OpenIntent,
  book: PaymentBook,
): Decided {
  if (book.intents.has(data.intentId)) return err({ type: "PaymentIntentExists" });
  const unknown = data.accountIds.find((id) => !book.accounts.get(id)?.active);
  if (unknown !== undefined) return err({ type: "WalletAccountUnknown", accountId: unknown });
  const { intentId, amountCentimos } = data;
  const opened: PaymentFact = { type: "PaymentIntentOpened", data };
  const awaited = data.accountIds.map((accountId): PaymentFact => ({
    type: "PaymentAwaited",
    data: { accountId, intentId, amountCentimos },
  }));
  const facts = [opened, ...awaited];
  return ok([...facts, ...settleBook(evolveBook(book, opened, { payer: expectedPayer }))]);
}

/** Never refused for what it says: whatever somebody tells of money is kept. */
export function decideEvidence(
  evidence: EvidenceInput,
  fingerprint: string,
  book: PaymentBook,
): Result<{ readonly placed: Placed; readonly facts: readonly PaymentFact[] }, PaymentsRefusal> {
  const { accountId } = evidence;
  if (!book.accounts.has(accountId)) return err({ type: "WalletAccountUnknown", accountId });
  const placed = placeEvidence(evidence, fingerprint, book);
  if (placed.type === "repeated") return ok({ placed, facts: [] });
  const kept = evidenceKept(evidence, fingerprint, placed);
  const after = evolveBook(book, kept, { payer: payerOf(evidence) });
  const credit = kept.data.paymentId === null ? undefined : after.credits.get(kept.data.paymentId);
  if (!credit) return ok({ placed, facts: [kept] });
  const said = objections(placed, credit, evidence.evidenceId, after);
  const noted = said.reduce((into, fact) => evolveBook(into, fact), after);
  return ok({ placed, facts: [kept, ...said, ...settleBook(noted)] });
}

/** What a telling says against others, or others against it. */
function objections(placed: Placed, credit: Credit, evidenceId: string, book: PaymentBook): PaymentFact[] {
  switch (placed.type) {
    case "merged":
      return contradictionOf(credit, evidenceId, book);
    case "doubtful":
      return [raised(credit, { kind: "doubtful_merge", intentIds: [] })];
    case "collision":
      return [raised(credit, { kind: "number_collision", intentIds: [] })];
    case "found":
      return placed.against.filter(({ paymentId }) => !book.exceptions.has(paymentId))
        .map((hearsay) => raised(hearsay, { kind: "number_collision", intentIds: [] }));
    default:
      return [];
  }
}

function evidenceKept(evidence: EvidenceInput, fingerprint: string, placed: Placed) {
  const { payerName: _, raw: __, amountCentimos, ...data } = evidence;
  const standing = placed.type === "doubtful" || placed.type === "collision"
    ? "held" as const
    : placed.type as "found" | "merged" | "ignored";
  const paymentId = placed.type === "merged"
    ? placed.credit.paymentId
    : placed.type === "ignored"
    ? null
    : evidence.evidenceId;
  return {
    type: "PaymentEvidenceKept" as const,
    data: { ...data, amountCentimos: centimos(amountCentimos), paymentId, standing, fingerprint },
  };
}

/**
 * Ends a wait. By the clock only what nobody has said anything of: a claim, a sight or an exception is for a person to end.
 * Saying it twice changes nothing.
 */
export function decideIntentEnded(
  { intentId, outcome, endedAt }: DataOf<"PaymentIntentEnded">,
  book: PaymentBook,
): Decided {
  const intent = book.intents.get(intentId);
  if (!intent) return err({ type: "PaymentIntentUnknown" });
  if (dueOf(intent) <= 0) return err({ type: "PaymentIntentSettled" });
  if (intent.ended?.outcome === "canceled" || intent.ended?.outcome === outcome) return ok([]);
  if (outcome === "expired" && !isForgotten(intent, book, endedAt)) return ok([]);
  return ok([{ type: "PaymentIntentEnded", data: { intentId, outcome, endedAt } }]);
}

const isForgotten = (intent: Intent, { exceptions }: PaymentBook, at: Instant): boolean =>
  intent.expiresAt !== null && intent.expiresAt <= at && !intent.claimed && !intent.marked &&
  intent.sightings.length === 0 && intent.allocatedCentimos === 0 &&
  ![...exceptions.values()].some(({ intentIds }) => intentIds.includes(intent.intentId));

export interface Claim extends DataOf<"PaymentClaimedByPayer"> {
  /** Of the exception, should its number be another's. */
  readonly exceptionId: string;
}

export function decideClaimed({ exceptionId, ...data }: Claim, book: PaymentBook): Decided {
  const intent = payable(data.intentId, book);
  if (!intent.ok) return intent;
  const claimed: PaymentFact = { type: "PaymentClaimedByPayer", data };
  return ok([
    claimed,
    ...usedNumber(intent.value, data.operationNumber, exceptionId, book),
    ...settleBook(evolveBook(book, claimed)),
  ]);
}

export interface Confirm extends Omit<DataOf<"PaymentMarked">, "amountCentimos"> {
  readonly exceptionId: string;
}

/** A number that already stands for other money marks nothing: the same voucher shown twice is what it looks like. */
export function decideMarked({ exceptionId, ...data }: Confirm, book: PaymentBook): Decided {
  const intent = payable(data.intentId, book);
  if (!intent.ok) return intent;
  if (!intent.value.accountIds.includes(data.accountId)) {
    return err({ type: "WalletAccountUnknown", accountId: data.accountId });
  }
  const used = usedNumber(intent.value, data.operationNumber, exceptionId, book);
  if (used.length > 0) return ok(used);
  const marked: PaymentFact = {
    type: "PaymentMarked",
    data: { ...data, amountCentimos: centimos(dueOf(intent.value)) },
  };
  return ok([marked, ...settleBook(evolveBook(book, marked))]);
}

function payable(intentId: string, { intents }: PaymentBook): Result<Intent, PaymentsRefusal> {
  const intent = intents.get(intentId);
  if (!intent) return err({ type: "PaymentIntentUnknown" });
  if (dueOf(intent) <= 0) return err({ type: "PaymentIntentSettled" });
  if (intent.ended?.outcome === "canceled") return err({ type: "PaymentIntentEnded", outcome: "canceled" });
  return ok(intent);
}

function usedNumber(
  intent: Intent,
  number: string | null,
  exceptionId: string,
  { intents, credits }: PaymentBook,
): PaymentFact[] {
  if (number === null) return [];
  const shares = (accountId: string) => intent.accountIds.includes(accountId);
  const claimedBy = [...intents.values()].filter(({ intentId, accountIds, operationNumbers }) =>
    intentId !== intent.intentId && accountIds.some(shares) && operationNumbers.includes(number)
  ).map(({ intentId }) => intentId);
  const countedFor = [...credits.values()].filter(({ accountId, witnesses }) =>
    shares(accountId) && witnesses.some(({ operationNumber }) => operationNumber === number)
  ).flatMap(({ allocations }) => allocations.map(({ intentId }) => intentId));
  const others = [...new Set([...claimedBy, ...countedFor])].toSorted();
  if (others.length === 0) return [];
  return [{
    type: "PaymentExceptionRaised",
    data: {
      exceptionId,
      accountId: intent.accountIds[0]!,
      kind: "suspected_fraud",
      paymentId: null,
      intentIds: [intent.intentId, ...others].slice(0, 20),
      amountCentimos: centimos(dueOf(intent)),
    },
  }];
}

export interface Resolve {
  readonly exceptionId: string;
  readonly resolution: (typeof RESOLUTIONS)[number];
  readonly intentId: string | null;
  readonly note: string;
  readonly by: string;
}

export function decideResolved(
  { exceptionId, resolution, intentId, note, by }: Resolve,
  book: PaymentBook,
): Decided {
  const open = book.exceptions.get(exceptionId);
  if (!open) return err({ type: "PaymentExceptionUnknown" });
  const counts = resolution === "allocate";
  const resolved = resolvedBy(open, { resolution, intentId: counts ? intentId : null, note, by });
  if (!counts) return ok([resolved]);
  const counted = countByPerson(open.paymentId, intentId, by, book);
  if (!counted.ok) return counted;
  const facts = [resolved, counted.value];
  return ok([...facts, ...settleBook(facts.reduce((into, fact) => evolveBook(into, fact), book))]);
}

const resolvedBy = (
  { exceptionId, accountId, kind, paymentId, intentIds }: OpenException,
  said: Omit<Resolve, "exceptionId">,
): PaymentFact => ({
  type: "PaymentExceptionResolved",
  data: { exceptionId, accountId, kind, paymentId, intentIds: [...intentIds], ...said },
});

function countByPerson(
  paymentId: string | null,
  intentId: string | null,
  by: string,
  book: PaymentBook,
): Result<PaymentFact, PaymentsRefusal> {
  const credit = paymentId === null ? undefined : book.credits.get(paymentId);
  if (!credit) return err({ type: "IncomingPaymentUnknown" });
  if (trustOf(credit) < TRUST_MIN) return err({ type: "PaymentEvidenceWeak" });
  const intent = payable(intentId ?? "", book);
  if (!intent.ok) return intent;
  const left = leftOf(credit), due = dueOf(intent.value), { expiresAt } = intent.value;
  if (left <= 0) return err({ type: "IncomingPaymentSpent", leftCentimos: centimos(0) });
  return ok({
    type: "PaymentAllocated",
    data: {
      intentId: intent.value.intentId,
      paymentId: credit.paymentId,
      accountId: credit.accountId,
      amountCentimos: centimos(Math.min(left, due)),
      reasons: ["person"],
      late: expiresAt !== null && credit.witnesses.every(({ occurredAt }) => occurredAt > expiresAt),
      over: left > due,
      by,
    },
  });
}

/** What was asked of the credit is answered once nothing of it is left that the question is about. */
export function decideRefund(
  data: Omit<DataOf<"PaymentRefundNoted">, "accountId">,
  { credits, exceptions }: Pick<PaymentBook, "credits" | "exceptions">,
): Decided {
  const credit = credits.get(data.paymentId);
  if (!credit) return err({ type: "IncomingPaymentUnknown" });
  const left = centimos(credit.amountCentimos - credit.refundedCentimos);
  if (data.amountCentimos > left) return err({ type: "IncomingPaymentSpent", leftCentimos: left });
  const { by, reason } = data, refunded = credit.refundedCentimos + data.amountCentimos;
  const after = { ...credit, refundedCentimos: refunded };
  const answered = [...exceptions.values()].filter(({ paymentId, kind }) =>
    paymentId === credit.paymentId &&
    (kind === "contradicted" ? refunded === credit.amountCentimos : leftOf(after) === 0)
  );
  return ok([
    { type: "PaymentRefundNoted", data: { ...data, accountId: credit.accountId } },
    ...answered.map((open) => resolvedBy(open, { resolution: "refund", intentId: null, note: reason, by })),
  ]);
}

export function decideAccount(
  data: DataOf<"WalletAccountSet">,
  before: DataOf<"WalletAccountSet"> | null,
): PaymentFact[] {
  const isSame = before !== null &&
    (Object.keys(data) as (keyof typeof data)[]).every((key) => before[key] === data[key]);
  return isSame ? [] : [{ type: "WalletAccountSet", data }];
}
