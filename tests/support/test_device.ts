import { toBase64 } from "../../kernel/base64.ts";
import { pairingStatement, signText } from "../../kernel/device_signature.ts";

/** The key of a device, and what it says to be let in. */
export interface TestDevice {
  readonly deviceId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: string;
  /** Body of `POST /api/v1/devices`. */
  pairing(
    given?: { readonly name?: string; readonly code?: string; readonly registerId?: string },
  ): Promise<object>;
}

export async function testDevice(deviceId: string): Promise<TestDevice> {
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const { privateKey } = keys;
  const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  return {
    deviceId,
    privateKey,
    publicKey,
    pairing: async ({ name = "Tablet", ...given } = {}) => ({
      deviceId,
      name,
      publicKey,
      ...given,
      proof: await signText(privateKey, pairingStatement(deviceId, publicKey, given.code ?? null)),
    }),
  };
}
