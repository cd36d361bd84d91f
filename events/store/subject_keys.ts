import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Bytes, fromBase64, sha256, toBase64, utf8Bytes } from "../log/bytes.ts";
import type { SealedField } from "../log/envelope.ts";
import {
  HINT,
  holdingFolder,
  KeystoreError,
  readText,
  syncFolder,
  unusable,
  writeWhole,
} from "./key_files.ts";
import type { TenantId } from "./types.ts";

/** Whose people they are: a shop's, or the platform's own (staff, whose names stand in the control database). */
export type KeyOwner = TenantId | "platform";

/**
 * One key for each person, AES-256-GCM, in a plain file outside the databases and their backups (design §4). Whoever
 * erases the file erases the person from every database, backup and export at once, and the ledger still verifies.
 */
export interface SubjectKeys {
  /** Makes the person's key; nothing happens where there is one. Throws {@link SubjectErased} where there was one. */
  create(owner: KeyOwner, subject: string): Promise<void>;
  /** Throws {@link SubjectErased}, and {@link KeystoreError} where no key was ever made. */
  seal(owner: KeyOwner, subject: string, field: string, text: string): Promise<SealedField>;
  /** Null where the person was erased, or the key is not in this folder. Throws where key and text contradict. */
  open(owner: KeyOwner, sealed: SealedField): Promise<string | null>;
  /** For ever, in this folder: what was sealed for the person opens nowhere, and no new key is made for the same id. */
  erase(owner: KeyOwner, subject: string): Promise<void>;
  /** Everybody of an owner at once: for a shop that left, whose id is never given again. */
  eraseAll(owner: TenantId): Promise<void>;
  /** What to look a text up by where only its sealed form is kept: the same text has the same index, and nobody else can make one. */
  index(owner: KeyOwner, field: string, text: string): Promise<string>;
}

/** The person asked to be forgotten: nothing may be written about them any more. */
export class SubjectErased extends KeystoreError {
  override readonly name = "SubjectErased";
}

/** Ids as this program makes them; never a path. */
const SUBJECT = /^[0-9a-z][0-9a-z_-]{0,63}$/;
const KEY_BYTES = 32, IV_BYTES = 12;

interface SubjectKey {
  /** Names the key in what it sealed: the beginning of its SHA-256. */
  readonly kid: string;
  readonly key: CryptoKey;
}

export function openSubjectKeys(keystoreDir: string): SubjectKeys {
  const folder = (owner: KeyOwner) => join(keystoreDir, "people", owner);
  const file = (owner: KeyOwner, subject: string, kind: "key" | "erased") => {
    if (!SUBJECT.test(subject)) throw new TypeError("this is no id of a person");
    return join(folder(owner), `${subject}.${kind}`);
  };
  const peppers = new Map<KeyOwner, Promise<CryptoKey>>();

  const read = async (owner: KeyOwner, subject: string): Promise<SubjectKey | null> => {
    const path = file(owner, subject, "key"), text = await readText(path);
    return text === null ? null : await subjectKey(text, path);
  };
  const erased = async (owner: KeyOwner, subject: string) =>
    await readText(file(owner, subject, "erased")) !== null;

  return {
    async create(owner, subject) {
      const path = file(owner, subject, "key");
      if (await readText(path) !== null) return;
      await holdingFolder(folder(owner), async () => {
        if (await erased(owner, subject)) throw erasedError(subject);
        if (await readText(path) === null) await writeWhole(path, newSecret(), 0o600);
      });
    },
    async seal(owner, subject, field, text) {
      const found = await read(owner, subject);
      if (!found) {
        if (await erased(owner, subject)) throw erasedError(subject);
        throw new KeystoreError(`no key of the person ${subject} in ${folder(owner)}. ${HINT}`);
      }
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = { subject, field, kid: found.kid };
      const ct = await crypto.subtle.encrypt(cipher(iv, owner, sealed), found.key, utf8Bytes(text));
      return { ...sealed, iv: toBase64(iv), ct: toBase64(new Uint8Array(ct)) };
    },
    async open(owner, sealed) {
      const found = await read(owner, sealed.subject);
      if (!found || found.kid !== sealed.kid) return null;
      const iv = fromBase64(sealed.iv), ct = fromBase64(sealed.ct);
      const text = iv && ct && await crypto.subtle.decrypt(cipher(iv, owner, sealed), found.key, ct)
        .catch(() => null);
      if (!text) {
        throw new KeystoreError(`${sealed.field} of ${sealed.subject} was not sealed by its own key`);
      }
      return new TextDecoder().decode(text);
    },
    async erase(owner, subject) {
      const path = file(owner, subject, "key");
      await holdingFolder(folder(owner), async () => {
        const text = await readText(path);
        if (text === null) return await writeWhole(file(owner, subject, "erased"), newSecret(), 0o600);
        await overwrite(path).catch(unusable(path));
        await rename(path, file(owner, subject, "erased")).catch(unusable(path));
        await syncFolder(folder(owner));
      });
    },
    async eraseAll(owner) {
      const files = await readdir(folder(owner)).catch(() => []);
      await Promise.all(files.map((name) => overwrite(join(folder(owner), name)).catch(unusable(name))));
      await rm(folder(owner), { recursive: true, force: true }).catch(unusable(folder(owner)));
      peppers.delete(owner);
    },
    async index(owner, field, text) {
      const pepper = peppers.get(owner) ?? readPepper(folder(owner));
      peppers.set(owner, pepper);
      const key = await pepper.catch((error) => {
        peppers.delete(owner);
        throw error;
      });
      const mac = await crypto.subtle.sign("HMAC", key, utf8Bytes(`${owner}\n${field}\n${text}`));
      return new Uint8Array(mac).toHex();
    },
  };
}

const newSecret = () => `${toBase64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))}\n`;
const erasedError = (subject: string) => new SubjectErased(`the data of the person ${subject} were erased`);

/** Moved to another person, field or shop, a sealed text opens no more. */
const cipher = (iv: Bytes, owner: KeyOwner, { subject, field, kid }: Omit<SealedField, "iv" | "ct">) => ({
  name: "AES-GCM",
  iv,
  additionalData: utf8Bytes(`caserito-person/1\n${owner}\n${subject}\n${field}\n${kid}`),
});

function secretOf(text: string, path: string): Bytes {
  const bytes = fromBase64(text.trim());
  if (bytes?.length !== KEY_BYTES) throw new KeystoreError(`${path} is damaged. ${HINT}`);
  return bytes;
}

async function subjectKey(text: string, path: string): Promise<SubjectKey> {
  const bytes = secretOf(text, path);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { kid: sha256(bytes).toHex().slice(0, 16), key };
}

async function readPepper(dir: string): Promise<CryptoKey> {
  const path = join(dir, ".pepper");
  const text = await readText(path) ?? await holdingFolder(dir, async () => {
    const there = await readText(path);
    if (there !== null) return there;
    const made = newSecret();
    await writeWhole(path, made, 0o600);
    return made;
  });
  return await crypto.subtle.importKey(
    "raw",
    secretOf(text, path),
    { name: "HMAC", hash: "SHA-256" },
    false,
    [
      "sign",
    ],
  );
}

/**
 * In place and down to the disk before the name goes: an unlinked block would keep the key. With another key's text, so
 * that a cut in between leaves a key that opens nothing.
 */
async function overwrite(path: string): Promise<void> {
  using handle = await Deno.open(path, { read: true, write: true });
  await handle.write(utf8Bytes(newSecret()));
  await handle.sync();
}
