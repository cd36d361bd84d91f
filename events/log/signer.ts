import type { Bytes } from "./bytes.ts";
import { type VerifierKey, verifierKey } from "./verifier_key.ts";

/**
 * The seam of key custody: whoever holds a private key signs here, be it a file, a process of its own or a hardware
 * module. A log must never sign two trees of which neither continues the other; that duty is the holder's.
 */
export interface Signer {
  readonly key: VerifierKey;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Bytes): Promise<Bytes>;
}

/** Signs with a key that WebCrypto holds, extractable or not. */
export function ed25519Signer(
  name: string,
  keys: { readonly privateKey: CryptoKey; readonly publicKey: Bytes },
  type?: VerifierKey["type"],
): Signer {
  return {
    key: verifierKey(name, keys.publicKey, type),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, message)),
  };
}
