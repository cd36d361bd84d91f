import { type Centimos, centimos } from "../../kernel/money.ts";

/** A notification as a phone of the shop showed it: whatever of the three texts it has. */
export interface Notification {
  /** The app that showed it, exactly. */
  readonly package: string;
  readonly title: string;
  readonly text: string;
  readonly bigText: string;
}

export type Wallet = "yape" | "plin";

export type ParsedNotification =
  | {
    readonly kind: "incoming";
    readonly wallet: Wallet;
    readonly amountCentimos: Centimos;
    /** As it stood there; null where the wallet names nobody. */
    readonly payerName: string | null;
    /** The wallet hid part of the name. */
    readonly masked: boolean;
    /** Three digits: a check that a buyer can read out, never a key. */
    readonly securityCode: string | null;
  }
  /** Money that went out, a request for money, an advertisement: seen, and nothing. */
  | { readonly kind: "ignored"; readonly reason: "other_app" | "outgoing" | "request" | "promotion" }
  /** The phone hid the text: notification access is not enough there. A person has to look at the phone. */
  | { readonly kind: "hidden" }
  /** A wording nobody has seen yet: kept as it is and raised, never guessed. */
  | { readonly kind: "unparsed" };

/** Raised with every change of the rules below, so that what was kept can be read again. */
export const PARSER_VERSION = 1;

/** Exact names: a false Yape has another one (payments-peru §2a). */
const APPS: Readonly<Record<string, Wallet>> = {
  "com.bcp.innovacxion.yapeapp": "yape",
  "pe.com.interbank.mobilebanking": "plin",
  "com.bbva.nxt_peru": "plin",
  "pe.bbva.empresas": "plin",
  "pe.com.scotiabank.blpm.android.client": "plin",
  "com.bcp.bank.bcp": "plin",
};

/** Looked at before anything else: the request that plays the wallet's own sound moves no money. */
const REQUEST = /\b(?:ha solicitado|te solicit[aóo]|solicit[óo] un pago|te est[áa] pidiendo|te pidi[óo])\b/i;
const OUTGOING =
  /\b(?:yapeaste|plineaste|enviaste|pagaste|realizaste|transferiste|tu (?:yape|plin|pago) de .* (?:fue|ha sido) enviado|monto enviado)\b/i;
const PROMOTION =
  /\b(?:dscto|descuento|promoci[óo]n|sorteo|gana(?:ste)? |solo hoy|recuerda que puedes|ya te depositaron|vender d[óo]lares)/i;
const HIDDEN =
  /\b(?:contenido (?:confidencial|sensible)(?: de la notificaci[óo]n)? oculto|sensitive notification content hidden)/i;

const MONEY = "S/\\.?\\s*(?<amount>\\d[\\d.,]*)";
const NAME = "(?<name>[\\p{L}][\\p{L}\\p{M}'.*\\s-]{0,79}?)";
/** One line for each wording, in the order of the table of the reference. */
const INCOMING: readonly (readonly [RegExp, Wallet | null])[] = [
  [new RegExp(`^(?:¡?yape!\\s*)?${NAME} te envi[óo] un pago por ${MONEY}`, "iu"), null],
  [new RegExp(`^te yape[óo] ${MONEY} de ${NAME}(?:[.!]|$)`, "iu"), "yape"],
  [new RegExp(`^¡?te han yapeado ${MONEY} de ${NAME}(?:[.!]|$)`, "iu"), "yape"],
  [new RegExp(`^${NAME} te envi[óo] ${MONEY} a tu yape`, "iu"), "yape"],
  [new RegExp(`^te enviaron ${MONEY} a tu yape`, "iu"), "yape"],
  [new RegExp(`^${NAME} te ha plineado ${MONEY}`, "iu"), "plin"],
  [new RegExp(`^${NAME} te pline[óo] ${MONEY}`, "iu"), "plin"],
  [new RegExp(`^${NAME} te hizo un pago de ${MONEY}`, "iu"), "plin"],
  [
    new RegExp(`^¡?recibiste un (?<wallet>plin|yapeo|yape) de ${MONEY}(?: de ${NAME})?(?:[.!]|$)`, "iu"),
    null,
  ],
  [new RegExp(`^${NAME} te envi[óo] un plin de ${MONEY}`, "iu"), "plin"],
];
const CODE = /c[óo]d(?:igo)?\.?\s*de\s*seguridad\s*es:?\s*(\d{3})(?!\d)/i;

/** What a notification says of money that came in. Pure, and never a guess. */
export function parseNotification(notification: Notification): ParsedNotification {
  const wallet = APPS[notification.package];
  if (!wallet) return { kind: "ignored", reason: "other_app" };
  const texts = [notification.text, notification.bigText, notification.title].map(plain).filter((text) =>
    text !== ""
  );
  const says = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  if (says(REQUEST)) return { kind: "ignored", reason: "request" };
  if (says(OUTGOING)) return { kind: "ignored", reason: "outgoing" };
  if (says(HIDDEN)) return { kind: "hidden" };
  for (const text of texts) {
    for (const [pattern, named] of INCOMING) {
      const { amount, name = null, wallet: said } = pattern.exec(text)?.groups ?? {};
      const amountCentimos = amount === undefined ? null : amountOf(amount);
      if (amountCentimos === null) continue;
      const payerName = name?.trim().replace(/[.!]$/, "") || null;
      const code = texts.map((other) => CODE.exec(other)?.[1]).find((found) => found !== undefined) ?? null;
      return {
        kind: "incoming",
        wallet: named ?? (said === undefined ? wallet : /plin/i.test(said) ? "plin" : "yape"),
        amountCentimos,
        payerName,
        masked: payerName !== null && /\*|\b\p{L}\.?$/u.test(payerName),
        securityCode: code,
      };
    }
  }
  return says(PROMOTION) ? { kind: "ignored", reason: "promotion" } : { kind: "unparsed" };
}

const plain = (text: string): string => text.normalize("NFC").replace(/[\s\u00a0\u202f]+/g, " ").trim();

/**
 * An amount as a wallet writes it, `56.7` and `1,234.50`: of two separators the last is the decimal one; a comma alone is
 * decimal where one or two digits follow. Null for what is no amount of money that came in.
 */
export function amountOf(text: string): Centimos | null {
  const digits = text.replace(/[.,]+$/, "");
  const comma = digits.lastIndexOf(","), point = digits.lastIndexOf(".");
  const mark = comma >= 0 && point >= 0
    ? Math.max(comma, point)
    : point >= 0
    ? point
    : /,\d{1,2}$/.test(digits)
    ? comma
    : -1;
  const whole = (mark < 0 ? digits : digits.slice(0, mark)).replace(/[.,]/g, "");
  const fraction = mark < 0 ? "" : digits.slice(mark + 1);
  if (!/^\d{1,7}$/.test(whole) || !/^\d{0,2}$/.test(fraction)) return null;
  const value = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return value === 0 ? null : centimos(value);
}
