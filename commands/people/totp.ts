import { sameSecret } from "../../kernel/pin.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";

/** Time-based one-time passwords (RFC 6238) as authenticator apps make them: SHA-1, six digits, thirty seconds. */
const STEP_MS = 30_000, DIGITS = 6;
/** RFC 4648 §6. */
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 bits, as RFC 4226 §4 recommends, in base32 for a person or an app to take over. */
export function newTotpSecret(): string {
  let secret = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(32))) secret += BASE32[byte & 31];
  return secret;
}

export const otpauthUrl = (secret: string, email: string): string =>
  `otpauth://totp/Caserito:${encodeURIComponent(email)}?secret=${secret}&issuer=Caserito`;

function secretBytes(base32: string): Uint8Array<ArrayBuffer> {
  const bits = [...base32].map((char) => BASE32.indexOf(char).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(
    { length: Math.floor(bits.length / 8) },
    (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8), 2),
  );
}

const stepOf = (now: Instant): number => Math.floor(epochMsOf(now) / STEP_MS);

/** RFC 4226 §5.3. */
export async function totpOf(base32: string, step: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const key = await crypto.subtle.importKey(
    "raw",
    secretBytes(base32),
    { name: "HMAC", hash: "SHA-1" },
    false,
    [
      "sign",
    ],
  );
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const value = mac.getUint32(mac.getUint8(19) & 15) & 0x7fff_ffff;
  return String(value % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step of the code, a clock's half minute early or late included; null for a code of none of them. */
export async function totpStep(base32: string, code: string, now: Instant): Promise<number | null> {
  let found: number | null = null;
  for (const step of [-1, 0, 1].map((off) => stepOf(now) + off)) {
    if (sameSecret(await totpOf(base32, step), code)) found = step;
  }
  return found;
}
