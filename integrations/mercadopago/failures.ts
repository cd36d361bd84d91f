import type { FailureReason, ProviderFailure } from "../../kernel/payment_provider.ts";

/** `status_detail` of a rejected payment; those of Yape are what its test numbers give (payments-peru.md §2b). */
const REASONS: Readonly<Record<string, FailureReason>> = {
  cc_rejected_call_for_authorize: "call_bank",
  cc_amount_rate_limit_exceeded: "limit_reached",
  cc_unsupported_unsupported: "not_accepted",
  cc_rejected_card_type_not_allowed: "not_accepted",
  cc_rejected_max_attempts: "too_many_tries",
  cc_rejected_bad_filled_security_code: "wrong_code",
  cc_rejected_form_error: "wrong_data",
  cc_rejected_bad_filled_card_number: "wrong_data",
  cc_rejected_bad_filled_date: "wrong_data",
  cc_rejected_bad_filled_other: "wrong_data",
  cc_rejected_card_error: "bank_away",
  cc_rejected_insufficient_amount: "no_funds",
  cc_rejected_insufficient_data: "wrong_data",
  cc_rejected_invalid_installments: "not_accepted",
  cc_rejected_card_disabled: "call_bank",
  cc_rejected_duplicated_payment: "declined",
  cc_rejected_high_risk: "declined",
  cc_rejected_blacklist: "declined",
  cc_rejected_other_reason: "declined",
  expired: "expired",
  by_collector: "expired",
  by_payer: "expired",
};

export const mercadoPagoFailure = (statusDetail: string): ProviderFailure => ({
  code: statusDetail,
  reason: REASONS[statusDetail] ?? "declined",
});
