import { saleStream } from "../../domain/streams.ts";
import { type Bytes } from "../../events/log/bytes.ts";
import { openCheckpoint } from "../../events/log/checkpoint.ts";
import { type Hash, leafHash } from "../../events/log/merkle.ts";
import { inclusionProof, leavesReader, verifyInclusion } from "../../events/log/merkle_proof.ts";
import { formatProof } from "../../events/log/proof.ts";
import type { VerifierKey } from "../../events/log/verifier_key.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { LedgerSource } from "./ledger_source.ts";

export interface EventProof {
  readonly pos: number;
  /** Size of the checkpoint that the proof leads to. */
  readonly size: number;
  /** C2SP tlog-proof. Its `extra` is the event's own bytes, so that one file is all an auditor needs. */
  readonly text: string;
  readonly body: Bytes;
}

export type ProofRefusal =
  | { readonly type: "EventUnknown" }
  /** No good checkpoint is as large as the event's position yet. */
  | { readonly type: "NotSignedYet" }
  /** The stored log is not the one that was signed: `verifyLedger` says where. */
  | { readonly type: "LogBroken" };

/** Proves with the newest signed checkpoint that one event stands in the log. */
export async function proveEvent(
  source: LedgerSource,
  key: VerifierKey,
  pos: number,
): Promise<Result<EventProof, ProofRefusal>> {
  const { lastPos } = await source.end();
  if (pos < 1 || pos > lastPos) return err({ type: "EventUnknown" });
  const checkpoint = await newestCheckpoint(source, key);
  if (checkpoint === null || checkpoint.size < pos) return err({ type: "NotSignedYet" });
  const { size, root, note } = checkpoint, index = pos - 1;
  const leaves: Hash[] = [];
  let body: Bytes | null = null;
  for await (const row of source.rows(0, size)) {
    leaves.push(new Uint8Array(row.leaf));
    if (row.pos === pos) body = new Uint8Array(row.body);
  }
  if (body === null || leaves.length !== size) return err({ type: "LogBroken" });
  const path = await inclusionProof(leavesReader(leaves), index, size);
  if (!verifyInclusion(leafHash(body), index, size, path, root)) return err({ type: "LogBroken" });
  return ok({ pos, size, body, text: formatProof({ index, path, note, extra: body }) });
}

/** The largest stored checkpoint that the log's key has signed; null where there is none. */
export async function newestCheckpoint(
  source: Pick<LedgerSource, "checkpoints">,
  key: VerifierKey,
): Promise<{ readonly size: number; readonly root: Hash; readonly note: string } | null> {
  for (const stored of (await source.checkpoints()).toReversed()) {
    const opened = await openCheckpoint(stored.note, { origin: key.name, keys: [key] });
    if (opened.ok && opened.value.size === stored.size) return { ...stored, root: opened.value.root };
  }
  return null;
}

/** Position of an event by its id, or of a sale by its own. Null where there is none. */
export async function positionOf(
  source: LedgerSource,
  wanted: { readonly event: string } | { readonly sale: string },
): Promise<number | null> {
  const [sql, arg] = "event" in wanted
    ? ["SELECT pos FROM event WHERE id = ?", wanted.event] as const
    : ["SELECT pos FROM event WHERE stream = ? ORDER BY ver LIMIT 1", saleStream(wanted.sale)] as const;
  const [row] = await source.all(sql, [arg]);
  return row ? Number(row.pos) : null;
}
