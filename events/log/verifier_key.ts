import { err, ok, type Result } from "../../kernel/result.ts";
import { type Bytes, concatBytes, fromBase64, sha256, toBase64, utf8Bytes } from "./bytes.ts";

/** First byte of an encoded key: which signature it makes (C2SP signed-note, "Signature types"). */
export const SIGNATURE_TYPE = { ed25519: 0x01, cosignatureV1: 0x04 } as const;
export type SignatureType = typeof SIGNATURE_TYPE[keyof typeof SIGNATURE_TYPE];

/** A public key and the name it signs under. Pinned by whoever verifies; never taken from the data that is verified. */
export interface VerifierKey {
  readonly name: string;
  /** SHA-256(name || 0x0A || type || key)[:4], big endian. Short on purpose: it finds the key, it proves nothing. */
  readonly id: number;
  readonly type: SignatureType;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Bytes;
}

const PUBLIC_KEY_SIZE = 32;

export function verifierKey(
  name: string,
  publicKey: Bytes,
  type: SignatureType = SIGNATURE_TYPE.ed25519,
): VerifierKey {
  if (!isKeyName(name)) throw new TypeError(`not the name of a key: ${JSON.stringify(name)}`);
  if (publicKey.length !== PUBLIC_KEY_SIZE) {
    throw new TypeError(`${publicKey.length} bytes are no Ed25519 key`);
  }
  const digest = sha256(utf8Bytes(`${name}\n`), new Uint8Array([type]), publicKey);
  return { name, id: new DataView(digest.buffer).getUint32(0), type, publicKey };
}

/** Neither Unicode spaces nor plus, which separate the parts of a line and of a vkey. */
export const isKeyName = (name: string): boolean =>
  name !== "" && name.isWellFormed() && !/[\s\p{Cc}+]/u.test(name);

export interface KeyFault {
  readonly type: "MalformedKey" | "UnknownAlgorithm" | "WrongKeyId";
  readonly detail: string;
}

/** Reads `name+hex(id)+base64(type || key)`. The key may hold `+`, the name may not. */
export function parseVerifierKey(vkey: string): Result<VerifierKey, KeyFault> {
  const [, name = "", id = "", base64 = ""] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey) ?? [];
  const encoded = fromBase64(base64);
  if (!isKeyName(name) || encoded === null || encoded.length < 2) {
    return err({ type: "MalformedKey", detail: vkey.slice(0, 120) });
  }
  const type = Object.values(SIGNATURE_TYPE).find((known) => known === encoded[0]);
  if (type === undefined || encoded.length !== 1 + PUBLIC_KEY_SIZE) {
    return err({ type: "UnknownAlgorithm", detail: `type ${encoded[0]}, ${encoded.length - 1} bytes` });
  }
  const key = verifierKey(name, encoded.slice(1), type);
  if (hexId(key) !== id) return err({ type: "WrongKeyId", detail: `${id} is not ${hexId(key)}` });
  return ok(key);
}

export const formatVerifierKey = (key: VerifierKey): string =>
  `${key.name}+${hexId(key)}+${toBase64(concatBytes(new Uint8Array([key.type]), key.publicKey))}`;

const hexId = (key: VerifierKey): string => key.id.toString(16).padStart(8, "0");

/** An Ed25519 public key as WebCrypto wants it. */
export const importKey = (publicKey: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
