import { concatBytes, sha256, utf8Bytes } from "./bytes.ts";
import { type Hash, leafHash, nodeHash } from "./merkle.ts";
import { ed25519Signer, type Signer } from "./signer.ts";
import type { VerifierKey } from "./verifier_key.ts";
import { instantOf } from "../../kernel/time.ts";
import type { Envelope } from "./envelope.ts";

/** An envelope that is right in all, for tests to bend. */
export function anEnvelope(changes: Partial<Envelope> = {}): Envelope {
  return {
    v: 1,
    log: "caserito.test/t/lucha",
    pos: 1,
    stream: "sale-1",
    ver: 1,
    id: "0198c0de-0000-7000-8000-0000000000aa",
    type: "SaleRegistered",
    sv: 1,
    recordedAt: instantOf(1_795_388_700_123),
    occurredAt: instantOf(1_795_388_700_000),
    actor: { kind: "person", id: "0198c0de-0000-7000-8000-0000000000bb" },
    cmd: "0198c0de-0000-7000-8000-0000000000cc",
    dev: null,
    data: { totalCentimos: 1250 },
    pii: [],
    ...changes,
  };
}

/** The eight leaves and tree heads of the reference tests of Certificate Transparency. */
export const CT_LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
]
  .map((hex) => leafHash(Uint8Array.fromHex(hex)));
/** RFC 6962 §2.1 word for word: the definition, slow and plain. */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

export const someLeaves = (count: number): Hash[] =>
  Array.from({ length: count }, (_, i) => leafHash(utf8Bytes(`leaf ${i}`)));

/** A signer with a key of its own. */
export async function aSigner(name: string, type?: VerifierKey["type"]): Promise<Signer> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return ed25519Signer(name, { privateKey: pair.privateKey, publicKey }, type);
}

/** A signer whose private key is these 32 bytes (RFC 8032), so that its signatures can be foretold. */
export async function seededSigner(name: string, seed: Uint8Array): Promise<Signer> {
  const pkcs8 = concatBytes(Uint8Array.fromHex("302e020100300506032b657004220420"), seed); // RFC 8410 §7
  const exportable = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", exportable);
  return ed25519Signer(name, {
    privateKey: exportable,
    publicKey: Uint8Array.fromBase64(x!, { alphabet: "base64url" }),
  });
}
