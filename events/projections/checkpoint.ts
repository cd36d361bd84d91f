import type { Recorded, Statement, TenantDb, TenantStore } from "../store/types.ts";
import { EVERY_FACT } from "./define_projection.ts";

/** What of a shop's store the projection machinery needs. */
export type ProjectionStore = Pick<TenantStore, "db" | "projections" | "read" | "head">;

export interface Slice {
  readonly events: readonly Recorded[];
  /** Everything up to here was read: what is not in `events` is of no concern to the reader. */
  readonly to: number;
  /** True where nothing was left when the log's size was read. */
  readonly atHead: boolean;
}

/**
 * The next events of these types. The size is read before the events, and positions are given inside the write lock
 * without gaps, so nothing can appear later at or below `to`: a reader that moves there has missed nothing.
 */
export async function readSlice(
  store: ProjectionStore,
  types: readonly string[],
  after: number,
  limit: number,
  upTo = Infinity,
): Promise<Slice> {
  const target = Math.min((await store.head()).size, upTo);
  if (target <= after) return { events: [], to: after, atHead: true };
  const filter = types.includes(EVERY_FACT) ? {} : { types };
  const events = await store.read({ after, upTo: target, ...filter, limit });
  const last = events.at(-1);
  return events.length < limit || !last
    ? { events, to: target, atHead: true }
    : { events, to: last.pos, atHead: last.pos === target };
}

export interface Move {
  readonly name: string;
  readonly version: number;
  readonly from: number;
  readonly to: number;
}

/** Null where this reader has no checkpoint. */
export async function checkpointOf(db: TenantDb, name: string, version: number): Promise<number | null> {
  const row = await db.first<{ pos: number }>(
    "SELECT pos FROM projection_checkpoint WHERE name = ? AND version = ?",
    [name, version],
  );
  return row?.pos ?? null;
}

/** Compare-and-swap: where the checkpoint is not at `from`, NOT NULL aborts the batch it stands in. */
export const moveCheckpoint = ({ name, version, from, to }: Move): Statement => ({
  sql: `INSERT INTO projection_checkpoint (name, version, pos) VALUES (?, ?, (
      SELECT CASE WHEN pos = ? THEN ? END FROM projection_checkpoint WHERE name = ? AND version = ?))
    ON CONFLICT (name, version) DO UPDATE SET pos = excluded.pos`,
  args: [name, version, from, to, name, version],
});

/**
 * Writes rows and the checkpoint's move in one transaction. False where somebody else moved it: nothing of this batch
 * was written, or (after a lost reply) all of it was, and whoever asks next finds out from the checkpoint.
 */
export async function advance(
  store: ProjectionStore,
  move: Move,
  rows: readonly Statement[],
): Promise<boolean> {
  try {
    await store.projections.batch([...rows, moveCheckpoint(move)]);
    return true;
  } catch (error) {
    if (await checkpointOf(store.db, move.name, move.version) !== move.from) return false;
    throw error;
  }
}
