import { toBase64 } from "../../events/log/bytes.ts";
import { parseVerifierKey } from "../../events/log/verifier_key.ts";
import { type Keystore, openKeystore } from "../../events/store/keystore.ts";
import { PLATFORM } from "../../events/store/tenant_id.ts";

/** The key the platform signs leases with. Made at its first use, and kept like the keys of the logs. */
export interface PlatformKey {
  /** 32 raw bytes in base64. Throws `KeystoreError`. */
  publicKey(): Promise<string>;
  /** Ed25519 over UTF-8, in base64. Throws `KeystoreError`. */
  sign(text: string): Promise<string>;
}

export function openPlatformKey(keystoreDir: string, baseDomain: string): PlatformKey {
  const keystore = openKeystore(keystoreDir);
  let known: string | null = null;
  const publicKey = async () => known ??= await publicKeyOf(keystore, `${baseDomain}/platform`);
  return {
    publicKey,
    async sign(text) {
      await publicKey();
      const message = new TextEncoder().encode(text);
      return await keystore.holding(PLATFORM, async ({ signer }) => toBase64(await signer.sign(message)));
    },
  };
}

async function publicKeyOf(keystore: Keystore, name: string): Promise<string> {
  if (!await keystore.has(PLATFORM)) {
    await keystore.create(PLATFORM, name).catch(async (error) => {
      if (!await keystore.has(PLATFORM)) throw error; // else another process was first
    });
  }
  const key = parseVerifierKey(await keystore.vkey(PLATFORM));
  if (!key.ok) throw new TypeError(`the platform's public key: ${key.error.detail}`);
  return toBase64(key.value.publicKey);
}
