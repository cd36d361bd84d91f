import type { FailureReason, ProviderFailure } from "../../kernel/payment_provider.ts";

/** Codes and decline codes of cards (docs.stripe.com/declines/codes, docs.stripe.com/error-codes). */
const REASONS: Readonly<Record<string, FailureReason>> = {
  insufficient_funds: "no_funds",
  card_velocity_exceeded: "limit_reached",
  withdrawal_count_limit_exceeded: "limit_reached",
  amount_too_large: "limit_reached",
  call_issuer: "call_bank",
  do_not_honor: "call_bank",
  do_not_try_again: "call_bank",
  no_action_taken: "call_bank",
  restricted_card: "call_bank",
  revocation_of_authorization: "call_bank",
  revocation_of_all_authorizations: "call_bank",
  security_violation: "call_bank",
  service_not_allowed: "call_bank",
  stop_payment_order: "call_bank",
  transaction_not_allowed: "call_bank",
  approve_with_id: "call_bank",
  issuer_not_available: "bank_away",
  processing_error: "bank_away",
  reenter_transaction: "bank_away",
  try_again_later: "bank_away",
  incorrect_cvc: "wrong_code",
  invalid_cvc: "wrong_code",
  incorrect_pin: "wrong_code",
  invalid_pin: "wrong_code",
  offline_pin_required: "wrong_code",
  online_or_offline_pin_required: "wrong_code",
  incorrect_number: "wrong_data",
  invalid_number: "wrong_data",
  incorrect_zip: "wrong_data",
  incorrect_address: "wrong_data",
  invalid_account: "wrong_data",
  invalid_amount: "wrong_data",
  invalid_expiry_month: "wrong_data",
  invalid_expiry_year: "wrong_data",
  new_account_information_available: "wrong_data",
  expired_card: "card_expired",
  pin_try_exceeded: "too_many_tries",
  card_not_supported: "not_accepted",
  currency_not_supported: "not_accepted",
  testmode_decline: "not_accepted",
  live_mode_test_card: "not_accepted",
  authentication_required: "needs_confirmation",
  authentication_not_handled: "needs_confirmation",
  payment_intent_authentication_failure: "needs_confirmation",
};

/**
 * The narrower code decides. Whatever the bank suspects (`fraudulent`, `lost_card`, `stolen_card` …) is said as plainly
 * declined: Stripe asks not to tell the one who pays.
 */
export function stripeFailure(
  code: string | null | undefined,
  declineCode: string | null | undefined,
  type: string,
): ProviderFailure {
  const known = [declineCode, code].find((each) => each && REASONS[each]);
  return { code: declineCode || code || type, reason: known ? REASONS[known]! : "declined" };
}
