import type { Recorded, Statement } from "../store/types.ts";
import { advance, moveCheckpoint, type ProjectionStore, readSlice, type Slice } from "./checkpoint.ts";
import type { Projection } from "./define_projection.ts";
import { projectionStatements } from "./engine.ts";
import { plainStatement, sideTable, tableDdl } from "./tables.ts";

const SLICE = 1_000;

/** Somebody else fills or has finished the same side tables. */
export class SideLost extends Error {
  override readonly name = "SideLost";
}

/**
 * A second set of tables of one read model, filled from the first event beside the set in use. Slices move a checkpoint
 * of their own in the same transaction, so two processes that fill the same tables still apply every event once.
 */
export class SideTables {
  /** Every event up to here is in the tables. */
  pos = 0;
  /** Name of the checkpoint: never the name of a read model, which has no `#`. */
  readonly name: string;

  constructor(readonly store: ProjectionStore, readonly projection: Projection, readonly label: string) {
    this.name = `${projection.name}#${label}`;
  }

  /** Starts anew, whatever an interrupted run has left. */
  async begin(): Promise<void> {
    const { projection, label } = this;
    this.pos = 0;
    await this.store.projections.batch([
      ...this.#dropStatements(),
      ...projection.tables.flatMap((table) => tableDdl(table, this.table(table.name), label)).map(
        plainStatement,
      ),
      {
        sql: "INSERT INTO projection_checkpoint (name, version, pos) VALUES (?, ?, 0)",
        args: [this.name, projection.version],
      },
    ]);
  }

  table(name: string): string {
    return sideTable(name, this.projection.version, this.label);
  }

  /**
   * The events after `pos` as statements, rows and checkpoint; nothing is written yet. Read whole and not by type, so
   * that one read also tells where the log ends: the shorter the way to the write, the rarer an append comes between.
   */
  async tail(): Promise<{ statements: Statement[]; to: number; atHead: boolean }> {
    const events = await this.store.read({ after: this.pos, limit: SLICE });
    const to = events.at(-1)?.pos ?? this.pos;
    return {
      statements: [...this.#rowsOf(events), moveCheckpoint(this.#move(to))],
      to,
      atHead: events.length < SLICE,
    };
  }

  /** Follows the log to its head, or to `upTo`. Throws {@link SideLost}. */
  async fill(upTo?: number): Promise<void> {
    await fillTogether(this.store, [this], upTo);
  }

  /** Takes a slice of the log that begins after `pos`. Throws {@link SideLost}. */
  async take({ events, to }: Slice): Promise<void> {
    if (!await advance(this.store, this.#move(to), this.#rowsOf(events))) throw new SideLost(this.name);
    this.pos = to;
  }

  async drop(): Promise<void> {
    await this.store.projections.batch(this.#dropStatements());
  }

  #rowsOf(events: readonly Recorded[]): Statement[] {
    return projectionStatements([this.projection], events, (name) => this.table(name));
  }

  #move(to: number) {
    return { name: this.name, version: this.projection.version, from: this.pos, to };
  }

  #dropStatements(): Statement[] {
    return [
      ...this.projection.tables.map((table) =>
        plainStatement(`DROP TABLE IF EXISTS ${this.table(table.name)}`)
      ),
      { sql: "DELETE FROM projection_checkpoint WHERE name = ?", args: [this.name] },
    ];
  }
}

/**
 * {@link SideTables.fill} for several that stand at the same position, with one reading of the log: reading an event
 * costs more than writing its rows. Each still has its slice in a transaction of its own, so that sellers wait for no
 * more than they would for one.
 */
export async function fillTogether(
  store: ProjectionStore,
  sides: readonly SideTables[],
  upTo?: number,
): Promise<void> {
  const types = [...new Set(sides.flatMap(({ projection }) => projection.handles))];
  let pos = sides[0]?.pos ?? 0;
  if (sides.some((side) => side.pos !== pos)) throw new RangeError("side tables at different positions");
  for (let atHead = sides.length === 0; !atHead;) {
    const slice = await readSlice(store, types, pos, SLICE, upTo);
    if (slice.to > pos) { for (const side of sides) await side.take(slice); }
    ({ to: pos, atHead } = slice);
  }
}
