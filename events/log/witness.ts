import { err, ok, type Result } from "../../kernel/result.ts";
import { parseDecimal } from "./bytes.ts";
import { cosignedMessage, joinCosignature } from "./cosignature.ts";
import type { Hash } from "./merkle.ts";
import { hashLines, parseHashLines } from "./merkle_proof.ts";
import {
  formatNote,
  type Note,
  type NoteFault,
  type NoteSignature,
  parseSignatureLine,
  verifyNote,
} from "./signed_note.ts";
import type { Signer } from "./signer.ts";
import type { VerifierKey } from "./verifier_key.ts";

/**
 * Somebody else's memory of the log (C2SP tlog-witness): it cosigns a checkpoint only if that continues the last one
 * it cosigned. It must store the new size before it answers. The adapter that speaks HTTP stands in integrations.
 */
export interface Witness {
  readonly key: VerifierKey;
  addCheckpoint(request: AddCheckpoint): Promise<Result<readonly NoteSignature[], WitnessRefusal>>;
}

export interface AddCheckpoint {
  /** Size of the last checkpoint this witness cosigned; 0 for none. */
  readonly oldSize: number;
  /** RFC 6962 consistency proof from `oldSize`; empty from 0. */
  readonly proof: readonly Hash[];
  /** The signed checkpoint, verbatim. */
  readonly note: string;
}

export type WitnessRefusal =
  /** 409: it last cosigned another size. Ask again with a proof from there, unless it is larger than the log: then the log was cut. */
  | { readonly type: "OtherSize"; readonly size: number }
  /** 422: the tree does not continue the one it knows. History was rewritten. */
  | { readonly type: "Inconsistent" }
  | { readonly type: "UnknownLog" }
  | { readonly type: "UnknownSignature" }
  | { readonly type: "Malformed"; readonly detail: string }
  | { readonly type: "Unreachable"; readonly detail: string };

const PROOF_MAX = 63;

/** The body of `POST add-checkpoint`. */
export const formatAddCheckpoint = ({ oldSize, proof, note }: AddCheckpoint): string =>
  `old ${oldSize}\n${hashLines(proof)}\n${note}`;

/** What a witness reads. Null where it is not that. */
export function parseAddCheckpoint(body: string): AddCheckpoint | null {
  const split = body.indexOf("\n\n");
  if (split < 0) return null;
  const [old = "", ...lines] = body.slice(0, split).split("\n");
  const oldSize = old.startsWith("old ") ? parseDecimal(old.slice(4)) : null;
  const proof = parseHashLines(lines);
  if (oldSize === null || proof === null || proof.length > PROOF_MAX) return null;
  return { oldSize, proof, note: body.slice(split + 2) };
}

/** The lines a witness answers with, each ending in a newline. Null where one is not a signature line. */
export function parseCosignatureLines(body: string): NoteSignature[] | null {
  if (!body.endsWith("\n")) return null;
  const signatures = body.slice(0, -1).split("\n").map(parseSignatureLine);
  return signatures.every((signature) => signature !== null) ? signatures : null;
}

/** The note with the witness's own good cosignatures added; lines of other keys are dropped. */
export async function withCosignatures(
  note: Note,
  lines: readonly NoteSignature[],
  witness: VerifierKey,
): Promise<Result<string, NoteFault>> {
  const own = lines.filter((line) => line.name === witness.name && line.id === witness.id);
  const verified = await verifyNote({ text: note.text, signatures: own }, [witness]);
  if (!verified.ok) return err(verified.error);
  return ok(formatNote({ text: note.text, signatures: [...note.signatures, ...own] }));
}

/** A witness's own signature line over a checkpoint's text. `timestamp` in seconds since 1970. */
export async function cosign(
  checkpointText: string,
  signer: Signer,
  timestamp: number,
): Promise<NoteSignature> {
  const signature = await signer.sign(cosignedMessage(checkpointText, timestamp));
  return { name: signer.key.name, id: signer.key.id, signature: joinCosignature({ timestamp, signature }) };
}
