import { signText, textSigned } from "./device_signature.ts";
import { type Instant, parseInstant } from "./time.ts";

/**
 * How long a till may sell without hearing from the platform (edge-and-ux §2.2, point 9). Signed by the platform's key, so
 * that neither the shop nor whoever holds the tablet can write one.
 */
export interface Lease {
  readonly shop: string;
  /** Rises with every new lease of the shop: a till keeps the one with the highest number and forgets the others. */
  readonly seq: number;
  readonly issuedAt: Instant;
  readonly notAfter: Instant;
  /** `blocked`: no new sales from `issuedAt` on. */
  readonly policy: "open" | "blocked";
  /** Why, for a person; empty where there is nothing to say. */
  readonly reason: string;
}

export interface SignedLease {
  readonly text: string;
  /** Ed25519 of the platform over the text, in base64. */
  readonly sig: string;
}

const HEAD = "caserito-lease/1";

/** Seven lines. A line break in the reason would make an eighth. */
export const leaseText = ({ shop, seq, issuedAt, notAfter, policy, reason }: Lease): string =>
  [HEAD, shop, seq, issuedAt, notAfter, policy, reason.replace(/[\r\n]+/g, " ")].join("\n");

/** Null unless it is exactly what {@link leaseText} writes. */
export function parseLease(text: string): Lease | null {
  const [head, shop = "", seq = "", issued = "", until = "", policy, reason] = text.split("\n");
  const issuedAt = parseInstant(issued), notAfter = parseInstant(until);
  if (head !== HEAD || issuedAt === null || notAfter === null || reason === undefined) return null;
  if (policy !== "open" && policy !== "blocked") return null;
  const lease: Lease = { shop, seq: Number(seq), issuedAt, notAfter, policy, reason };
  return Number.isSafeInteger(lease.seq) && leaseText(lease) === text ? lease : null;
}

export async function signLease(privateKey: CryptoKey, lease: Lease): Promise<SignedLease> {
  const text = leaseText(lease);
  return { text, sig: await signText(privateKey, text) };
}

/** The lease, if the platform (32 raw bytes in base64) has signed it. */
export async function signedLease({ text, sig }: SignedLease, platformKey: string): Promise<Lease | null> {
  return await textSigned(platformKey, text, sig) ? parseLease(text) : null;
}
