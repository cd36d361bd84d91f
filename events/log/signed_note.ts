import { err, ok, type Result } from "../../kernel/result.ts";
import { type Bytes, concatBytes, fromBase64, toBase64, utf8Bytes } from "./bytes.ts";
import { cosignedMessage, splitCosignature } from "./cosignature.ts";
import type { Signer } from "./signer.ts";
import { importKey, isKeyName, SIGNATURE_TYPE, type VerifierKey } from "./verifier_key.ts";

/** C2SP signed-note v1.0.0: a text of lines and who signed it. */
export interface Note {
  /** Ends in a newline. The signatures are over exactly this. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** One signature line. Name and id together say which key and which algorithm. */
export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Bytes;
}

export interface NoteFault {
  readonly type: "Malformed" | "BadSignature" | "NoKnownSignature";
  readonly detail: string;
}

const SIGNATURES_MAX = 64; // the specification asks for at least 16
const LINE = /^\u2014 (\S+) (\S+)$/u;
/** Below U+0020, but for the newline: what the specification forbids. */
const CONTROL = /(?![\n\u007f-\u009f])\p{Cc}/u;

export function parseNote(note: string): Result<Note, NoteFault> {
  const malformed = (detail: string) => err<NoteFault>({ type: "Malformed", detail });
  if (!note.isWellFormed() || CONTROL.test(note)) return malformed("control characters or broken UTF-8");
  // The text may hold empty lines itself: only the last one separates.
  const split = note.lastIndexOf("\n\n");
  if (split < 0) return malformed("no empty line before the signatures");
  const text = note.slice(0, split + 1), block = note.slice(split + 2);
  if (!block.endsWith("\n")) return malformed("the last line has no end");
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > SIGNATURES_MAX) return malformed(`over ${SIGNATURES_MAX} signatures`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === null) return malformed(`not a signature: ${line.slice(0, 80)}`);
    signatures.push(signature);
  }
  return ok({ text, signatures });
}

export const formatNote = (note: Note): string =>
  `${note.text}\n${note.signatures.map((signature) => `${formatSignatureLine(signature)}\n`).join("")}`;

/** Null unless it is `— <name> base64(id || signature)`, without its newline. */
export function parseSignatureLine(line: string): NoteSignature | null {
  const [, name, base64] = LINE.exec(line) ?? [];
  if (name === undefined || base64 === undefined || !isKeyName(name)) return null;
  const bytes = fromBase64(base64);
  if (bytes === null || bytes.length < 5) return null;
  return { name, id: new DataView(bytes.buffer).getUint32(0), signature: bytes.slice(4) };
}

export function formatSignatureLine({ name, id, signature }: NoteSignature): string {
  const idBytes = new Uint8Array(4);
  new DataView(idBytes.buffer).setUint32(0, id);
  return `\u2014 ${name} ${toBase64(concatBytes(idBytes, signature))}`;
}

/** Signs a text that ends in a newline. Throws on another: only a programmer can meet that. */
export async function signNote(text: string, ...signers: readonly Signer[]): Promise<Note> {
  if (!text.endsWith("\n") || !text.isWellFormed() || CONTROL.test(text)) {
    throw new TypeError("not the text of a note");
  }
  const signatures: NoteSignature[] = [];
  for (const { key, sign } of signers) {
    signatures.push({ name: key.name, id: key.id, signature: await sign(utf8Bytes(text)) });
  }
  return { text, signatures };
}

/**
 * The known keys that signed. Lines of unknown keys are ignored, even if they share a name or an id with a known one;
 * one bad signature of a known key refuses the whole note, and so does none at all.
 */
export async function verifyNote(
  note: Note,
  keys: readonly VerifierKey[],
): Promise<Result<readonly VerifierKey[], NoteFault>> {
  const signed = new Set<VerifierKey>();
  for (const signature of note.signatures) {
    const key = keys.find((known) => known.name === signature.name && known.id === signature.id);
    if (key === undefined) continue;
    if (!await verifies(key, note.text, signature.signature)) {
      return err({ type: "BadSignature", detail: `the signature of ${key.name} does not fit the text` });
    }
    signed.add(key);
  }
  if (signed.size === 0) return err({ type: "NoKnownSignature", detail: "no known key has signed" });
  return ok([...signed]);
}

async function verifies(key: VerifierKey, text: string, signature: Bytes): Promise<boolean> {
  if (key.type === SIGNATURE_TYPE.ed25519) return await ed25519Verifies(key, signature, utf8Bytes(text));
  const timed = splitCosignature(signature);
  return timed !== null &&
    await ed25519Verifies(key, timed.signature, cosignedMessage(text, timed.timestamp));
}

async function ed25519Verifies(key: VerifierKey, signature: Bytes, message: Bytes): Promise<boolean> {
  return await crypto.subtle.verify("Ed25519", await importKey(key.publicKey), signature, message);
}
