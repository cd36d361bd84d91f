import { type Centimos } from "./money.ts";
import { err, ok, type Result } from "./result.ts";

/**
 * A merchant's QR as EMVCo MPM 1.1 writes it: tag, length, value, one after the other. Peruvian wallets keep neither the
 * numeric order nor the templates of the book, so an object is its tag and its text, and the order is kept as it came.
 */
export interface QrObject {
  /** Two digits. */
  readonly tag: string;
  readonly value: string;
}

export type QrFault =
  | { readonly type: "NotAMerchantQr" }
  /** Cut off, or a length that is none. */
  | { readonly type: "QrMalformed"; readonly at: number }
  | { readonly type: "QrCrcWrong"; readonly expected: string };

const CRC = "63";

/** Reads the objects of a payload. Its CRC must fit: a picture that was read badly is not kept. */
export function parseQr(text: string): Result<readonly QrObject[], QrFault> {
  const payload = text.trim();
  if (!payload.startsWith("0002")) return err({ type: "NotAMerchantQr" });
  const objects: QrObject[] = [];
  for (let at = 0; at < payload.length;) {
    const head = /^(\d{2})(\d{2})/.exec(payload.slice(at, at + 4));
    const value = head && payload.slice(at + 4, at + 4 + Number(head[2]));
    if (!head || value === null || value.length !== Number(head[2]) || value === "") {
      return err({ type: "QrMalformed", at });
    }
    objects.push({ tag: head[1]!, value });
    at += 4 + value.length;
  }
  const last = objects.at(-1)!;
  if (last.tag !== CRC || last.value.length !== 4) return err({ type: "QrMalformed", at: payload.length });
  const expected = crcOf(payload.slice(0, -4));
  return last.value.toUpperCase() === expected ? ok(objects) : err({ type: "QrCrcWrong", expected });
}

/** The payload of these objects, with its CRC anew. Whatever CRC is among them is left out. */
export function qrText(objects: readonly QrObject[]): string {
  const body = objects.filter(({ tag }) => tag !== CRC)
    .map(({ tag, value }) => `${tag}${String(value.length).padStart(2, "0")}${value}`).join("");
  const open = `${body}${CRC}04`;
  return `${open}${crcOf(open)}`;
}

/** CRC-16/CCITT-FALSE over the text's bytes, four upper-case hex digits: of `123456789` it is `29B1`. */
export function crcOf(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}

const INITIATION = "01", CURRENCY = "53", AMOUNT = "54", DYNAMIC = "12";

/**
 * The same QR for one amount: of one use (01 = 12) and with the amount after the currency. That a wallet obeys it in a
 * person's own QR is not established, so a shop asks for it after a test of its own; everywhere else the code stays as it is,
 * and so does one that says no currency: of one use and without an amount it would be neither.
 */
export function withAmount(objects: readonly QrObject[], amount: Centimos): QrObject[] {
  if (!objects.some(({ tag }) => tag === CURRENCY)) return [...objects];
  const value = `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
  return objects.filter(({ tag }) => tag !== AMOUNT && tag !== CRC).flatMap((object) => {
    if (object.tag === INITIATION) return [{ tag: INITIATION, value: DYNAMIC }];
    return object.tag === CURRENCY ? [object, { tag: AMOUNT, value }] : [object];
  });
}

/** Whose QR it seems to be. The name in it is the wallet's own, and the account is a token that tells nobody. */
export function walletOf(objects: readonly QrObject[]): "yape" | "plin" | "other" {
  const named = (tag: string, pattern: RegExp) =>
    objects.some((object) => object.tag === tag && pattern.test(object.value));
  if (named("59", /^YAPERO$/i) && named("39", /./)) return "yape";
  return named("26", /Plin Network P2P/i) ? "plin" : "other";
}
