import type { ProjectionWriter, Statement } from "../store/types.ts";
import {
  activeOne,
  activeOnes,
  createStatements,
  isCurrent,
  retireStatements,
  swapStatements,
} from "./active.ts";
import { checkpointOf, type ProjectionStore } from "./checkpoint.ts";
import { checkProjections, type Projection } from "./define_projection.ts";
import { fillTogether, SideLost, SideTables } from "./side_tables.ts";
import { generationLabel, plainStatement, PROJECTION_SCHEMA } from "./tables.ts";

/**
 * A writer that can have a batch made when its turn in the shop's queue has come. Until it is written no append of this
 * process comes between, so a busy log cannot starve a rebuild. `make` may read, and must not write.
 */
export interface TurnTaking {
  inTurn(make: () => Promise<readonly Statement[]>): Promise<void>;
}
const takesTurns = (writer: ProjectionWriter): writer is ProjectionWriter & TurnTaking => "inTurn" in writer;

/** Each attempt reads one short slice and fails only if an append came between reading and writing it. */
const ATTEMPTS = 1_000;

/**
 * Builds a read model again from the first event, and swaps it in while the shop goes on selling.
 *
 * Protocol. New tables are filled slice by slice, each slice with its own checkpoint in one transaction. The last slice
 * is one transaction too: its rows, the guard that the log still ends where the slice ends, the drop of the old tables,
 * the rename of the new ones, the view and the row of `projection_active`. Appends and this batch go through one writer
 * (the queue of the process on an embedded file, the database's write lock on a server), so an append is either before
 * it, and then the guard aborts the batch and the next attempt reads that event too, or after it, and then it writes to
 * the renamed tables, since their name is the same. Either way an inline read model holds every event exactly once. An
 * older program that feeds another version is stopped by the guard every append carries (`projection_set`).
 */
export const rebuild = (store: ProjectionStore, projection: Projection): Promise<void> =>
  rebuildTogether(store, [projection]);

/**
 * {@link rebuild} for several at once, which read the log once. Until the last of them is swapped in there is a second
 * set of all their tables; one that is cut off leaves each read model either as it was or as it shall be.
 */
export async function rebuildTogether(
  store: ProjectionStore,
  projections: readonly Projection[],
): Promise<void> {
  const begun: Begun[] = [];
  for (const projection of projections) {
    const old = await activeOne(store.db, projection.name);
    const generation = (old?.generation ?? 0) + 1;
    const side = new SideTables(store, projection, generationLabel(generation));
    await side.begin();
    begun.push({ projection, old, generation, side });
  }
  await fillTogether(store, begun.map(({ side }) => side));
  for (const one of begun) await finish(store, one);
}

interface Begun {
  readonly projection: Projection;
  readonly old: Awaited<ReturnType<typeof activeOne>>;
  readonly generation: number;
  readonly side: SideTables;
}

/** The last slices and the swap. */
async function finish(store: ProjectionStore, { projection, old, generation, side }: Begun): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const plan = { to: side.pos, last: false };
    const make = async (): Promise<readonly Statement[]> => {
      const slice = await side.tail();
      Object.assign(plan, { to: slice.to, last: slice.atHead });
      return slice.atHead
        ? [...slice.statements, ...swapStatements(side, generation, old, slice.to)]
        : slice.statements;
    };
    try {
      const writer = store.projections;
      await (takesTurns(writer) ? writer.inTurn(make) : writer.batch(await make()));
      if (plan.last) return;
      side.pos = plan.to;
    } catch (error) {
      if ((await activeOne(store.db, projection.name))?.generation === generation) return; // done; only the reply was lost
      if (await checkpointOf(store.db, side.name, projection.version) !== side.pos) {
        throw new SideLost(side.name);
      }
      if (!plan.last || (await store.head()).size === plan.to) throw error;
    }
  }
  throw new Error(`${projection.name}: the log moved at each of ${ATTEMPTS} attempts to finish the rebuild`);
}

/**
 * Makes a shop's database hold exactly these read models: creates them in an empty log, rebuilds the ones whose version
 * or tables changed, drops the ones that are gone. For every opening of a shop, before its first append; always with the
 * whole list of the program.
 */
export async function ensureProjections(
  store: ProjectionStore,
  projections: readonly Projection[],
): Promise<void> {
  checkProjections(projections);
  const prepared = await store.db.first("SELECT 1 AS found FROM sqlite_master WHERE name = 'projection_set'");
  if (!prepared) await store.projections.batch(PROJECTION_SCHEMA.map(plainStatement));
  const active = await activeOnes(store.db);
  const outdated = projections.filter((projection) =>
    !isCurrent(active.find(({ name }) => name === projection.name), projection)
  );
  const gone = active.filter(({ name }) => !projections.some((projection) => projection.name === name));
  if (gone.length > 0) await store.projections.batch(gone.flatMap(retireStatements));
  if (outdated.length === 0) return;
  if (active.length === 0 && (await store.head()).size === 0) return await create(store, projections);
  await rebuildTogether(store, outdated);
}

/** One transaction for a new shop. Another process may be first; then its tables are these. */
async function create(store: ProjectionStore, projections: readonly Projection[]): Promise<void> {
  try {
    await store.projections.batch(createStatements(projections));
  } catch (error) {
    const active = await activeOnes(store.db);
    const done = projections.every((projection) =>
      isCurrent(active.find(({ name }) => name === projection.name), projection)
    );
    if (!done) throw error;
  }
}
