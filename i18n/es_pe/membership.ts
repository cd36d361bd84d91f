import type { Known } from "../../domain/membership/account.ts";
import type { NextInvoice } from "../../domain/membership/billing.ts";
import type { Invoice, Terms } from "../../domain/membership/periods.ts";
import { PLAN_TERMS, priceOf } from "../../domain/membership/plans.ts";
import type { MembershipStatus, Overlay, State } from "../../domain/membership/status.ts";
import type { Interval, Plan } from "../../events/facts/membership.ts";
import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { formatDay, formatInstant, type Instant, limaDay } from "../../kernel/time.ts";
import { ownerPause, type PauseText } from "./blocked.ts";
import { PLAN_NAMES } from "./plan_names.ts";

export { PLAN_NAMES };

const EVERY: Readonly<Record<Interval, string>> = { month: "al mes", year: "al año" };

export const termsText = ({ plan, interval }: Terms): string =>
  `Plan ${PLAN_NAMES[plan]}, ${formatSoles(priceOf(plan, interval))} ${EVERY[interval]}`;

/** What a plan holds, in the words of the landing page. */
export const planHolds = (plan: Plan): string => {
  const { registers, people, apiKeys } = PLAN_TERMS[plan];
  const tills = registers === 1 ? "1 caja" : `hasta ${registers} cajas`;
  const hands = people === null ? "personas sin límite" : `hasta ${people} personas`;
  return `${tills}, ${hands}${apiKeys === null ? ", contador y otros programas" : ""}`;
};

export const PLAN_PAGE = {
  title: "Tu plan",
  says: "Qué pagas, tus cobros y tus pagos",
  notYet: "Tu plan todavía no empieza. En unos minutos verás aquí tu prueba gratis.",
  practice: "Esta es tu práctica: aquí no se paga nada. Tu plan está en tu tienda de verdad.",
  why: "Por qué",
  since: (since: Instant) => `Desde el ${formatInstant(since)}`,
  pay: (amount: Centimos) => `Pagar ${formatSoles(amount)}`,
  inFavour: (amount: Centimos) => `Tienes ${formatSoles(amount)} a favor. Se descuenta de tu próximo cobro.`,
  next: ({ amountCentimos, dueOn }: Pick<NextInvoice, "amountCentimos" | "dueOn">) =>
    `Tu próximo pago es de ${formatSoles(amountCentimos)} y vence el ${formatDay(dueOn)}.`,
  invoices: "Tus cobros",
  noInvoices: "Todavía no hay cobros. El primero aparece una semana antes de que termine tu prueba.",
  payments: "Tus pagos",
  noPayments: "Todavía no hay pagos.",
  paid: "Pagado",
  open: "Por pagar",
  change: "Cambiar de plan",
  changeHint:
    "Para subir, el cambio es hoy y pagas solo la diferencia de los días que quedan. Para bajar, el cambio es en tu siguiente periodo.",
  plan: "Plan",
  interval: "Cada cuánto pagas",
  intervals: { month: "Cada mes", year: "Cada año: pagas 10 meses y usas 12" } satisfies Readonly<
    Record<Interval, string>
  >,
  changeButton: "Cambiar",
  wish: (terms: Terms, from: string) => `Desde el ${from}: ${termsText(terms)}.`,
  leave: "Cancelar mi plan",
  leaveText:
    "Puedes irte cuando quieras. Sigues vendiendo hasta el fin de lo que ya pagaste, y tus datos son tuyos: descárgalos antes.",
  leaveReason: "¿Por qué te vas?",
  leaveReasonHint: "Nos ayuda a mejorar.",
  leaveButton: "Cancelar mi plan",
  export: "Descargar todos mis datos",
  stay: "Quedarme",
  leaving: (ends: string) =>
    `Cancelaste tu plan. Puedes vender hasta el ${ends}. Descarga tus datos, o quédate con un toque.`,
  sure: "Sí, quiero cancelar",
  done: {
    cambiado: "Listo, cambiaste de plan",
    cancelado: "Cancelaste tu plan",
    quedarme: "Qué bueno que te quedas",
    sintarjeta: "Ya no cobramos a tu tarjeta. Desde ahora pagas tú cada vez",
    aviso: "Gracias. Ya recibimos tu número y lo estamos revisando",
  } as Readonly<Record<string, string>>,
} as const;

export const CARD_PAYS = {
  title: "Pago con tarjeta",
  pays: (every: Interval, last4: string) =>
    `Se paga solo cada ${every === "year" ? "año" : "mes"} con tu tarjeta terminada en ${last4}.`,
  failed: (day: string) => `El ${day} no pudimos cobrarle`,
  how:
    "Te avisamos el monto una semana antes y cobramos el día que vence. Si no pasa, probamos tres veces más; también puedes pagar de otra forma.",
  stop: "Ya no cobrar a esta tarjeta",
} as const;

export const CLAIM_FORM = {
  title: "Ya pagué y no aparece",
  lead: "Danos el número de operación de tu Yape o Plin y te damos un día de servicio mientras lo revisamos.",
  wallet: "Con qué pagaste",
  number: "Número de operación",
  numberHint: "Está en la constancia de tu pago, por ejemplo 01234567",
  button: "Avisar mi pago",
  wallets: [{ value: "yape", label: "Yape" }, { value: "plin", label: "Plin" }],
} as const;

export const PAY_PAGE = {
  title: "Pagar tu plan",
  due: (day: string) => `Vence el ${day}`,
  overdue: (day: string) => `Venció el ${day}`,
  exact: (amount: Centimos) => `Paga exactamente ${formatSoles(amount)}`,
  tagged: (debt: Centimos) =>
    `Debes ${
      formatSoles(debt)
    }. Los céntimos de menos van por nuestra cuenta: con ellos reconocemos tu pago.`,
  scan: (wallet: string) => `QR de ${wallet} de Caserito`,
  scanHow: (wallet: string, name: string) => `Escanéalo con tu ${wallet}. Va a nombre de ${name}.`,
  byName: (wallet: string, name: string) => `Con ${wallet}, a nombre de ${name}.`,
  noWays: "Escríbenos y te decimos cómo pagar hoy.",
  card: (amount: string, provider: string) => `Pagar ${amount} con ${provider}`,
  onward: "Continuar al pago",
  yape: (amount: Centimos) => `Pagar ${formatSoles(amount)} con Yape y código`,
  saves: {
    month: "Pagar con tarjeta y cada mes solo",
    year: "Pagar con tarjeta y cada año solo",
  } satisfies Readonly<Record<Interval, string>>,
  savesHow: "Cada vez te avisamos el monto una semana antes. La quitas cuando quieras en Tu plan.",
  onItsWay: "Tu pago está en camino",
  onItsWayText: "No pagues otra vez: lo buscamos cada minuto y esta página te avisa.",
  noCard: "Ahora no podemos abrir ese pago. Usa otra forma o inténtalo en un minuto.",
  none: "No debes nada",
  noneText: "Tu plan está al día. Puedes cerrar esta página.",
  received: "Ya llegó tu pago",
  receivedText: "Tu plan está al día y tu tienda sigue vendiendo. No hace falta avisar a nadie.",
  claimed: "Nos avisaste de tu pago. Lo estamos revisando.",
  waiting: (still: boolean) => `Todavía no llega tu pago.${still ? "" : " Esta página se actualiza sola."}`,
  reload: "Revisar ahora",
  keepStill: "Que no se actualice sola",
  number: "Ya pagué y no aparece",
  back: "Volver",
  open: "Abrir mi tienda",
  wallets: { yape: "Yape", plin: "Plin", bank: "transferencia" } as Readonly<Record<string, string>>,
} as const;

export const YAPE_PAGE = {
  title: "Yape con código de aprobación",
  steps: [
    "Abre Yape en tu celular y entra al menú.",
    "Toca «Código de aprobación»: son 6 números que duran poco.",
    "Escribe aquí tu celular y ese código.",
  ],
  raise:
    "Este pago pasa de S/ 500. Si nunca subiste tu límite en Yape, súbelo antes en tu app: hasta S/ 2,000 al día.",
  tooMuch: "Este pago pasa de S/ 2,000, lo máximo que Yape envía en un día. Usa otra forma de pago.",
  noScript: "Tu navegador no puede abrir este formulario. Vuelve y paga con el QR o con otra forma.",
  by: (provider: string) =>
    `Tu celular y tu código van directo a ${provider}, que hace el cobro. Nosotros no los vemos.`,
  other: (provider: string) => `Cobrar por ${provider}`,
  changed: "El monto cambió mientras escribías y no te cobramos nada. Revísalo y pide un código nuevo",
} as const;

const PROVIDERS: Readonly<Record<string, string>> = {
  yape: "Yape",
  plin: "Plin",
  bank: "Transferencia",
  efectivo: "Efectivo",
  stripe: "Tarjeta",
  mercadopago: "Mercado Pago",
  culqi: "Culqi",
};
/** With what a payment was made, as its owner calls it. */
export const providerName = (provider: string): string => PROVIDERS[provider] ?? provider;

export const RECEIPT = {
  title: "Constancia de pago",
  issuer: "Caserito",
  lines: (shop: string) => `Plan de ${shop}`,
  amount: "Monto",
  day: "Fecha",
  how: "Medio",
  reference: "Operación",
  note: "Constancia de pago de tu plan. No es un comprobante tributario.",
  print: "Imprimir desde el menú de tu navegador.",
} as const;

const HEADINGS: Readonly<Record<Exclude<State, "GRACE" | "BLOCKED" | "DORMANT" | "CLOSED">, string>> = {
  TRIAL: "Estás probando Caserito",
  ACTIVE: "Tu plan está al día",
  RESTRICTED: "Falta tu pago",
};

/** The state of a plan in words: what it is and what may be done. */
export function stateText(status: MembershipStatus, terms: Terms | null): PauseText {
  const { state, debtCentimos, dueOn } = status;
  switch (state) {
    case "TRIAL":
      return {
        title: HEADINGS.TRIAL,
        lead: `Tienes todo lo del plan ${PLAN_NAMES.negocio}, sin pagar.${
          terms ? ` Después sigue: ${termsText(terms)}.` : ""
        }`,
      };
    case "ACTIVE":
      return { title: HEADINGS.ACTIVE, lead: terms ? `${termsText(terms)}.` : "" };
    case "GRACE":
      return {
        title: dueOn ? `Tu plan venció el ${formatDay(dueOn)}` : "Falta tu pago",
        lead: `Todo sigue igual. Falta pagar ${formatSoles(debtCentimos)}.`,
      };
    case "RESTRICTED":
      return { title: HEADINGS.RESTRICTED, lead: ownerPause(status).lead };
    default:
      return ownerPause(status);
  }
}

/** What happens by itself and when; null where nothing does. */
export function nextText(
  { state, nextChangeAt, blockWaitsForNotice, overlays }: MembershipStatus,
): string | null {
  if (overlays.includes("operator_hold")) return null;
  if (blockWaitsForNotice) return "Antes de pausar las ventas te avisamos con un día de anticipación.";
  if (nextChangeAt === null) return null;
  const at = formatInstant(nextChangeAt);
  switch (state) {
    case "TRIAL":
      return `Tu prueba termina el ${at}`;
    case "GRACE":
      return `Si no pagas antes del ${at}, no podrás agregar personas, cajas ni listas. Vender sigue igual.`;
    case "RESTRICTED":
      return `Si no pagas antes del ${at}, las ventas se pausan. Al pagar vuelven en segundos.`;
    case "BLOCKED":
      return `Si no pagas antes del ${at}, tu tienda queda guardada. No se borra nada.`;
    default:
      return null;
  }
}

export const OVERLAY_TEXTS: Readonly<Record<Overlay, string>> = {
  payment_pending: "Tu pago está en camino. Mientras llega no se pausa nada.",
  claim: "Estamos revisando el pago que nos avisaste.",
  extension: "Te dimos días de gracia.",
  dispute: "Tu banco revisa un reclamo sobre un pago.",
  operator_hold: "Estamos revisando tu cuenta. Escríbenos y lo vemos contigo.",
};

const ITEMS: Readonly<Record<Exclude<Invoice["item"], "plan" | "upgrade">, string>> = {
  licence: "Edición de escritorio",
  support: "Soporte",
  training: "Capacitación",
};
export function invoiceText({ item, plan, periodFrom, periodTo }: Invoice): string {
  const period = `del ${formatDay(periodFrom)} al ${formatDay(periodTo)}`;
  if (item === "plan") return `Plan ${PLAN_NAMES[plan]}, ${period}`;
  return item === "upgrade" ? `Cambio a ${PLAN_NAMES[plan]}, ${period}` : ITEMS[item];
}

/** One fact that explains a state, as its owner would say it. */
export function becauseText({ fact, occurredAt }: Known): string {
  const on = formatDay(limaDay(occurredAt));
  switch (fact.type) {
    case "MembershipStarted":
      return `Empezaste a probar el ${on}`;
    case "InvoiceIssued":
      return `Cobro de ${formatSoles(fact.data.amountCentimos)} que vence el ${formatDay(fact.data.dueOn)}`;
    case "PaymentReceived":
      return `Pago de ${formatSoles(fact.data.amountCentimos)} el ${formatDay(limaDay(fact.data.valueAt))}`;
    case "CreditGranted":
      return `Descuento de ${formatSoles(fact.data.amountCentimos)}: ${fact.data.reason}`;
    case "PaymentRefunded":
      return `Devolución de ${formatSoles(fact.data.amountCentimos)} el ${on}`;
    case "DisputeClosed":
      return `Tu banco cerró un reclamo el ${on}`;
    case "ExtensionGranted":
      return `${fact.data.days} días de gracia: ${fact.data.reason}`;
    case "PaymentClaimed":
      return `Nos avisaste de un pago el ${formatInstant(occurredAt)}`;
    case "NoticeDelivered":
      return `Te avisamos el ${formatInstant(occurredAt)}`;
    case "HoldPlaced":
      return `Pausa de la cuenta hasta el ${formatInstant(fact.data.until)}`;
    case "MembershipCancelled":
      return `Cancelaste tu plan el ${on}`;
    case "MembershipClosed":
      return `La tienda se cerró el ${on}`;
    default:
      return `${fact.type} el ${on}`;
  }
}
