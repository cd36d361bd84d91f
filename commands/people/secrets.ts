import { argon2id, argon2Verify } from "hash-wasm";

/** OWASP Password Storage (2024): argon2id, 19 MiB, 2 passes, 1 lane. */
const ARGON = {
  parallelism: 1,
  iterations: 2,
  memorySize: 19_456,
  hashLength: 32,
  outputType: "encoded",
} as const;

export function hashSecret(secret: string): Promise<string> {
  return argon2id({ ...ARGON, password: secret, salt: crypto.getRandomValues(new Uint8Array(16)) });
}

/** Takes the time of a real check even where there is nothing to check against, so that nobody learns who exists. */
export async function secretMatches(secret: string, hash: string | null): Promise<boolean> {
  const matches = await argon2Verify({ password: secret, hash: hash ?? await unmatchable() });
  return hash !== null && matches;
}

let decoy: Promise<string> | undefined;
const unmatchable = () => decoy ??= hashSecret(crypto.randomUUID());

export function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
}

export async function tokenHash(token: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))).toHex();
}
