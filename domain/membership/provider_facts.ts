import type { MembershipFact } from "../../events/facts/membership.ts";
import type { ProviderPayment } from "../../kernel/payment_provider.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";

/** Names that are the same however often the same thing is seen. */
export interface ProviderFactIds {
  readonly attempt: string;
  readonly dispute: string;
  /** Of a refund that brings what was given back to `total`. */
  refund(total: Centimos): string;
}

/**
 * What a payment, as its provider has it now, adds to what the platform knows of a shop. A function of the state and
 * never of the order in which it was told: an older state that comes late adds nothing. That money came in is not said
 * here: it is what the payment engine makes of the evidence.
 */
export function providerFacts(
  known: readonly MembershipFact[],
  shop: string,
  payment: ProviderPayment,
  ids: ProviderFactIds,
): MembershipFact[] {
  return [
    ...attemptFacts(known, shop, payment, ids.attempt),
    ...refundFacts(known, shop, payment, ids),
    ...disputeFacts(known, shop, payment, ids.dispute),
  ];
}

function attemptFacts(
  known: readonly MembershipFact[],
  shop: string,
  { status, amountCentimos, provider }: ProviderPayment,
  attemptId: string,
): MembershipFact[] {
  const has = (type: "PaymentAttempted" | "PaymentAttemptEnded") =>
    known.some((fact) => fact.type === type && fact.data.attemptId === attemptId);
  const begun = has("PaymentAttempted"), ended = has("PaymentAttemptEnded");
  if (status === "open" || ended) return [];
  if (status === "pending") {
    return begun ? [] : [{ type: "PaymentAttempted", data: { shop, attemptId, amountCentimos, provider } }];
  }
  const outcome = status === "failed" ? "failed" : "succeeded";
  return begun ? [{ type: "PaymentAttemptEnded", data: { shop, attemptId, outcome } }] : [];
}

/** The fact that this money came in, under whichever of its names it was kept. */
function receivedAs(known: readonly MembershipFact[], { provider, providerId, intentId }: ProviderPayment) {
  for (const fact of known) {
    if (fact.type !== "PaymentReceived" || fact.data.provider !== provider) continue;
    if (fact.data.reference === providerId || fact.data.reference === intentId) return fact.data;
  }
  return null;
}

function refundFacts(
  known: readonly MembershipFact[],
  shop: string,
  payment: ProviderPayment,
  ids: ProviderFactIds,
): MembershipFact[] {
  const received = receivedAs(known, payment);
  if (!received) return [];
  const { paymentId } = received;
  const sumOf = (type: "PaymentReceived" | "PaymentRefunded") =>
    known.reduce(
      (sum, fact) =>
        fact.type === type && fact.data.paymentId === paymentId ? sum + fact.data.amountCentimos : sum,
      0,
    );
  // What was never counted for the shop goes back first: more than was due, or what went back before anybody counted it.
  const spare = Math.max(0, payment.amountCentimos - sumOf("PaymentReceived"));
  const more = payment.refundedCentimos - spare - sumOf("PaymentRefunded");
  if (more <= 0) return [];
  const data = {
    shop,
    refundId: ids.refund(payment.refundedCentimos),
    paymentId,
    amountCentimos: centimos(more),
    reason: `${payment.provider}: refunded`,
  };
  return [{ type: "PaymentRefunded", data }];
}

function disputeFacts(
  known: readonly MembershipFact[],
  shop: string,
  payment: ProviderPayment,
  disputeId: string,
): MembershipFact[] {
  const received = receivedAs(known, payment);
  if (!received) return [];
  const { paymentId } = received, { dispute } = payment;
  const open = known.some((fact) => fact.type === "DisputeOpened" && fact.data.disputeId === disputeId);
  const closed = known.some((fact) => fact.type === "DisputeClosed" && fact.data.disputeId === disputeId);
  if (closed) return [];
  if (!dispute) {
    // Some providers only stop saying that there is one: then the money stayed.
    return open && payment.status === "succeeded"
      ? [{ type: "DisputeClosed", data: { shop, disputeId, outcome: "won" } }]
      : [];
  }
  const { amountCentimos, outcome } = dispute;
  const facts: MembershipFact[] = [];
  if (!open) facts.push({ type: "DisputeOpened", data: { shop, disputeId, paymentId, amountCentimos } });
  if (outcome !== "open") facts.push({ type: "DisputeClosed", data: { shop, disputeId, outcome } });
  return facts;
}
