import { allocatedOf, type EvidenceInput, evolveBook } from "../../domain/payments/book.ts";
import { decideEvidence } from "../../domain/payments/decider.ts";
import { fingerprintText } from "../../domain/payments/fingerprint.ts";
import { payerOf, type Placed } from "../../domain/payments/place.ts";
import type { PaymentBook } from "../../domain/payments/book.ts";
import type { PaymentFact } from "../../events/facts/payments.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import { isUuid } from "../../kernel/ids.ts";
import { ok } from "../../kernel/result.ts";
import { type Asked, defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { loadBook } from "./load_book.ts";
import { zEvidence } from "./payment_input.ts";
import { decisionOf, type PaymentHooks } from "./settled.ts";

export interface KeptEvidence {
  readonly evidenceId: string;
  readonly decision: "settled" | "processing" | "review" | "unmatched" | "merged" | "ignored";
  /** Those it was counted for, may be for, or was said to be for. */
  readonly intentIds: readonly string[];
  readonly exceptionId: string | null;
  /** The credit it tells of. */
  readonly paymentId: string | null;
}

/**
 * Keeps what somebody tells of money, once, and counts it where that is certain. Never refused but for an account that
 * nobody has; the same words again are `merged` and write nothing.
 */
export const keepEvidence = (
  context: CommandContext,
  asked: Asked,
  input: unknown,
  hooks: PaymentHooks = {},
) =>
  defineCommand({
    type: "KeepPaymentEvidence",
    schema: zEvidence,
    personal: true,
    attempt: async ({ store, clock }, evidence: EvidenceInput) => {
      const fingerprint = sha256(utf8Bytes(fingerprintText(evidence))).toHex();
      const { accountId, externalReference } = evidence;
      const named = externalReference !== null && isUuid(externalReference) ? [externalReference] : [];
      const wanted = { accountIds: [accountId], intentIds: named, evidence, fingerprint };
      const loaded = await loadBook(store, wanted, clock.now());
      const decided = decideEvidence(evidence, fingerprint, loaded.book);
      if (!decided.ok) return decided;
      const { placed, facts } = decided.value;
      const outcome = outcomeOf(evidence, placed, facts, loaded.book);
      return ok(await decisionOf(store, loaded, facts, hooks, outcome, personalOf(evidence)));
    },
  })(context, asked, input);

/** Under a subject of its own: a third party's name is kept no longer than it is needed. */
const personalOf = ({ evidenceId, payerName, raw }: EvidenceInput) =>
  payerName === null && raw === null ? null : {
    subject: evidenceId,
    fields: { ...payerName !== null && { payerName }, ...raw !== null && { raw } },
  };

function outcomeOf(
  evidence: EvidenceInput,
  placed: Placed,
  facts: readonly PaymentFact[],
  before: PaymentBook,
): KeptEvidence {
  const { evidenceId } = evidence, payer = payerOf(evidence);
  const after = facts.reduce((book, fact) => evolveBook(book, fact, { payer }), before);
  const paymentId = placed.type === "repeated"
    ? placed.paymentId
    : placed.type === "merged"
    ? placed.credit.paymentId
    : placed.type === "ignored"
    ? null
    : evidenceId;
  const kept = { evidenceId, paymentId, intentIds: [] as readonly string[], exceptionId: null };
  const credit = paymentId === null ? undefined : after.credits.get(paymentId);
  if (!credit) return { ...kept, decision: placed.type === "ignored" ? "ignored" : "merged" };
  const open = [evidenceId, credit.paymentId].flatMap((id) => after.exceptions.get(id) ?? [])[0];
  const counted = facts.some(({ type, data }) => type === "PaymentAllocated" && data.paymentId === paymentId);
  const intentIds = credit.allocations.map(({ intentId }) => intentId);
  if (counted) return { ...kept, decision: "settled", intentIds, exceptionId: open?.exceptionId ?? null };
  if (open) {
    return {
      ...kept,
      decision: placed.type === "repeated" ? "merged" : open.kind === "unmatched" ? "unmatched" : "review",
      intentIds: open.intentIds,
      exceptionId: open.exceptionId,
    };
  }
  if (placed.type === "repeated" || allocatedOf(credit) > 0) {
    return { ...kept, decision: "merged", intentIds };
  }
  const sighted = [...after.intents.values()].filter(({ sightings }) => sightings.includes(credit.paymentId))
    .map(({ intentId }) => intentId);
  return { ...kept, decision: sighted.length > 0 ? "processing" : "unmatched", intentIds: sighted };
}
