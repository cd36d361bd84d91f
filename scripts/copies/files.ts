import { createHash } from "node:crypto";
import { copyFile } from "node:fs/promises";
import { backup, DatabaseSync } from "node:sqlite";
import { z } from "zod";

/** What a file must still be when somebody reads it again. */
export const zFileMark = z.strictObject({
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FileMark = z.output<typeof zFileMark>;

/** More pages than any file has: the whole copy is one step, so it is one snapshot and a busy shop cannot make it begin again. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a database that others go on writing, into one plain file without a log beside it, on the disk when this
 * returns. By SQLite's online backup and not by a statement: no text, ours or a shop's, is near a path (ledger T16).
 */
export async function copyDatabase(from: string, to: string): Promise<FileMark> {
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(source, to, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new DatabaseSync(to);
  try {
    copy.exec("PRAGMA journal_mode = DELETE"); // reading a copy must not make files beside it
  } finally {
    copy.close();
  }
  return await settle(to);
}

/** A byte for byte copy, on the disk when this returns. */
export async function copyPlain(from: string, to: string): Promise<FileMark> {
  await copyFile(from, to);
  return await settle(to);
}

export async function writePlain(to: string, text: string, mode = 0o600): Promise<FileMark> {
  await Deno.writeTextFile(to, text, { createNew: true, mode });
  return await settle(to);
}

async function settle(path: string): Promise<FileMark> {
  await Deno.chmod(path, 0o600);
  {
    using file = await Deno.open(path, { read: true, write: true });
    await file.sync();
  }
  return await markOf(path);
}

/** Size and SHA-256, read piece by piece. Throws `Deno.errors.NotFound` where there is no file. */
export async function markOf(path: string): Promise<FileMark> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of (await Deno.open(path)).readable) {
    hash.update(piece);
    bytes += piece.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}
