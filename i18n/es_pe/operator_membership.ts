import type { Overlay, State } from "../../domain/membership/status.ts";
import type { MembershipStatus } from "../../domain/membership/status.ts";
import type { Movement } from "../../domain/membership/account.ts";
import type { Interval, Item, MembershipFact, OPERATED } from "../../events/facts/membership.ts";
import type { FailureReason } from "../../kernel/payment_provider.ts";
import { centimos, formatSoles } from "../../kernel/money.ts";
import { unreachable } from "../../kernel/result.ts";
import { formatDay, formatInstant } from "../../kernel/time.ts";
import { messageKindText } from "./operator_health.ts";
import { PLAN_NAMES } from "./plan_names.ts";

export const STATE_NAMES: Readonly<Record<State, string>> = {
  TRIAL: "En prueba",
  ACTIVE: "Al día",
  GRACE: "En gracia",
  RESTRICTED: "Restringida",
  BLOCKED: "Bloqueada",
  DORMANT: "Dormida",
  CLOSED: "Cerrada",
};
/** A shop that nobody has billed yet: everything is open to it. */
export const NO_STATE = "Sin cobro todavía";

const STATE_MEANS: Readonly<Record<State, string>> = {
  TRIAL: "prueba todo sin pagar.",
  ACTIVE: "puede hacer todo.",
  GRACE: "puede hacer todo y ve un aviso de que su recibo venció.",
  RESTRICTED: "vende, cierra y exporta. No puede cambiar su configuración.",
  BLOCKED: "no puede vender. Cierra caja, ve sus datos, exporta, paga y envía lo que vendió antes.",
  DORMANT: "solo exporta, paga y envía lo que vendió antes.",
  CLOSED: "se le entregó su archivo y ya no entra.",
};

/** The state of a shop in words. */
export function statusText({ state, since, debtCentimos, dueOn }: MembershipStatus): string {
  const debt = debtCentimos > 0 && dueOn !== null
    ? ` Debe ${formatSoles(debtCentimos)}, lo más antiguo con vencimiento el ${formatDay(dueOn)}.`
    : " No debe nada.";
  return `${STATE_NAMES[state]} desde ${formatInstant(since)}: ${STATE_MEANS[state]}${debt}`;
}

export const OVERLAY_NAMES: Readonly<Record<Overlay, string>> = {
  payment_pending: "Pago en camino",
  claim: "Dice que pagó",
  extension: "Tiene días de más",
  dispute: "Pago en disputa",
  operator_hold: "Retenida",
};

export const MOVEMENT_NAMES: Readonly<Record<Movement["kind"], string>> = {
  payment: "Pago",
  credit: "Abono",
  refund: "Devolución",
  dispute_lost: "Disputa perdida",
};

export const INTERVAL_NAMES: Readonly<Record<Interval, string>> = { month: "mensual", year: "anual" };
const ITEM_NAMES: Readonly<Record<Item, string>> = {
  plan: "el plan",
  upgrade: "subir de plan",
  licence: "la licencia de escritorio",
  support: "soporte",
  training: "capacitación",
};
const CHANNELS = { whatsapp: "WhatsApp", sms: "SMS", email: "correo", screen: "su pantalla" } as const;
const soles = (amount: number) => formatSoles(centimos(amount));

/** One fact of a membership as a line. Complete by type. `nameOf` knows operators by their ids. */
export function membershipFactText(fact: MembershipFact, nameOf: (id: string) => string): string {
  switch (fact.type) {
    case "MembershipStarted":
      return `Empezó su prueba del plan ${PLAN_NAMES[fact.data.plan]}, hasta el ${
        formatDay(fact.data.trialEndsOn)
      }`;
    case "InvoiceIssued":
      return `Recibo de ${soles(fact.data.amountCentimos)} por ${ITEM_NAMES[fact.data.item]}, vence el ${
        formatDay(fact.data.dueOn)
      }`;
    case "CreditGranted":
      return `Abono de ${soles(fact.data.amountCentimos)}: ${fact.data.reason}`;
    case "PaymentReceived":
      return `Pagó ${soles(fact.data.amountCentimos)} por ${fact.data.provider}, ${
        formatInstant(fact.data.valueAt)
      }`;
    case "PaymentRefunded":
      return `Se le devolvió ${soles(fact.data.amountCentimos)}: ${fact.data.reason}`;
    case "PaymentAttempted":
      return `Pago de ${soles(fact.data.amountCentimos)} en camino por ${fact.data.provider}`;
    case "PaymentAttemptEnded":
      return fact.data.outcome === "succeeded" ? "El pago en camino terminó bien" : "El pago no pasó";
    case "PaymentClaimed":
      return `Avisó que pagó ${soles(fact.data.amountCentimos)} por ${
        fact.data.wallet === "yape" ? "Yape" : "Plin"
      }, operación ${fact.data.operationNumber}`;
    case "PaymentClaimResolved":
      return fact.data.outcome === "verified" ? "Su aviso de pago era cierto" : "Su aviso de pago se rechazó";
    case "DisputeOpened":
      return `El banco disputa un pago de ${soles(fact.data.amountCentimos)}`;
    case "DisputeClosed":
      return fact.data.outcome === "won" ? "La disputa se ganó" : "La disputa se perdió";
    case "ExtensionGranted":
      return `${fact.data.days} días más para pagar: ${fact.data.reason}`;
    default:
      return otherFactText(fact, nameOf);
  }
}

const OPERATED_NAMES: Readonly<Record<(typeof OPERATED)[number], string>> = {
  verify_claim: "Por qué se dio por cierto su aviso",
  reject_claim: "Por qué se rechazó su aviso",
  lift_hold: "Por qué se levantó la retención",
  change_plan: "Por qué se cambió el plan",
  cancel: "Por qué se canceló",
};

type Other = Extract<
  MembershipFact,
  {
    type:
      | "HoldProposed"
      | "HoldPlaced"
      | "HoldLifted"
      | "NoticeIssued"
      | "NoticeDelivered"
      | "ShiftReported"
      | "PlanChanged"
      | "MembershipReturned"
      | "LicenceIssued"
      | "MembershipCancelled"
      | "MembershipClosed"
      | "OperatorNoted";
  }
>;

function otherFactText(fact: Other, nameOf: (id: string) => string): string {
  switch (fact.type) {
    case "HoldProposed":
      return `${nameOf(fact.data.by)} pidió retenerla hasta ${
        formatInstant(fact.data.until)
      }: ${fact.data.reason}`;
    case "HoldPlaced":
      return `Retenida hasta ${formatInstant(fact.data.until)} por ${
        fact.data.by.map(nameOf).join(" y ")
      }: ${fact.data.reason}`;
    case "HoldLifted":
      return "Se levantó la retención";
    case "NoticeIssued":
      return `Aviso en camino: ${messageKindText(fact.data.kind)}`;
    case "NoticeDelivered":
      return `Aviso entregado por ${CHANNELS[fact.data.channel]}`;
    case "ShiftReported":
      return fact.data.open ? "Tenía la caja abierta" : "Ya tenía la caja cerrada";
    case "PlanChanged":
      return `Pasa al plan ${PLAN_NAMES[fact.data.plan]}, ${INTERVAL_NAMES[fact.data.interval]}, desde el ${
        formatDay(fact.data.from)
      }`;
    case "MembershipReturned":
      return fact.data.because === "paid"
        ? `Vuelve a vender. Días bloqueada: ${fact.data.blockedDays}`
        : "Se queda después de todo";
    case "LicenceIssued":
      return `Licencia de escritorio para ${fact.data.computers} computadoras`;
    case "MembershipCancelled":
      return `Se va el ${formatDay(fact.data.endsOn)}: ${fact.data.reason}`;
    case "MembershipClosed":
      return `Cerrada: ${fact.data.reason}`;
    case "OperatorNoted":
      return `${OPERATED_NAMES[fact.data.action]}: ${fact.data.reason}`;
    default:
      return unreachable(fact);
  }
}

export const ACCOUNT_OF_SHOP = {
  state: "Estado",
  because: "Por qué",
  becauseNobody: "Todavía no se le cobra nada: le falta su primer recibo.",
  next: (at: string) => `Si no pasa nada más, cambia el ${at}`,
  noNext: "No cambia por sí sola",
  waits: "Debe, pero no se bloquea hasta que le llegue un aviso por dos medios. Mira sus mensajes y avísale",
  money: "Su cuenta",
  invoices: "Recibos",
  noInvoices: "Ninguno todavía",
  issued: "Recibo",
  due: "Vence",
  amount: "Monto",
  open: "Falta",
  paid: "Pagado",
  movements: "Pagos y abonos",
  noMovements: "Ninguno todavía",
  inFavour: (amount: string) => `Tiene ${amount} a favor.`,
  history: "Todo lo que pasó",
  by: (who: string) => `por ${who}`,
  caserito: "Caserito",
  theShop: "la tienda",
  former: "alguien de operación",
} as const;

const SUBSCRIPTION_STATES: Readonly<Record<string, string>> = {
  active: "al día",
  trialing: "en prueba",
  incomplete: "sin su primer pago",
  incomplete_expired: "vencida sin su primer pago",
  past_due: "con un cobro atrasado",
  unpaid: "impaga",
  paused: "en pausa",
  canceled: "cancelada",
};
export const BY_ITSELF = {
  title: "Pago automático",
  nothing: "Ninguno: paga cada vez por su cuenta.",
  card: (provider: string, last4: string, since: string) =>
    `${provider}: tarjeta terminada en ${last4}, desde el ${since}.`,
  tried: (at: string, failure: FailureReason | null) =>
    `Último intento el ${at}: ${failure === null ? "pasó" : `falló (${failure})`}.`,
  subscription: (
    provider: string,
    id: string,
    status: string,
    ends: string | null,
    last: boolean,
  ) =>
    `${provider}: suscripción ${id}, ${SUBSCRIPTION_STATES[status] ?? status}${
      ends ? `, su periodo termina el ${ends}` : ""
    }${last ? " y no se renueva" : ""}.`,
} as const;

/** Forms of a shop's page. Each becomes a fact with the operator's name. */
export const SHOP_ACTIONS = {
  title: "Qué puedes hacer",
  hold: "Retener",
  holdHint: "Deja de vender cuando otra persona de operación lo confirme, dentro de 24 horas.",
  holdDays: "Días que dura",
  holdButton: "Pedir la retención",
  confirm: "Confirmar la retención",
  confirmHint: (by: string, reason: string, until: string) =>
    `${by} pidió retenerla hasta ${until}: «${reason}». Si confirmas, deja de vender ahora.`,
  confirmOwn: (until: string) =>
    `La pediste tú. Falta que otra persona de operación la confirme, hasta el ${until}`,
  confirmButton: "Confirmar y retener",
  standing: (until: string) => `Está retenida hasta el ${until}`,
  liftButton: "Levantar la retención",
  extension: "Dar más días para pagar",
  extensionHint: (due: string, left: number) =>
    `Para el recibo que vence el ${due}. Este año le quedan ${left} días.`,
  extensionNone: "No debe ningún recibo: no hay nada que alargar.",
  extensionDays: "Días",
  extensionButton: "Dar los días",
  credit: "Abonar",
  creditHint:
    "Baja lo que debe, o queda a su favor. No se puede borrar: un abono de más se descuenta hablando con la dueña.",
  creditAmount: "Monto",
  creditButton: "Abonar",
  plan: "Cambiar de plan",
  planHint: "Subir vale desde hoy y se cobra la diferencia. Bajar vale desde el siguiente periodo.",
  planName: "Plan",
  planInterval: "Se paga",
  planButton: "Cambiar el plan",
  cancel: "Cancelar su plan",
  cancelHint: "Sigue hasta el final de lo pagado. La deuda queda.",
  cancelButton: "Cancelar el plan",
  close: "Cerrar la tienda",
  closeHint: (slug: string) =>
    `Es para siempre: nada más entra ni sale. Entrega antes su archivo firmado: deno task tenant export --tenant ${slug} --to <carpeta>`,
  closeButton: "Cerrar para siempre",
  done: {
    retener: "La retención está pedida. Falta que otra persona la confirme",
    confirmar: "La tienda está retenida",
    levantar: "La retención está levantada",
    extension: "Los días están dados",
    abono: "El abono está hecho",
    plan: "El plan está cambiado",
    cancelar: "El plan está cancelado",
    cerrar: "La tienda está cerrada",
  } as Readonly<Record<string, string>>,
} as const;

export const CLAIMS = {
  title: "Avisos de pago",
  intro: "Tiendas que dicen que ya pagaron. Mira el dinero que entró antes de decidir.",
  line: (wallet: string, operation: string, at: string) =>
    `${wallet === "yape" ? "Yape" : "Plin"} · operación ${operation} · ${at}`,
  none: "Ningún aviso espera",
  noneHint: "Cuando una tienda avise que pagó y el pago no se haya visto solo, aparece aquí.",
  seen: "Lo que se vio llegar",
  nothingSeen: "No se ve ningún pago con ese número ni con ese monto. Búscalo en la cuenta misma.",
  sameNumber: "mismo número",
  sameAmount: "mismo monto",
  free: "sin asignar",
  taken: "ya contado",
  others: (shops: string) => `El mismo número lo dio también: ${shops}`,
  verify: "El dinero está",
  verifyHint:
    "Cuenta desde que la tienda avisó. Si después llega solo, no se cuenta dos veces: queda en Dinero por asignar.",
  amount: "Monto que viste",
  verifyButton: "Dar por pagado",
  reject: "El dinero no está",
  rejectHint: "Se le avisa a la dueña. Si ya estaba bloqueada, deja de vender ahora.",
  rejectButton: "Rechazar el aviso",
  done: {
    verificar: "El pago está contado",
    rechazar: "El aviso está rechazado y se le avisa a la dueña",
  } as Readonly<Record<string, string>>,
} as const;

export const PLANS_PAGE = {
  title: "Planes",
  caption: "Planes y tiendas que los tienen",
  plan: "Plan",
  shops: "Tiendas",
} as const;
