import { err, ok, type Result } from "../../kernel/result.ts";
import { type Bytes, fromBase64, parseDecimal, toBase64 } from "./bytes.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "./checkpoint.ts";
import { decodeEnvelope, type Envelope } from "./envelope.ts";
import { type Hash, leafHash } from "./merkle.ts";
import { hashLines, parseHashLines, verifyInclusion } from "./merkle_proof.ts";
import type { VerifierKey } from "./verifier_key.ts";

/** C2SP tlog-proof v1, stored as `.tlog-proof`: that one event stands in the log, checkable offline and for ever. */
export interface LogProof {
  /** Place of the leaf, from 0: the event's position less one. */
  readonly index: number;
  readonly path: readonly Hash[];
  /** The signed checkpoint, verbatim. */
  readonly note: string;
  /** Opaque and not proved by anything. */
  readonly extra?: Bytes;
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const PATH_MAX = 63;

export function formatProof({ index, path, note, extra }: LogProof): string {
  const extraLine = extra === undefined ? "" : `extra ${toBase64(extra)}\n`;
  return `${FIRST_LINE}\n${extraLine}index ${index}\n${hashLines(path)}\n${note}`;
}

/** Null where the text is not a proof. It says nothing about whether the proof holds. */
export function parseProof(text: string): LogProof | null {
  const split = text.indexOf("\n\n");
  if (split < 0) return null;
  const [first, ...lines] = text.slice(0, split).split("\n");
  if (first !== FIRST_LINE) return null;
  const extra = lines[0]?.startsWith("extra ")
    ? fromBase64(lines.shift()!.slice("extra ".length))
    : undefined;
  const indexLine = lines.shift() ?? "";
  const index = indexLine.startsWith("index ") ? parseDecimal(indexLine.slice("index ".length)) : null;
  const path = parseHashLines(lines);
  if (extra === null || index === null || path === null || path.length > PATH_MAX) return null;
  const proof: LogProof = { index, path, note: text.slice(split + 2) };
  return extra === undefined ? proof : { ...proof, extra };
}

export interface ProofFault {
  readonly type: "Malformed" | "Checkpoint" | "NotIncluded" | "Envelope" | "OtherPlace";
  readonly detail: string;
}

/** Holds a proof and the bytes of an event to the pinned keys: what it returns is in the log, word for word. */
export async function verifyProof(
  text: string,
  body: Uint8Array,
  pinned: { readonly origin: string; readonly keys: readonly VerifierKey[] },
): Promise<Result<{ readonly envelope: Envelope; readonly checkpoint: VerifiedCheckpoint }, ProofFault>> {
  const proof = parseProof(text);
  if (proof === null) return err({ type: "Malformed", detail: "not a tlog-proof" });
  const checkpoint = await openCheckpoint(proof.note, pinned);
  if (!checkpoint.ok) return err({ type: "Checkpoint", detail: checkpoint.error.detail });
  const { size, root } = checkpoint.value;
  if (!verifyInclusion(leafHash(body), proof.index, size, proof.path, root)) {
    return err({ type: "NotIncluded", detail: `not leaf ${proof.index} of the tree of ${size}` });
  }
  const envelope = decodeEnvelope(body);
  if (!envelope.ok) return err({ type: "Envelope", detail: envelope.error.detail });
  if (envelope.value.log !== pinned.origin || envelope.value.pos !== proof.index + 1) {
    return err({ type: "OtherPlace", detail: `says ${envelope.value.log} position ${envelope.value.pos}` });
  }
  return ok({ envelope: envelope.value, checkpoint: checkpoint.value });
}
