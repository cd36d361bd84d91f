import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "../../kernel/thrown.ts";

/** The keystore cannot be used. Its words are for the operator and name the variable. */
export class KeystoreError extends Error {
  override readonly name: string = "KeystoreError";
}

export const HINT = "CASERITO_KEYSTORE must name the folder with the keys of the logs";

export const unusable = (path: string) => (error: unknown): never => {
  throw new KeystoreError(`${path} cannot be written: ${messageOf(error)}. ${HINT}`, { cause: error });
};

/** Lets nobody else, in any process, change the files of a folder while `work` runs. Makes the folder. */
export async function holdingFolder<T>(dir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dir, { recursive: true, mode: 0o700 }).catch(unusable(dir));
  using turn = await Deno.open(join(dir, ".lock"), { write: true, create: true }).catch(unusable(dir));
  await turn.lock(true); // freed by the system even if this process dies
  return await work();
}

export async function readText(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw new KeystoreError(`${path} cannot be read: ${messageOf(error)}. ${HINT}`, { cause: error });
  }
}

/** Either the old text or the new one, whenever the power goes. */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const beside = join(dirname(path), `.${crypto.randomUUID()}.new`);
  try {
    {
      using handle = await Deno.open(beside, { write: true, createNew: true, mode });
      await handle.write(new TextEncoder().encode(text));
      await handle.sync();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true });
    unusable(path)(error);
  }
}

/** A file's name survives a power cut only once its folder was written too. */
export async function syncFolder(dir: string): Promise<void> {
  using handle = await Deno.open(dir);
  await handle.sync();
}
