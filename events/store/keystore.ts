import { join } from "node:path";
import { type Bytes, fromBase64, toBase64 } from "../log/bytes.ts";
import { ed25519Signer, type Signer } from "../log/signer.ts";
import { formatVerifierKey, parseVerifierKey } from "../log/verifier_key.ts";
import { HINT, holdingFolder, KeystoreError, readText, writeWhole } from "./key_files.ts";
import type { TenantId } from "./types.ts";

export { KeystoreError };

/**
 * Private keys of the logs, in plain files outside the databases and their backups. For each log: `<tenant>.key` (PKCS8
 * in base64, only its owner reads it), `<tenant>.vkey` (the public half, for whoever verifies) and `<tenant>.checkpoint`
 * (the last note signed with it: what the key's holder must never contradict).
 */
export interface Keystore {
  /** Makes the key of a log. Throws {@link KeystoreError} where there is one: a key is never overwritten. */
  create(tenant: TenantId, origin: string): Promise<void>;
  has(tenant: TenantId): Promise<boolean>;
  /** The public key as a C2SP vkey. Throws {@link KeyMissing} where there is none. */
  vkey(tenant: TenantId): Promise<string>;
  /** Lets nobody else, in any process, hold the log's key while `work` runs. */
  holding<T>(tenant: TenantId, work: (held: HeldKey) => Promise<T>): Promise<T>;
}

export interface HeldKey {
  readonly signer: Signer;
  /** The last note signed with this key; null before the first. */
  last(): Promise<string | null>;
  /** To be called after signing and before anybody sees the note. Survives a power cut. */
  keep(note: string): Promise<void>;
}

/** The log never was signed here, or the folder is another. */
export class KeyMissing extends KeystoreError {
  override readonly name = "KeyMissing";
}

export function openKeystore(dir: string): Keystore {
  const file = (tenant: TenantId, kind: "key" | "vkey" | "checkpoint") => join(dir, `${tenant}.${kind}`);
  const keystore: Keystore = {
    has: async (tenant) => await readText(file(tenant, "key")) !== null,
    async create(tenant, origin) {
      const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
      const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
      const signer = await signerOf(pkcs8, origin);
      await holdingFolder(dir, async () => {
        if (await keystore.has(tenant)) {
          throw new KeystoreError(`${file(tenant, "key")} exists, and a key is never overwritten`);
        }
        // The private half last: whoever finds it finds the public one too.
        await writeWhole(file(tenant, "vkey"), `${formatVerifierKey(signer.key)}\n`, 0o644);
        await writeWhole(file(tenant, "key"), `${toBase64(pkcs8)}\n`, 0o600);
      });
    },
    async vkey(tenant) {
      const text = await readText(file(tenant, "vkey"));
      if (text === null) throw noKey(dir, tenant);
      return text.trim();
    },
    async holding(tenant, work) {
      const path = file(tenant, "key");
      const handle = await Deno.open(path).catch(() => {
        throw noKey(dir, tenant);
      });
      try {
        await handle.lock(true); // freed by the system even if this process dies
        const signer = await storedSigner(await readText(path), await keystore.vkey(tenant), path);
        return await work({
          signer,
          last: () => readText(file(tenant, "checkpoint")),
          keep: (note) => writeWhole(file(tenant, "checkpoint"), note, 0o644),
        });
      } finally {
        handle.close();
      }
    },
  };
  return keystore;
}

const noKey = (dir: string, tenant: string) =>
  new KeyMissing(`no key of the log ${tenant} in ${dir}. ${HINT}`);

async function storedSigner(base64: string | null, vkey: string, path: string): Promise<Signer> {
  const pinned = parseVerifierKey(vkey);
  const pkcs8 = fromBase64(base64?.trim() ?? "");
  if (!pinned.ok || !pkcs8) throw new KeystoreError(`${path} or its .vkey is damaged. ${HINT}`);
  const signer = await signerOf(pkcs8, pinned.value.name).catch(() => {
    throw new KeystoreError(`${path} holds no Ed25519 key. ${HINT}`);
  });
  if (formatVerifierKey(signer.key) !== vkey) {
    throw new KeystoreError(`${path} and its .vkey are of two different keys. ${HINT}`);
  }
  return signer;
}

async function signerOf(pkcs8: Bytes, origin: string): Promise<Signer> {
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  return ed25519Signer(origin, {
    privateKey,
    publicKey: Uint8Array.fromBase64(x, { alphabet: "base64url" }),
  });
}
