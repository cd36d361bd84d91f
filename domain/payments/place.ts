import { epochMsOf } from "../../kernel/time.ts";
import {
  channelOf,
  type Credit,
  type EvidenceInput,
  type PaymentBook,
  trustOf,
  type Witness,
} from "./book.ts";
import { compareNames, type PayerName } from "./names.ts";
import { TRUST_MIN } from "./trust.ts";

/** How far apart two may tell of one credit: a mail says the minute, and a phone may wait for the network. */
export const SAME_CREDIT_MS = 3 * 60_000;

/** Whose money an evidence tells of. */
export type Placed =
  /** Told before, word for word. */
  | { readonly type: "repeated"; readonly evidenceId: string; readonly paymentId: string | null }
  | { readonly type: "ignored" }
  /** Nobody had told of it; `against` are hearsay of the same number and other money. */
  | { readonly type: "found"; readonly against: readonly Credit[] }
  | { readonly type: "merged"; readonly credit: Credit }
  /** It could be of any of several, or of none. */
  | { readonly type: "doubtful" }
  /** Its operation number, or a provider's id, is that of another credit. */
  | { readonly type: "collision" };

export const payerOf = ({ payerName, masked }: Pick<EvidenceInput, "payerName" | "masked">) =>
  payerName === null ? null : { name: payerName, masked };

/**
 * Several tell of one credit: a phone, a mail, a line of a statement. They are one only if each side has no other choice;
 * where a number or an id says so, whenever they came. Two equal ones of one channel are two credits: Peru has seen
 * payers debited twice for one purchase. Hearsay never stands in the way of those we trust, even if it came before them.
 */
export function placeEvidence(evidence: EvidenceInput, fingerprint: string, book: PaymentBook): Placed {
  const told = book.tellings.get(fingerprint) ?? [];
  const tellers = told.map((telling) => ({
    telling,
    credit: book.credits.get(telling.paymentId ?? ""),
    witness: witnessOf(telling.evidenceId, telling.paymentId, book),
  }));
  const same = tellers.filter(({ witness }) => mayBeOne(witness?.payer ?? null, payerOf(evidence)));
  const [first] = same;
  if (first) {
    const isNews = same.every(({ witness }) => (witness?.trust ?? 3) < evidence.trust);
    if (first.credit && isNews) return { type: "merged", credit: first.credit };
    return { type: "repeated", ...first.telling };
  }
  if (evidence.direction === "out") return { type: "ignored" };
  const credits = [...book.credits.values()].filter(({ accountId }) => accountId === evidence.accountId);
  return keyedPlace(evidence, credits) ?? nearPlace(evidence, credits);
}

/** By an operation number or a provider's id; null where nobody we need heed has said it. */
function keyedPlace(evidence: EvidenceInput, credits: readonly Credit[]): Placed | null {
  const keyed = credits.filter(({ witnesses }) =>
    witnesses.some((witness) =>
      isSame(witness.operationNumber, evidence.operationNumber) ||
      isSame(witness.providerId, evidence.providerId)
    )
  );
  const [one, ...others] = keyed.filter((credit) => isOneWith(evidence, credit));
  const against = keyed.filter((credit) => !isOneWith(evidence, credit));
  if (against.some((credit) => trustOf(credit) >= TRUST_MIN || evidence.trust < TRUST_MIN)) {
    return { type: "collision" };
  }
  if (one && others.length === 0) return { type: "merged", credit: one };
  return against.length > 0 ? { type: "found", against } : null;
}

const isOneWith = (evidence: EvidenceInput, { amountCentimos, witnesses }: Credit): boolean =>
  amountCentimos === evidence.amountCentimos &&
  witnesses.every(({ payer }) => mayBeOne(payer, payerOf(evidence)));

/** By amount, time and name. */
function nearPlace(evidence: EvidenceInput, credits: readonly Credit[]): Placed {
  const near = credits.filter((credit) => mayTell(evidence, credit));
  const trusted = near.filter((credit) => trustOf(credit) >= TRUST_MIN);
  const [credit, ...others] = trusted.length > 0 ? trusted : near;
  if (!credit) return { type: "found", against: [] };
  if (others.length === 0) return { type: "merged", credit };
  return trusted.length > 0 && evidence.trust >= TRUST_MIN
    ? { type: "doubtful" }
    : { type: "found", against: [] };
}

const witnessOf = (
  evidenceId: string,
  paymentId: string | null,
  { credits }: PaymentBook,
): Witness | undefined =>
  credits.get(paymentId ?? "")?.witnesses.find((witness) => witness.evidenceId === evidenceId);

function mayTell(evidence: EvidenceInput, { amountCentimos, held, witnesses }: Credit): boolean {
  const channel = channelOf(evidence), at = epochMsOf(evidence.occurredAt);
  return !held && amountCentimos === evidence.amountCentimos &&
    witnesses.every((witness) =>
      witness.channel !== channel && Math.abs(epochMsOf(witness.occurredAt) - at) <= SAME_CREDIT_MS &&
      mayBeEqual(witness.securityCode, evidence.securityCode) &&
      mayBeEqual(witness.operationNumber, evidence.operationNumber) &&
      mayBeEqual(witness.providerId, evidence.providerId) &&
      mayBeEqual(witness.externalReference, evidence.externalReference) &&
      mayBeOne(witness.payer, payerOf(evidence))
    );
}

const isSame = (a: string | null, b: string | null) => a !== null && a === b;
const mayBeEqual = (a: string | null, b: string | null) => a === null || b === null || a === b;
const mayBeOne = (a: PayerName | null, b: PayerName | null) =>
  a === null || b === null || compareNames(a, b) !== "different";
