import type { Centimos } from "../../kernel/money.ts";
import { type Instant, instantOf } from "../../kernel/time.ts";
import { amountOf } from "../wallet_listener/parse.ts";

/** A bank's message as text: what a person reads of it. */
export interface BankMail {
  readonly subject: string;
  readonly text: string;
}

export type ParsedMail =
  | {
    readonly kind: "incoming";
    readonly wallet: "yape";
    readonly amountCentimos: Centimos;
    readonly payerName: string | null;
    /** To the minute, as the bank says it. */
    readonly occurredAt: Instant;
  }
  | { readonly kind: "ignored"; readonly reason: "outgoing" | "other" }
  | { readonly kind: "unparsed" };

/** Raised with every change of the rules below, so that what was kept can be read again. */
export const MAIL_PARSER_VERSION = 1;

const SUBJECT = /constancia de recepci[óo]n de yapeo/i;
/** Any other paper of the bank: money that went out, a consumption, an advertisement. */
const OUTGOING =
  /\b(?:realizaste un|monto enviado|yapeaste|constancia de (?:env[íi]o|transferencia|yapeo))\b/i;
const RECEIVED = /recibiste un yapeo de S\/\.?\s*(\d[\d.,]*)(?: de ([\p{L}][\p{L}\p{M}'. -]{0,79}))?/iu;
const AMOUNT = /monto recibido\s*:?\s*S\/\.?\s*(\d[\d.,]*)/i;
const SENT_BY = /enviado por\s*:?\s*([\p{L}][\p{L}\p{M}'. -]{0,79})/iu;
const WHEN = /fecha y hora\s*:?\s*(\d{1,2}) de (\p{L}+) de (\d{4})\s*-\s*(\d{1,2}):(\d{2})\s*([ap])\.?\s*m/iu;
const MONTHS = [
  "enero",
  "febrero",
  "marzo",
  "abril",
  "mayo",
  "junio",
  "julio",
  "agosto",
  "setiembre",
  "octubre",
  "noviembre",
  "diciembre",
];

/** Wording 10 (payments-peru §2a): the bank's paper of a Yape that came in. Pure, and never a guess. */
export function parseBankMail({ subject, text }: BankMail): ParsedMail {
  const plain = text.normalize("NFC").replace(/[\u00a0\u202f\t ]+/g, " ").replace(/\r/g, "");
  if (!SUBJECT.test(subject.normalize("NFC"))) {
    return { kind: "ignored", reason: OUTGOING.test(subject) || OUTGOING.test(plain) ? "outgoing" : "other" };
  }
  // A paper that speaks of both directions is none that we know.
  if (OUTGOING.test(plain)) return { kind: "unparsed" };
  const [, headline, named] = RECEIVED.exec(plain) ?? [];
  const amounts = [headline, AMOUNT.exec(plain)?.[1]].filter((amount) => amount !== undefined).map(amountOf);
  const occurredAt = instantIn(plain);
  const [amountCentimos = null] = amounts;
  if (amountCentimos === null || occurredAt === null || new Set(amounts).size !== 1) {
    return { kind: "unparsed" };
  }
  const payerName = nameOf(SENT_BY.exec(plain)?.[1]) ?? nameOf(named);
  return { kind: "incoming", wallet: "yape", amountCentimos, payerName, occurredAt };
}

const nameOf = (text: string | undefined): string | null =>
  text?.replace(/\n[^]*/, "").trim().replace(/[.\s]+$/, "") || null;

/** `04 de agosto de 2026 - 08:02 AM` in Lima, which keeps UTC-5 all year. Null for what is no such moment. */
function instantIn(text: string): Instant | null {
  const [, day, name, year, hour, minute, half] = WHEN.exec(text) ?? [];
  if (day === undefined) return null;
  const month = MONTHS.indexOf(name!.toLowerCase().replace("septiembre", "setiembre"));
  const hours = Number(hour) % 12 + (/p/i.test(half!) ? 12 : 0);
  if (month < 0 || Number(hour) < 1 || Number(hour) > 12 || Number(minute) > 59) return null;
  const at = Date.UTC(Number(year), month, Number(day), hours + 5, Number(minute));
  const back = instantOf(at - 5 * 3_600_000);
  return Number(back.slice(8, 10)) === Number(day) ? instantOf(at) : null;
}
