import type { Statement } from "../store/types.ts";
import { advance, moveCheckpoint, type ProjectionStore, readSlice } from "./checkpoint.ts";
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

  /** The next slice as statements: rows and checkpoint. Nothing is written yet. */
  async next(upTo?: number): Promise<{ statements: Statement[]; to: number; atHead: boolean }> {
    const { to, atHead, rows } = await this.#read(upTo);
    return { statements: [...rows, moveCheckpoint(this.#move(to))], to, atHead };
  }

  /** Follows the log to its head, or to `upTo`. Throws {@link SideLost}. */
  async fill(upTo?: number): Promise<void> {
    while (true) {
      const { to, atHead, rows } = await this.#read(upTo);
      if (to > this.pos) {
        if (!await advance(this.store, this.#move(to), rows)) throw new SideLost(this.name);
        this.pos = to;
      }
      if (atHead) return;
    }
  }

  async drop(): Promise<void> {
    await this.store.projections.batch(this.#dropStatements());
  }

  async #read(upTo?: number) {
    const slice = await readSlice(this.store, this.projection.handles, this.pos, SLICE, upTo);
    const rows = projectionStatements([this.projection], slice.events, (name) => this.table(name));
    return { to: slice.to, atHead: slice.atHead, rows };
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
