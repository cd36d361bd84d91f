import type { MembershipStatus } from "../../commands/membership/access.ts";
import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { formatDay, formatInstant, type Instant } from "../../kernel/time.ts";

/** What a page says where the shop's plan does not let it go on: what, how much, how, and when it comes back. */
export interface PauseText {
  readonly title: string;
  readonly lead: string;
}

const dueText = ({ debtCentimos, dueOn }: MembershipStatus): string =>
  dueOn === null
    ? formatSoles(debtCentimos)
    : `${formatSoles(debtCentimos)}, que venció el ${formatDay(dueOn)}`;

/** For the owner: all of it, and nothing that blames (look, Words). */
export function ownerPause(status: MembershipStatus): PauseText {
  const { state, debtCentimos, overlays } = status;
  if (state === "CLOSED") return CLOSED;
  if (state === "RESTRICTED") {
    return {
      title: "Para crecer, primero ponte al día",
      lead: `Falta pagar ${
        dueText(status)
      }. Hasta entonces no se agregan personas, cajas ni listas nuevas. Vender sigue igual.`,
    };
  }
  if (state === "DORMANT") {
    return {
      title: "Tu tienda está guardada",
      lead: debtCentimos > 0
        ? `Falta pagar ${dueText(status)}. Paga y vuelve tal como la dejaste, o descarga todo lo tuyo.`
        : "Tu plan terminó. Actívalo y vuelve tal como la dejaste, o descarga todo lo tuyo.",
    };
  }
  if (debtCentimos === 0 || overlays.includes("operator_hold")) {
    return {
      title: "Las ventas están en pausa",
      lead: "Estamos revisando tu cuenta. Escríbenos y lo vemos contigo hoy mismo.",
    };
  }
  return {
    title: "Tu plan está en pausa",
    lead: `Falta pagar ${dueText(status)}. Hasta entonces no se registran ventas nuevas ni cambios.`,
  };
}

const CLOSED: PauseText = {
  title: "Esta tienda se cerró",
  lead:
    "Te entregamos su archivo firmado con todo lo que registró: guárdalo, se puede comprobar sin nosotros. Si te falta, escríbenos.",
};

/** For whoever is not the owner: nothing of money (features §4.2 case 25). */
export function staffPause({ state }: MembershipStatus): PauseText {
  if (state === "CLOSED") return CLOSED;
  return state === "RESTRICTED"
    ? {
      title: "Por ahora no se agrega nada nuevo",
      lead: "Personas, cajas y listas nuevas las activa la dueña desde su celular. Vender sigue igual.",
    }
    : {
      title: "Esto está en pausa por ahora",
      lead: "La dueña puede activarlo en segundos desde su celular. Avísale.",
    };
}

export const UNKNOWN_PLAN: PauseText = {
  title: "No pudimos revisar el plan de tu tienda",
  lead:
    "Es falla nuestra y la estamos viendo. Lo que ya guardaste está a salvo: inténtalo otra vez en un minuto.",
};

export const PAUSE = {
  amount: "Por pagar",
  how: "Cómo pagar",
  ways: ["Yape", "Plin", "tarjeta"],
  waysText: "Con Yape, Plin o tarjeta. La página de pago te da el monto exacto.",
  pay: (amount: Centimos) => amount > 0 ? `Pagar ${formatSoles(amount)}` : "Activar mi plan",
  scan: "Escanea y paga desde tu celular",
  openBill: "Abrir esa página aquí",
  qr: "QR que abre la página de pago en otro celular",
  when: "Cuándo vuelve",
  returns: "Sola, segundos después de tu pago. No hace falta avisar a nadie ni volver a entrar.",
  open: "Mientras tanto puedes",
  closeTill: "Cerrar la caja e imprimir tickets",
  seeSales: "Ver tus ventas",
  download: "Descargar todos tus datos",
  goTill: "Volver a la caja",
} as const;

/** For programs (RFC 9457): the same, in one sentence. */
export const pauseDetail = (status: MembershipStatus, tellsDebt: boolean): string => {
  const { title, lead } = tellsDebt ? ownerPause(status) : staffPause(status);
  return `${title}. ${lead}`;
};

/** Above an owner's pages from the first day of grace on; null where there is nothing to say. */
export function bannerText(
  status: MembershipStatus,
  blockAt: Instant | null,
): { readonly title: string; readonly text: string; readonly tone: "attention" | "danger" } | null {
  const { state, debtCentimos } = status, amount = formatSoles(debtCentimos);
  switch (state) {
    case "GRACE":
      return {
        tone: "attention",
        title: `Tu plan venció${status.dueOn ? ` el ${formatDay(status.dueOn)}` : ""}`,
        text: `Todo sigue igual. Paga ${amount} en estos días y listo.`,
      };
    case "RESTRICTED":
      return {
        tone: "attention",
        title: `Falta pagar ${amount}`,
        text: blockAt === null
          ? "Vender sigue igual. Personas, cajas y listas nuevas esperan a tu pago."
          : `Sin tu pago, las ventas se pausan el ${
            formatInstant(blockAt)
          }. Hasta entonces vender sigue igual.`,
      };
    case "BLOCKED": {
      const { title, lead } = ownerPause(status);
      return { tone: "danger", title, text: `${lead} Segundos después de tu pago todo vuelve solo.` };
    }
    default:
      return null;
  }
}
