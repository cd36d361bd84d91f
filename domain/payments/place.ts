import { epochMsOf } from "../../kernel/time.ts";
import { channelOf, type Credit, type EvidenceInput, type PaymentBook, type Telling } from "./book.ts";
import { compareNames, type PayerName } from "./names.ts";

/** How far apart two may tell of one credit: a mail says the minute, and a phone may wait for the network. */
export const SAME_CREDIT_MS = 3 * 60_000;

/** Whose money an evidence tells of. */
export type Placed =
  /** Told before, word for word. */
  | { readonly type: "repeated"; readonly evidenceId: string; readonly paymentId: string | null }
  | { readonly type: "ignored" }
  | { readonly type: "found" }
  | { readonly type: "merged"; readonly credit: Credit }
  /** It could be of any of these, or of none. */
  | { readonly type: "doubtful" }
  /** Its operation number, or a provider's id, is that of another credit. */
  | { readonly type: "collision" };

export const payerOf = ({ payerName, masked }: Pick<EvidenceInput, "payerName" | "masked">) =>
  payerName === null ? null : { name: payerName, masked };

/**
 * Several tell of one credit: a phone, a mail, a line of a statement. They are one only if each side has no other choice;
 * where a number or an id says so, whenever they came. Two equal ones of one channel are two credits: Peru has seen
 * payers debited twice for one purchase.
 */
export function placeEvidence(evidence: EvidenceInput, fingerprint: string, book: PaymentBook): Placed {
  const told = book.tellings.get(fingerprint) ?? [];
  const same = told.find((telling) => mayBeOne(teller(telling, book), payerOf(evidence)));
  if (same) return { type: "repeated", ...same };
  if (told.length > 0) return { type: "collision" };
  if (evidence.direction === "out") return { type: "ignored" };
  const credits = [...book.credits.values()].filter(({ accountId }) => accountId === evidence.accountId);
  const keyed = credits.filter(({ witnesses }) =>
    witnesses.some((witness) =>
      isSame(witness.operationNumber, evidence.operationNumber) ||
      isSame(witness.providerId, evidence.providerId)
    )
  );
  if (keyed.length > 0) {
    const [credit] = keyed;
    const isOne = keyed.length === 1 && credit!.amountCentimos === evidence.amountCentimos &&
      credit!.witnesses.every(({ payer }) => mayBeOne(payer, payerOf(evidence)));
    return isOne ? { type: "merged", credit: credit! } : { type: "collision" };
  }
  const [credit, ...others] = credits.filter((credit) => mayTell(evidence, credit));
  if (!credit) return { type: "found" };
  return others.length > 0 ? { type: "doubtful" } : { type: "merged", credit };
}

const teller = ({ evidenceId, paymentId }: Telling, { credits }: PaymentBook): PayerName | null =>
  credits.get(paymentId ?? "")?.witnesses.find((witness) => witness.evidenceId === evidenceId)?.payer ?? null;

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
