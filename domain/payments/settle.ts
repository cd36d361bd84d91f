import type { PaymentFact } from "../../events/facts/payments.ts";
import { centimos } from "../../kernel/money.ts";
import { allocatedOf, type Credit, dueOf, type Intent, leftOf, type PaymentBook, trustOf } from "./book.ts";
import { indexIntents, type IntentIndex } from "./intent_index.ts";
import { contradicts, judge, judgeFit, type Judgement } from "./judge.ts";
import { TRUST_MIN, trustNeeded } from "./trust.ts";

/**
 * Counts what can be counted now, and again until nothing moves: each intent that is paid may leave another credit with
 * one choice only. Every credit keeps what it was counted for, yet the intents that end up paid are the same in whatever
 * order the credits came: what a credit fits never changes, and a credit that has one choice left has it for good. Where
 * several fit one intent, the first that came pays it and the others become exceptions.
 */
export function settleBook(book: PaymentBook): PaymentFact[] {
  const index = indexIntents(book.intents.values()), counted: Allocated[] = [];
  const paid = new Set<string>();
  for (const intent of book.intents.values()) if (dueOf(intent) <= 0) paid.add(intent.intentId);
  const isPaid = ({ intentId }: Intent) => paid.has(intentId);
  let waiting = undecided(book);
  for (let before = -1; before !== counted.length;) {
    before = counted.length;
    waiting = waiting.filter((credit) => {
      const judgement = mayCount(credit, book) ? judgeFit(credit, index, isPaid) : null;
      if (judgement?.type !== "match") return true;
      counted.push(allocation(credit, judgement));
      paid.add(judgement.intent.intentId);
      return false;
    });
  }
  return [
    ...counted,
    ...counted.flatMap(({ data }) => countedEnd(book.credits.get(data.paymentId)!, data, book)),
    ...waiting.flatMap((credit) => openEnd(credit, book, index, isPaid)),
  ];
}

/** By time, then by id: the same in every run on the same book. */
const undecided = ({ credits }: PaymentBook): Credit[] =>
  [...credits.values()].filter(({ held, closed, allocations }) =>
    !held && !closed && allocations.length === 0
  ).toSorted((a, b) => keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = ({ paymentId, witnesses }: Credit): string => `${witnesses[0]!.occurredAt}/${paymentId}`;

function mayCount(credit: Credit, { accounts }: PaymentBook): boolean {
  const account = accounts.get(credit.accountId);
  return account !== undefined && account.active &&
    trustOf(credit) >= trustNeeded(account, credit.amountCentimos);
}

type Allocated = Extract<PaymentFact, { type: "PaymentAllocated" }>;

function allocation(credit: Credit, match: Extract<Judgement, { type: "match" }>): Allocated {
  const { paymentId, accountId } = credit, { intent, reasons, late, over } = match;
  const amountCentimos = centimos(Math.min(dueOf(intent), leftOf(credit)));
  return {
    type: "PaymentAllocated",
    data: {
      intentId: intent.intentId,
      paymentId,
      accountId,
      amountCentimos,
      reasons: [...reasons],
      late,
      over,
      by: null,
    },
  };
}

/** What stays of a credit that nothing was counted from: a sight of money, or something for a person. */
function openEnd(
  credit: Credit,
  book: PaymentBook,
  index: IntentIndex,
  isPaid: (intent: Intent) => boolean,
): PaymentFact[] {
  const { paymentId, accountId } = credit, isActive = book.accounts.get(accountId)?.active ?? false;
  const before = book.exceptions.get(paymentId);
  if (before?.kind === "number_collision") return [];
  const judgement: Judgement = isActive
    ? judge(credit, index, isPaid)
    : { type: "exception", kind: "wrong_account", intentIds: [] };
  if (judgement.type === "match") {
    const { intentId, sightings } = judgement.intent;
    return [
      ...withdrawn(credit, book, "superseded"),
      ...sightings.includes(paymentId)
        ? []
        : [{ type: "PaymentSighted", data: { intentId, paymentId, accountId } } as const],
    ];
  }
  if (trustOf(credit) < TRUST_MIN) return [];
  const { kind, intentIds } = judgement;
  if (before?.kind === kind && before.intentIds.join() === intentIds.join()) return [];
  return [...withdrawn(credit, book, "superseded"), raised(credit, { kind, intentIds })];
}

/** What stays of a credit that found its intent: more than was due. */
function countedEnd(credit: Credit, { intentId, over }: Allocated["data"], book: PaymentBook): PaymentFact[] {
  return [
    ...withdrawn(credit, book, "settled"),
    ...over ? [raised(credit, { kind: "overpaid", intentIds: [intentId] })] : [],
  ];
}

/** What a later witness says against where a credit was counted. It stays counted, and a person looks. */
export function contradictionOf(credit: Credit, evidenceId: string, book: PaymentBook): PaymentFact[] {
  if (allocatedOf(credit) === 0) return [];
  const named = credit.witnesses.flatMap(({ externalReference }) => externalReference ?? []);
  const against = credit.allocations.map(({ intentId }) => intentId).filter((intentId) => {
    if (named.length > 0) return !named.includes(intentId);
    const intent = book.intents.get(intentId);
    return intent !== undefined && contradicts(credit, intent);
  });
  const isKnown = [...book.exceptions.values()].some(({ kind, paymentId }) =>
    kind === "contradicted" && paymentId === credit.paymentId
  );
  if (against.length === 0 || isKnown) return [];
  return [raised(credit, { kind: "contradicted", intentIds: against, exceptionId: evidenceId })];
}

export const raised = (
  { paymentId, accountId, amountCentimos }: Pick<Credit, "paymentId" | "accountId" | "amountCentimos">,
  { exceptionId = paymentId, kind, intentIds }: {
    readonly exceptionId?: string;
    readonly kind: Extract<PaymentFact, { type: "PaymentExceptionRaised" }>["data"]["kind"];
    readonly intentIds: readonly string[];
  },
): PaymentFact => ({
  type: "PaymentExceptionRaised",
  data: {
    exceptionId,
    accountId,
    kind,
    paymentId,
    intentIds: [...intentIds],
    amountCentimos: centimos(amountCentimos),
  },
});

function withdrawn(
  { paymentId }: Credit,
  { exceptions }: PaymentBook,
  resolution: "settled" | "superseded",
): PaymentFact[] {
  const open = exceptions.get(paymentId);
  if (!open) return [];
  const { exceptionId, accountId, kind, intentIds } = open;
  return [{
    type: "PaymentExceptionResolved",
    data: {
      exceptionId,
      accountId,
      kind,
      paymentId,
      intentIds: [...intentIds],
      resolution,
      intentId: null,
      note: null,
      by: null,
    },
  }];
}
