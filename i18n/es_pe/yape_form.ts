import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { PAYMENT_FAILURES } from "./payment_failures.ts";

/** What the form of an approval code says; while there is no token nothing was charged, and it says so. */
export const yapeFormTexts = (amount: Centimos) => ({
  phone: "Tu celular de Yape",
  phoneHint: "9 números, por ejemplo 987 654 321",
  phoneError: "Escribe los 9 números de tu celular, por ejemplo 987 654 321",
  code: "Código de aprobación",
  codeHint: "6 números, está en el menú de Yape",
  codeError: "Escribe los 6 números que te muestra Yape",
  email: "Tu correo",
  emailHint: "Ahí te llega la constancia de quien hace el cobro",
  emailError: "Escribe tu correo completo, por ejemplo lucha@correo.pe",
  pay: `Pagar ${formatSoles(amount)}`,
  busy: "Estamos cobrando. No cierres esta página",
  problems: {
    wrong_code: PAYMENT_FAILURES.wrong_code,
    wrong_data: PAYMENT_FAILURES.wrong_data,
    too_many_tries: PAYMENT_FAILURES.too_many_tries,
    not_available: PAYMENT_FAILURES.not_available,
    no_answer: "No hay respuesta y no te cobramos nada. Revisa tu internet y prueba otra vez",
  },
} as const);
