import { err, ok, type Result } from "../../kernel/result.ts";
import { fromBase64, parseDecimal, toBase64 } from "./bytes.ts";
import { type Hash, HASH_SIZE } from "./merkle.ts";
import { type Note, type NoteFault, parseNote, verifyNote } from "./signed_note.ts";
import { SIGNATURE_TYPE, type VerifierKey } from "./verifier_key.ts";

/** C2SP tlog-checkpoint v1.0.0: what a log says of itself at one size. */
export interface Checkpoint {
  /** Which log, without scheme: `caserito.pe/t/<shop>`. */
  readonly origin: string;
  readonly size: number;
  /** RFC 6962 root at that size. */
  readonly root: Hash;
  /** Opaque further lines. Ours has none: nobody audits them. */
  readonly extensions: readonly string[];
}

/** The text that is signed. Throws on what no checkpoint can say: only a programmer can meet that. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const text = [origin, size, toBase64(root), ...extensions].map((line) => `${line}\n`).join("");
  if (!parseCheckpoint(text).ok) throw new TypeError(`not a checkpoint: ${JSON.stringify(text)}`);
  return text;
}

/** Reads the text of a note as a checkpoint. It says nothing about who signed it. */
export function parseCheckpoint(text: string): Result<Checkpoint, NoteFault> {
  const malformed = (detail: string) => err<NoteFault>({ type: "Malformed", detail });
  if (!text.endsWith("\n")) return malformed("the last line has no end");
  const [origin = "", sizeLine = "", rootLine = "", ...extensions] = text.slice(0, -1).split("\n");
  if (origin === "") return malformed("no origin");
  const size = parseDecimal(sizeLine);
  if (size === null) return malformed(`not a size: ${sizeLine}`);
  const root = fromBase64(rootLine);
  if (root === null || root.length !== HASH_SIZE) return malformed(`not a root: ${rootLine}`);
  if (extensions.includes("")) return malformed("an empty line inside");
  return ok({ origin, size, root, extensions });
}

/** A checkpoint whose signatures hold. */
export interface VerifiedCheckpoint extends Checkpoint {
  readonly note: Note;
  /** The pinned keys that signed: the log's own first of all, then witnesses. */
  readonly signedBy: readonly VerifierKey[];
}

/** Reads a stored or received note and holds it to the pinned keys: it must be this log's, signed by a key of the log. */
export async function openCheckpoint(
  noteText: string,
  pinned: { readonly origin: string; readonly keys: readonly VerifierKey[] },
): Promise<Result<VerifiedCheckpoint, NoteFault>> {
  const note = parseNote(noteText);
  if (!note.ok) return note;
  const signedBy = await verifyNote(note.value, pinned.keys);
  if (!signedBy.ok) return signedBy;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== pinned.origin) {
    return err({ type: "Malformed", detail: `of another log: ${checkpoint.value.origin}` });
  }
  // A witness vouches for a tree it was shown; only the log's own key says that the tree is the log's.
  if (!signedBy.value.some((key) => key.type === SIGNATURE_TYPE.ed25519)) {
    return err({ type: "NoKnownSignature", detail: "witnesses signed, no key of the log" });
  }
  return ok({ ...checkpoint.value, note: note.value, signedBy: signedBy.value });
}
