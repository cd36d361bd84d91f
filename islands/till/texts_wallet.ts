import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { TENDER_NAMES } from "../../kernel/sale.ts";
import { formatTime } from "../../kernel/time.ts";
import type { SeenPayment, Wallet } from "../../kernel/wallet_payment.ts";
import type { Standing } from "./wallet_records.ts";

type Tone = "info" | "ok" | "attention" | "danger";

/** What the till says of a payment by wallet (see texts.ts): its words come with its part. */
export const WALLET = {
  /** Without the seconds: they change on the screen and are read to nobody. */
  standing: standingText,
  wayOut,
  clock: (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
  qr: (method: Wallet, amount: string) => `Código ${TENDER_NAMES[method]} de la tienda para pagar ${amount}`,
  otherAmount: "Otro monto",
  hidePad: "Ver el código",
  /** A picture is no money (payments-peru §6). */
  blindHint: "Mejor en el celular de la tienda: la captura del cliente puede ser falsa.",
  writeOperation: "Anotar operación",
  /** On the one button, by how the payment stands. */
  claim: (amount: string) => `Dice que ya pagó ${amount}`,
  finish: (amount: string) => `Cobrar: ya llegó ${amount}`,
  takeCame: (came: string) => `Tomar ${came} y cobrar el resto`,
  takeOver: "Es de esta venta",
  takeWhole: "Son de esta venta",
  /** Of what was taken though it was more. */
  giveBack: (over: string) => `Sobran ${over}: devuélvelos en efectivo y anótalo como salida de caja`,
  choose: "¿Cuál es el de esta venta?",
  strays: "Llegó esto sin venta. ¿Es de aquí?",
  candidate: ({ payer, at }: SeenPayment) => [payer ?? "Sin nombre", formatTime(at)].join(" · "),
  /** Which of them it was could not be said to the server. */
  notChosen: "No se pudo guardar cuál era. Inténtalo otra vez; la venta puede seguir.",
  toSee: toSeeText,
  toSeeShort: (count: number) => `${count} por ver`,
  toSeeOpen: "Revisarlos",
  toSeeTitle: "Por ver",
  toSeeNone: "Ya se vieron todos los pagos de esta caja.",
  toSeeHint: "Siguen por llegar. Míralos en el celular de la tienda antes de cerrar.",
  cameLater: (method: Wallet, amount: string, ticket: string) =>
    `Llegó el ${TENDER_NAMES[method]} de ${amount} del ticket ${ticket}`,
  withoutSale: (method: Wallet, amount: string) =>
    `Llegó un ${TENDER_NAMES[method]} de ${amount} y no se cobró su venta. Cóbrala o devuélvelo.`,
  operationLabel: "Número de operación",
  numberWrong: "Escribe el número completo: tiene al menos 4 cifras",
  outOfOrder: (method: Wallet) =>
    `${TENDER_NAMES[method]} está fallando. Cobra de otra forma, o espera a que llegue.`,
  sawIt: "Lo vi en el celular de la tienda",
  markReason: "Visto en el celular de la tienda",
  notMarked: "No se pudo guardar. Revisa el número y que haya internet, e inténtalo otra vez.",
  operation: (number: string) => `operación ${number}`,
  closing: (count: number) =>
    count === 1 ? "1 pago dicho y todavía no visto" : `${count} pagos dichos y todavía no vistos`,
  closingHint: "Puedes cerrar igual: quedan en tu reporte Z hasta que lleguen.",
  mark: ({ method, isToSee }: { readonly method: Wallet; readonly isToSee: boolean }) =>
    `${TENDER_NAMES[method]} ${isToSee ? "por ver" : "visto"}`,
} as const;

function standingText(standing: Standing, method: Wallet, amount: Centimos): string {
  const name = TENDER_NAMES[method];
  switch (standing.type) {
    case "unknown":
      return "Sin internet no podemos ver si llegó";
    case "waiting":
      return `Todavía no llega el ${name} de ${formatSoles(amount)}`;
    case "seen":
      return standing.payer === null
        ? `Llegó el ${name} de ${formatSoles(amount)}`
        : `Llegó de ${standing.payer}`;
    case "marked":
      return "Anotado por su número de operación";
    case "short":
      return `${came(standing.came, amount)}: faltan ${formatSoles(standing.difference)}`;
    case "over":
      return `${came(standing.came, amount)}: sobran ${formatSoles(standing.difference)}`;
    case "whole":
      return `Llegaron ${formatSoles(standing.came)} en ${standing.among.length} ${name}`;
    case "choose": {
      const [{ amountCentimos }, ...others] = standing.among as [SeenPayment, ...SeenPayment[]];
      if (others.length === 0) return `Llegó un ${name} de ${formatSoles(amountCentimos)}`;
      const isSame = others.every((one) => one.amountCentimos === amountCentimos);
      return `Llegaron ${standing.among.length} ${name}${isSame ? ` de ${formatSoles(amountCentimos)}` : ""}`;
    }
  }
}

const came = (amount: Centimos, of: Centimos): string =>
  `Llegaron ${formatSoles(amount)} de ${formatSoles(of)}`;

/** What the cashier can do about it; null where there is nothing to do but what the button says. */
function wayOut(standing: Standing, method: Wallet): string | null {
  if (standing.type === "unknown") return "Pide ver la operación y anota su número";
  if (standing.type === "short") {
    return `Que ${method === "yape" ? "yapee" : "plinee"} lo que falta, o cobra el resto:`;
  }
  if (standing.type === "over") return "Devuelve lo que sobra en efectivo y anótalo como salida de caja";
  return null;
}

export const toneOf = (standing: Standing): Tone =>
  standing.type === "seen"
    ? "ok"
    : standing.type === "short" || standing.type === "over"
    ? "danger"
    : standing.type === "marked"
    ? "info"
    : "attention";

/** `1 Yape por ver`; both wallets together are payments. */
function toSeeText(methods: readonly Wallet[]): string {
  const [first] = methods, count = methods.length;
  const isOne = methods.every((method) => method === first);
  return `${count} ${isOne && first ? TENDER_NAMES[first] : "pagos"} por ver`;
}
