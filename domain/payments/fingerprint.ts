import type { EvidenceInput } from "./book.ts";

/**
 * What makes two tellings one telling, as text to be hashed. With an operation number that and the amount; otherwise all
 * that was said, to the second. Never a bucket of minutes: two equal sales a minute apart are two (payments-peru §5).
 */
export function fingerprintText(evidence: Omit<EvidenceInput, "evidenceId">): string {
  const { source, accountId, direction, amountCentimos, operationNumber, providerId, occurredAt } = evidence;
  const what = [source, accountId, direction, amountCentimos];
  if (operationNumber !== null) return JSON.stringify([...what, "number", operationNumber]);
  if (providerId !== null) return JSON.stringify([...what, "provider", providerId]);
  const payer = (evidence.payerName ?? "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/\s+/g, " ").trim();
  return JSON.stringify([...what, payer, evidence.securityCode, occurredAt.slice(0, 19), evidence.raw]);
}
