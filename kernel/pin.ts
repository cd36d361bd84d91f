import type { PinVerifier } from "./sync.ts";
import { fromBase64, toBase64 } from "./base64.ts";

/**
 * How a PIN is checked on the server and on a till without network, by the same arithmetic and with nothing but
 * WebCrypto. The root is made of the PIN once; a device holds only a hash of the root under its own salt, so what is
 * read out of one tablet enters no other one and not the server.
 *
 * What this cannot do: ten thousand PINs are few, and whoever takes a tablet apart tries them all in a day. That is why
 * a device counts its tries, a lost one is revoked, and a PIN opens a till and never the owner's account.
 */
export const PIN_ITERATIONS = 100_000;

/** K = PBKDF2-HMAC-SHA256(pin, salt, iterations), 32 bytes, in base64 as the salt is. */
export async function pinRoot(pin: string, salt: string, iterations = PIN_ITERATIONS): Promise<string> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
    "deriveBits",
  ]);
  const params = { name: "PBKDF2", hash: "SHA-256", salt: saltBytes(salt), iterations };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(params, key, 256)));
}

/** SHA-256(K || deviceSalt). */
export async function deviceVerifier(root: string, deviceSalt: string): Promise<string> {
  const [key, salt] = [saltBytes(root), saltBytes(deviceSalt)];
  const both = new Uint8Array(key.length + salt.length);
  both.set(key);
  both.set(salt, key.length);
  return toBase64(new Uint8Array(await crypto.subtle.digest("SHA-256", both)));
}

/** On a device: is this the PIN? */
export async function pinFits(pin: string, { salt, iterations, deviceSalt, verifier }: PinVerifier) {
  return sameSecret(await deviceVerifier(await pinRoot(pin, salt, iterations), deviceSalt), verifier);
}

/** Compares every character whatever the first ones say, so that the time tells nothing of how much was right. */
export function sameSecret(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function saltBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(text);
  if (!bytes) throw new TypeError("the salts and roots of PINs are base64");
  return bytes;
}
