import type { PaymentFact } from "../../events/facts/payments.ts";
import { centimos } from "../../kernel/money.ts";
import { intentStatus } from "../../kernel/payment_status.ts";
import { type Instant, instantOf } from "../../kernel/time.ts";
import {
  type Credit,
  EMPTY_BOOK,
  type EvidenceInput,
  evolveBook,
  type Intent,
  leftOf,
  type Names,
  type PaymentBook,
} from "./book.ts";
import { decideEvidence } from "./decider.ts";
import { fingerprintText } from "./fingerprint.ts";
import { indexIntents } from "./intent_index.ts";
import { fits } from "./judge.ts";
import { payerOf } from "./place.ts";

/** Ids a person can read in a failing test. */
export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const NOON = Date.UTC(2026, 10, 26, 17);
/** So many seconds after noon in Lima. */
export const sec = (seconds: number): Instant => instantOf(NOON + seconds * 1000);

export const YAPE = id(1), PLIN = id(2), STRIPE = id(3);

export const bookOf = (strictAboveCentimos: number | null = null): PaymentBook =>
  follow(
    EMPTY_BOOK,
    ([[YAPE, "yape"], [PLIN, "plin"], [STRIPE, "stripe"]] as const).map((
      [accountId, wallet],
    ): PaymentFact => ({
      type: "WalletAccountSet",
      data: {
        accountId,
        wallet,
        name: wallet,
        qrText: null,
        injectAmount: false,
        active: true,
        strictAboveCentimos: strictAboveCentimos === null ? null : centimos(strictAboveCentimos),
      },
    })),
  );

export const follow = (book: PaymentBook, facts: readonly PaymentFact[], names: Names = {}): PaymentBook =>
  facts.reduce((into, fact) => evolveBook(into, fact, names), book);

export const intentOf = (n: number, rest: Partial<Intent> = {}): Intent => ({
  intentId: id(100 + n),
  accountIds: [YAPE],
  amountCentimos: 1000,
  allocatedCentimos: 0,
  byPersonCentimos: 0,
  openedAt: sec(0),
  expiresAt: sec(600),
  ended: null,
  expectedPayer: null,
  securityCode: null,
  operationNumbers: [],
  claimed: false,
  marked: false,
  sightings: [],
  ...rest,
});

export const evidenceOf = (n: number, rest: Partial<EvidenceInput> = {}): EvidenceInput => ({
  evidenceId: id(1000 + n),
  source: "device_push",
  accountId: YAPE,
  trust: 2,
  direction: "in",
  amountCentimos: 1000,
  occurredAt: sec(60),
  receivedAt: sec(61),
  payerName: "Ana Per*",
  masked: true,
  securityCode: null,
  operationNumber: null,
  externalReference: null,
  providerId: null,
  parserVersion: 1,
  deviceId: "phone",
  late: false,
  raw: null,
  ...rest,
});

export const withIntents = (book: PaymentBook, ...intents: readonly Intent[]): PaymentBook => ({
  ...book,
  intents: new Map([
    ...book.intents,
    ...intents.map((intent): [string, Intent] => [intent.intentId, intent]),
  ]),
});

/** One telling after the other, each seeing what the ones before it left. */
export function tell(book: PaymentBook, ...evidence: readonly EvidenceInput[]): PaymentBook {
  return evidence.reduce((into, one) => follow(into, told(into, one), { payer: payerOf(one) }), book);
}

export function told(book: PaymentBook, evidence: EvidenceInput): readonly PaymentFact[] {
  const decided = decideEvidence(evidence, fingerprintText(evidence), book);
  if (!decided.ok) throw new Error(JSON.stringify(decided.error));
  return decided.value.facts;
}

export const creditOf = (...evidence: readonly EvidenceInput[]): Credit =>
  [...tell(bookOf(), ...evidence).credits.values()][0]!;

export function statusOf(book: PaymentBook, { intentId }: Pick<Intent, "intentId">): string {
  const intent = book.intents.get(intentId)!;
  const reviews = [...book.exceptions.values()].filter(({ intentIds }) => intentIds.includes(intentId));
  return intentStatus({
    ...intent,
    outcome: intent.ended?.outcome ?? null,
    sighted: intent.sightings.length > 0,
    reviews: reviews.length,
    contradictions: 0,
    late: false,
    over: false,
  });
}

/**
 * What one set of evidence leaves, whatever its order: the status of every intent and what is counted for it; every open
 * exception, with the intents it names; and all the money beyond what was asked. Not in it, because it is the first
 * who come that pay: which of several credits that fit one intent is counted, and which is beyond.
 */
export function finalState(book: PaymentBook) {
  const beyond = new Set(["duplicate_credit", "overpaid"]);
  const exceptions = [...book.exceptions.values()];
  const surplus = exceptions.filter(({ kind }) => beyond.has(kind))
    .reduce((sum, { paymentId }) => sum + leftOf(book.credits.get(paymentId!)!), 0);
  return {
    intents: [...book.intents.values()].map((intent) =>
      `${intent.intentId} ${statusOf(book, intent)} ${intent.allocatedCentimos}`
    ).toSorted(),
    exceptions: exceptions.filter(({ kind }) => !beyond.has(kind)).map((one) =>
      `${one.kind} ${one.accountId} ${one.amountCentimos} ${one.intentIds.join()}`
    ).toSorted(),
    surplus,
    credits: [...book.credits.values()].map(({ accountId, amountCentimos }) =>
      `${accountId} ${amountCentimos}`
    )
      .toSorted(),
  };
}

/** Whether what only some of a credit's witnesses say leads where all of them lead: otherwise the first alone decide. */
export function isCoherent(witnesses: readonly EvidenceInput[], intents: Iterable<Intent>): boolean {
  const index = indexIntents(intents);
  const fitting = (some: readonly EvidenceInput[]) =>
    fits(creditOf(...some), index).fitting.map(({ intentId }) => intentId).toSorted().join();
  const whole = fitting(witnesses);
  for (let mask = 1; mask < 2 ** witnesses.length; mask++) {
    if (fitting(witnesses.filter((_, i) => mask & 2 ** i)) !== whole) return false;
  }
  return true;
}
