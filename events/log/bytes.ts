import { hash } from "node:crypto";

/** Bytes that own plain memory: what WebCrypto takes and what the database binds. */
export type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
export const utf8Bytes = (text: string): Bytes => utf8.encode(text);

/** Room for a leaf or a node, so that hashing one leaves nothing behind to collect. Used and free within one call. */
const scratch = new Uint8Array(65_536);

/**
 * SHA-256 of the parts one after the other. By `node:crypto`, because it answers at once: WebCrypto's `digest` costs an
 * await per leaf and is fifteen times slower. In one call and as hex, because on Deno a hash object, its updates and its
 * Buffer cost twice what the hash itself does.
 */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.fromHex(hash("sha256", joined(parts), "hex"));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > scratch.length) return concatBytes(...parts);
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return scratch.subarray(0, length);
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
