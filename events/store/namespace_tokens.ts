import { type Clock, epochMsOf, systemClock } from "../../kernel/time.ts";

/** What a token lets its bearer do in its one namespace (libSQL server, claim `a`). */
export type TokenAccess = "ro" | "rw";

/** Tokens for the databases of a server, one for each namespace: none opens another's (ledger T13). */
export interface NamespaceTokens {
  tokenFor(namespace: string, access: TokenAccess): Promise<string>;
}

/** One that leaks is worth something for so long. */
const LIFE_MS = 10 * 60_000;
/** Clocks of the two machines may differ by less than this. */
const RENEW_MS = 5 * 60_000;
/** DER before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7). */
const PKCS8_HEAD = "302e020100300506032b657004220420";

/** Whether this is a private Ed25519 key in PKCS #8, in base64. */
export function isSigningKey(text: string): boolean {
  try {
    const bytes = Uint8Array.fromBase64(text);
    return bytes.length === 48 && bytes.toHex().startsWith(PKCS8_HEAD);
  } catch {
    return false;
  }
}

/**
 * Mints JWTs (RFC 8037, EdDSA) that a libSQL server accepts with the public key of this one. Each names its namespace
 * (`id`) and its end (`exp`): the server takes a token without them for every namespace and for ever (ledger §3.6).
 */
export function namespaceTokens(signingKey: string, clock: Clock = systemClock): NamespaceTokens {
  const key = crypto.subtle.importKey("pkcs8", Uint8Array.fromBase64(signingKey), "Ed25519", false, ["sign"]);
  key.catch(() => {}); // whoever asks for a token hears of it
  const kept = new Map<string, { readonly until: number; readonly token: Promise<string> }>();
  return {
    tokenFor(namespace, access) {
      const name = `${access} ${namespace}`, now = epochMsOf(clock.now()), known = kept.get(name);
      if (known && now < known.until) return known.token;
      const claims = {
        id: namespace,
        a: access,
        iat: Math.floor(now / 1000),
        exp: Math.floor((now + LIFE_MS) / 1000),
      };
      const token = key.then((signer) => signed(signer, claims));
      for (const [other, { until }] of kept) if (until <= now) kept.delete(other);
      kept.set(name, { until: now + LIFE_MS - RENEW_MS, token });
      return token;
    },
  };
}

const HEAD = { alg: "EdDSA", typ: "JWT" };
const base64url = (bytes: Uint8Array) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });
const partOf = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));

async function signed(key: CryptoKey, claims: object): Promise<string> {
  const text = `${partOf(HEAD)}.${partOf(claims)}`;
  const signature = await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text));
  return `${text}.${base64url(new Uint8Array(signature))}`;
}
