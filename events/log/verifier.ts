import { sameBytes, toBase64 } from "./bytes.ts";
import { CheckpointWalk, type StoredCheckpoint } from "./checkpoint_walk.ts";
import { DeviceChains, type DeviceChecks } from "./device_chain.ts";
import type { Envelope } from "./envelope.ts";
import { type Fault, FaultList } from "./faults.ts";
import { appendLeaf, emptyFrontier, type Frontier, root, serialiseFrontier } from "./merkle.ts";
import { type LogRow, RowCheck } from "./row_check.ts";
import type { VerifierKey } from "./verifier_key.ts";

/** A shop's log as it was found, and what the one who checks brings along. */
export interface LogToVerify {
  /** Rows of `event`, ordered by `pos`; read once, one at a time. */
  readonly rows: AsyncIterable<LogRow> | Iterable<LogRow>;
  readonly checkpoints: readonly StoredCheckpoint[];
  /** The row of `head`; null if it is missing. */
  readonly head: { readonly size: number; readonly frontier: Uint8Array } | null;
  /** Origin the log must have: known beforehand, not read from the log. */
  readonly origin: string;
  /** Pinned keys of log and witnesses: known beforehand. */
  readonly keys: readonly VerifierKey[];
  /** What is known of devices besides the log. */
  readonly devices?: DeviceChecks;
  /** Signed notes of earlier days that were kept somewhere else: a Z report's, a witness's, an accountant's. */
  readonly outside?: readonly string[];
  /** Told of each event whose bytes are an envelope, in order: who folds the log besides need not read it twice. */
  readonly onEvent?: (envelope: Envelope) => void;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly events: number;
  /** Stored checkpoints whose signature and root hold. */
  readonly checkpoints: number;
  /** Size of the largest of them. Events after it are checked, but not signed yet. */
  readonly signedSize: number;
  /** Root over all events, in base64 as a checkpoint writes it. */
  readonly root: string;
  readonly firstBadPos: number | null;
  /** The first 200, by position; those that concern no event last. */
  readonly faults: readonly Fault[];
  readonly faultsFound: number;
}

/** Re-derives everything from the stored bytes and compares. Streams: holds ids and stream versions, never events. */
export async function verifyLog(log: LogToVerify): Promise<VerifyReport> {
  const faults = new FaultList();
  const stored = await CheckpointWalk.stored(faults, log.checkpoints, log);
  const outside = await CheckpointWalk.outside(faults, log.outside ?? [], log);
  const rowCheck = new RowCheck(faults, log.origin);
  const devices = new DeviceChains(faults, log.devices);

  let frontier: Frontier = emptyFrontier(), size = 0;
  const reach = () => {
    stored.reach(size, frontier);
    outside.reach(size, frontier);
  };
  reach();
  for await (const row of log.rows) {
    const { leaf, envelope } = rowCheck.check(row);
    if (envelope !== null) {
      devices.check(envelope);
      log.onEvent?.(envelope);
    }
    await devices.settle();
    frontier = appendLeaf(frontier, size, leaf);
    size += 1;
    reach();
  }
  await devices.settle(true);
  stored.end(size);
  outside.end(size);
  checkHead(faults, log.head, size, frontier);

  const sorted = faults.sorted();
  return {
    ok: faults.found === 0,
    events: size,
    checkpoints: stored.good,
    signedSize: stored.signedSize,
    root: toBase64(root(frontier, size)),
    firstBadPos: sorted[0]?.pos ?? null,
    faults: sorted,
    faultsFound: faults.found,
  };
}

function checkHead(faults: FaultList, head: LogToVerify["head"], size: number, frontier: Frontier): void {
  if (head === null) faults.add("head", null, "the head is missing");
  else if (head.size !== size) {
    faults.add("head", null, `the head says ${head.size} events, there are ${size}`);
  } else if (!sameBytes(head.frontier, serialiseFrontier(frontier))) {
    faults.add("head", null, "the head's frontier is not the one of the events");
  }
}
