import { advance, checkpointOf, type ProjectionStore, readSlice } from "./checkpoint.ts";
import type { Projection } from "./define_projection.ts";
import { projectionStatements } from "./engine.ts";

export interface AsyncRun {
  readonly name: string;
  /** Events handed to `project` in this run. */
  readonly applied: number;
  /** Positions between the checkpoint and the log's end when it was read: alert on it (ledger §1.3 line 13). */
  readonly behind: number;
}

/**
 * Moves every async read model on by at most `limit` of its events. Rows and checkpoint are one transaction with a
 * compare-and-swap, so any number of runners has the effect of one; the loser of a race leaves the work to the winner.
 */
export async function runAsyncOnce(
  store: ProjectionStore,
  projections: readonly Projection[],
  limit = 500,
): Promise<AsyncRun[]> {
  const runs: AsyncRun[] = [];
  for (const projection of projections) {
    if (projection.mode === "async") runs.push(await runOne(store, projection, limit));
  }
  return runs;
}

async function runOne(store: ProjectionStore, projection: Projection, limit: number): Promise<AsyncRun> {
  const { name, version } = projection;
  const from = await checkpointOf(store.db, name, version);
  if (from === null) throw new RangeError(`${name} version ${version} is not in use in this shop`);
  const { events, to } = await readSlice(store, projection.handles, from, limit);
  const won = to > from &&
    await advance(store, { name, version, from, to }, projectionStatements([projection], events));
  const { size } = await store.head();
  return { name, applied: won ? events.length : 0, behind: size - (won ? to : from) };
}
