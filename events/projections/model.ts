import type { Recorded, SqlRow, SqlValue } from "../store/types.ts";
import { type Change, EVERY_FACT, type Projection, type TableDefinition } from "./define_projection.ts";

/**
 * A read model in memory: the plain meaning of changes, one by one. An auditor's "state as of position N" is this fold,
 * and the tests hold the set-based SQL against it.
 */
export class ProjectionModel {
  readonly #tables = new Map<
    string,
    {
      table: TableDefinition;
      defaults: Record<string, SqlValue>;
      rows: Map<unknown, Record<string, SqlValue>>;
    }
  >();
  readonly #handled: ReadonlySet<string>;

  constructor(readonly projection: Projection) {
    this.#handled = new Set(projection.handles);
    for (const table of projection.tables) {
      this.#tables.set(table.name, { table, defaults: defaultsOf(table), rows: new Map() });
    }
  }

  feed(event: Recorded): void {
    if (!this.#handled.has(EVERY_FACT) && !this.#handled.has(event.type)) return;
    for (const change of this.projection.project(event)) this.apply(change);
  }

  apply(change: Change): void {
    const found = this.#tables.get(change.table);
    if (!found) throw new TypeError(`${this.projection.name} has no table ${change.table}`);
    const { table, defaults, rows } = found;
    const id = idOf(table, change.key);
    if ("remove" in change) {
      rows.delete(id);
      return;
    }
    let row = rows.get(id);
    if (!row) rows.set(id, row = { ...defaults, ...change.key });
    for (const column in change.set) row[column] = change.set[column]!;
    for (const column in change.add) row[column] = Number(row[column] ?? 0) + change.add[column]!;
  }

  /** The row of a key; null where there is none. */
  row(table: string, key: SqlRow): SqlRow | null {
    const found = this.#tables.get(table);
    return found?.rows.get(idOf(found.table, key)) ?? null;
  }

  /** Rows of a table, in no promised order. */
  rows<Row extends SqlRow>(table: string): Row[] {
    return [...(this.#tables.get(table)?.rows.values() ?? [])] as SqlRow[] as Row[];
  }
}

/** One key column is its own id: 1 and "1" stay two rows. */
const idOf = ({ key }: TableDefinition, row: SqlRow): unknown =>
  key.length === 1 ? row[key[0]!] : JSON.stringify(key.map((column) => row[column]));

function defaultsOf(table: TableDefinition): Record<string, SqlValue> {
  return Object.fromEntries(
    Object.entries(table.columns).map(([column, type]) => {
      const [, text, number] = /DEFAULT\s+(?:'([^']*)'|(-?\d+))/.exec(type) ?? [];
      return [column, text ?? (number === undefined ? null : Number(number))];
    }),
  );
}
