import type { FailureReason } from "../../kernel/payment_provider.ts";

/** Why a payment did not come through, for the one who pays: what happened and what to do next. Complete by type. */
export const PAYMENT_FAILURES: Readonly<Record<FailureReason, string>> = {
  no_funds: "No hay saldo suficiente. Prueba con otra tarjeta o con otra forma de pago",
  limit_reached: "Pasaste tu límite de pagos de hoy. Súbelo en tu app o paga con otra forma",
  call_bank: "Tu banco no lo aprobó. Llámalo para autorizar el pago o usa otra forma",
  bank_away: "Tu banco no responde ahora. Espera un momento y prueba otra vez",
  wrong_code: "El código no coincide o ya venció. Pide uno nuevo y prueba otra vez",
  wrong_data: "Algún dato no coincide. Revísalo y prueba otra vez",
  card_expired: "Esa tarjeta ya venció. Usa otra",
  too_many_tries: "Fueron muchos intentos. Espera una hora o paga con otra forma",
  not_accepted: "No podemos cobrar con ese medio. Elige otra forma de pago",
  needs_confirmation: "Tu banco pide que confirmes el pago. Ábrelo otra vez y sigue sus pasos",
  expired: "Se acabó el tiempo para pagar. Empieza otra vez cuando quieras",
  declined: "El pago no pasó. No te cobramos nada: prueba con otra forma de pago",
  not_available: "Esta forma de pago no está disponible ahora. Elige otra",
};
