/** What the status of an intent is read from. */
export interface IntentFigures {
  readonly amountCentimos: number;
  readonly allocatedCentimos: number;
  readonly outcome: "canceled" | "expired" | null;
  /** Somebody says it is paid, or somebody untrusted has told of the money. */
  readonly claimed: boolean;
  readonly sighted: boolean;
  readonly marked: boolean;
  /** Open exceptions that name it. */
  readonly reviews: number;
  /** Of these, what contradicts money already counted. */
  readonly contradictions: number;
  readonly late: boolean;
  readonly over: boolean;
}

export type IntentStatus =
  | "requires_payment"
  | "processing"
  | "requires_review"
  | "succeeded"
  | "expired"
  | "canceled";
export type AdditionalStatus = "none" | "paid_partial" | "paid_late" | "paid_over" | "marked" | "invalid";

/**
 * `succeeded` is only money that was counted, and it stays: what speaks against it later is said beside it. An operation
 * number that a cashier took (`marked`) is `processing` until somebody trusted has told of the money.
 */
export function intentStatus(intent: IntentFigures): IntentStatus {
  if (intent.allocatedCentimos >= intent.amountCentimos) return "succeeded";
  if (intent.outcome !== null) return intent.outcome;
  if (intent.reviews > 0) return "requires_review";
  return intent.claimed || intent.sighted || intent.marked ? "processing" : "requires_payment";
}

export function additionalStatus(intent: IntentFigures): AdditionalStatus {
  const isPaid = intent.allocatedCentimos >= intent.amountCentimos;
  if (isPaid && intent.contradictions > 0) return "invalid";
  if (!isPaid && intent.allocatedCentimos > 0) return "paid_partial";
  if (intent.late) return "paid_late";
  if (intent.over) return "paid_over";
  return intent.marked && !isPaid ? "marked" : "none";
}
