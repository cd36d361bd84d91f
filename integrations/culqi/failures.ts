import type { FailureReason, ProviderFailure } from "../../kernel/payment_provider.ts";

/** `decline_code` of a `card_error`, and of the outcome of a charge (payments-peru.md §2b). */
const DECLINED: Readonly<Record<string, FailureReason>> = {
  insufficient_funds: "no_funds",
  contact_issuer: "call_bank",
  issuer_not_available: "bank_away",
  issuer_decline_operation: "call_bank",
  processing_error: "bank_away",
  fraudulent: "declined",
  soft_block: "declined",
  expired_card: "card_expired",
  stolen_card: "declined",
  lost_card: "declined",
  invalid_cvv: "wrong_code",
  incorrect_cvv: "wrong_code",
  too_many_attempts_cvv: "too_many_tries",
};

/** Where no card or wallet declined: ours or theirs, but for a token that does not hold. */
const BY_TYPE: Readonly<Record<string, FailureReason>> = {
  invalid_request_error: "not_available",
  authentication_error: "not_available",
  card_error: "declined",
  resource_error: "wrong_code",
  parameter_error: "wrong_data",
  limit_api_error: "not_available",
  api_error: "not_available",
};

export const culqiFailure = (
  type: string,
  code: string | null | undefined,
  declineCode: string | null | undefined,
): ProviderFailure => ({
  code: declineCode || code || type,
  reason: DECLINED[declineCode ?? ""] ?? BY_TYPE[type] ?? "declined",
});
