import type { Recorded, SqlValue } from "../store/types.ts";

/**
 * What one event does to one row: `set` overwrites, `add` adds (the row is made with these values if it is missing).
 * `remove` deletes the row. Nothing here reads: that keeps `project` pure and lets the store write sets of rows.
 */
export type Change =
  | {
    readonly table: string;
    readonly key: Readonly<Record<string, SqlValue>>;
    readonly set?: Readonly<Record<string, SqlValue>>;
    readonly add?: Readonly<Record<string, number>>;
  }
  | { readonly table: string; readonly key: Readonly<Record<string, SqlValue>>; readonly remove: true };

export interface TableDefinition {
  readonly name: string;
  /** Column name to SQL type and constraint, key columns first: `{ product_id: "TEXT NOT NULL", on_hand: "INTEGER NOT NULL DEFAULT 0" }`. */
  readonly columns: Readonly<Record<string, string>>;
  readonly key: readonly string[];
  /** Column lists of secondary indexes. */
  readonly indexes?: readonly (readonly string[])[];
}

/** In `handles`: this read model hears every fact, of niches too. */
export const EVERY_FACT = "*";

/**
 * A read model: tables and one pure function. Inline ones change in the batch that appends; async ones follow with a
 * checkpoint in the same transaction as their rows. Both can be rebuilt into new tables and swapped (design §4).
 */
export interface Projection {
  readonly name: string;
  /** Raised whenever `project` or the tables change: the store then rebuilds it. */
  readonly version: number;
  readonly mode: "inline" | "async";
  readonly tables: readonly TableDefinition[];
  readonly handles: readonly string[];
  project(event: Recorded): readonly Change[];
}

/** Checks what the types cannot: names that are safe in SQL, and columns of keys and indexes that exist. */
export function defineProjection(projection: Projection): Projection {
  for (const table of projection.tables) {
    for (const name of [table.name, ...Object.keys(table.columns)]) {
      if (!/^[a-z][a-z0-9_]*$/.test(name)) {
        throw new TypeError(`${projection.name}: ${name} is no name for SQL`);
      }
    }
    for (const column of [...table.key, ...(table.indexes ?? []).flat()]) {
      if (!(column in table.columns)) {
        throw new TypeError(`${projection.name}: ${table.name} has no column ${column}`);
      }
    }
  }
  return projection;
}

/** Refuses two read models of one name and a table owned by two: made once where all are put together. */
export function checkProjections(projections: readonly Projection[]): readonly Projection[] {
  const names = projections.map((projection) => projection.name);
  const tables = projections.flatMap((projection) => projection.tables.map((table) => table.name));
  for (const list of [names, tables]) {
    const twice = list.find((name, i) => list.indexOf(name) !== i);
    if (twice) throw new TypeError(`${twice} is declared twice`);
  }
  return projections;
}
