import { sameSecret } from "../../kernel/pin.ts";
import { epochMsOf, type Instant, instantOf } from "../../kernel/time.ts";
import type { WalletSource } from "../../events/store/control/wallet_sources.ts";
import type { TenantStore } from "../../events/store/types.ts";

/** `t=<unix seconds>,v1=<hex>`, as the header `X-Caserito-Signature` says it. Null for anything else. */
export function readSignature(header: string | null): { readonly at: Instant; readonly v1: string } | null {
  const [, seconds, v1] = /^t=(\d{9,11}),\s*v1=([0-9a-f]{64})$/.exec(header?.trim() ?? "") ?? [];
  return seconds === undefined || v1 === undefined ? null : { at: instantOf(Number(seconds) * 1000), v1 };
}

/** HMAC-SHA256 in hex over `<t>.<body>`, byte for byte as sent; the key is the secret's own text. */
export async function signatureOf(
  secret: string,
  at: Instant,
  body: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const head = bytes.encode(`${Math.floor(epochMsOf(at) / 1000)}.`);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, signed)).toHex();
}

/** When the source says that it sent this, or null where it did not sign it. */
export async function provenAt(
  people: TenantStore["people"],
  source: WalletSource,
  header: string | null,
  body: Uint8Array<ArrayBuffer>,
): Promise<Instant | null> {
  const said = readSignature(header);
  if (!said || typeof source.secret === "string") return null;
  const secret = await people.open(source.secret);
  if (secret === null) return null;
  return sameSecret(await signatureOf(secret, said.at, body), said.v1) ? said.at : null;
}

/** What a phone is told to scan: where to send, who it is, and its secret. */
export const pairingText = (url: string, sourceId: string, secret: string): string =>
  `caserito-listener:1?${new URLSearchParams({ url, id: sourceId, secret })}`;
