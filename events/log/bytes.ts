import { createHash } from "node:crypto";

/** Bytes that own plain memory: what WebCrypto takes and what the database binds. */
export type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
export const utf8Bytes = (text: string): Bytes => utf8.encode(text);

/**
 * SHA-256 of the parts one after the other. `node:crypto` because it answers at once: WebCrypto's `digest` costs an
 * await per leaf and is fifteen times slower.
 */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const toBase64 = (bytes: Uint8Array): string => bytes.toBase64();

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Null unless `text` is canonical base64 (RFC 4648 §3.5): padded, no spaces, no spare bits. One value has one text. */
export function fromBase64(text: string): Bytes | null {
  if (!BASE64.test(text)) return null; // the platform's own strict mode still skips white space
  try {
    return Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
  } catch {
    return null;
  }
}

/** A whole number as C2SP writes it: ASCII decimal without leading zeros. Null for anything else or above 2^53. */
export function parseDecimal(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}
