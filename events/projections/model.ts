import type { Recorded, SqlRow, SqlValue } from "../store/types.ts";
import { type Change, EVERY_FACT, type Projection, type TableDefinition } from "./define_projection.ts";

/**
 * A read model in memory: the plain meaning of changes, one by one. An auditor's "state as of position N" is this fold,
 * and the tests hold the set-based SQL against it.
 */
export class ProjectionModel {
  readonly #tables: ReadonlyMap<string, ModelTable>;
  readonly #handled: ReadonlySet<string>;

  constructor(readonly projection: Projection) {
    this.#handled = new Set(projection.handles);
    this.#tables = new Map(projection.tables.map((table) => [table.name, new ModelTable(table)]));
  }

  feed(event: Recorded): void {
    if (!this.#handled.has(EVERY_FACT) && !this.#handled.has(event.type)) return;
    for (const change of this.projection.project(event)) this.apply(change);
  }

  apply(change: Change): void {
    const table = this.#tables.get(change.table);
    if (!table) throw new TypeError(`${this.projection.name} has no table ${change.table}`);
    if ("remove" in change) return table.remove(change.key);
    const row = table.rowToChange(change.key);
    for (const column in change.set) row[column] = change.set[column]!;
    for (const column in change.add) row[column] = Number(row[column] ?? 0) + change.add[column]!;
  }

  /** The row of a key; null where there is none. */
  row(table: string, key: SqlRow): SqlRow | null {
    return this.#tables.get(table)?.row(key) ?? null;
  }

  /** Rows of a table, in no promised order. */
  rows<Row extends SqlRow>(table: string): Row[] {
    return (this.#tables.get(table)?.rows() ?? []) as SqlRow[] as Row[];
  }
}

type ModelRow = Record<string, SqlValue>;
type Branch = Map<SqlValue | undefined, Branch | ModelRow>;

/**
 * Rows by their key, one level of maps for each key column but one: 1 and "1" stay two rows, and a table of a million
 * rows needs no million texts to find them by.
 */
class ModelTable {
  readonly #root: Branch = new Map();
  readonly #defaults: ModelRow;
  readonly #above: readonly string[];
  readonly #last: string;

  constructor({ name, key, columns }: TableDefinition) {
    const last = key.at(-1);
    if (last === undefined) throw new TypeError(`${name} has no key`);
    this.#above = key.slice(0, -1);
    this.#last = last;
    this.#defaults = defaultsOf(columns);
  }

  row(key: SqlRow): ModelRow | undefined {
    return this.#leaf(key)?.get(key[this.#last]) as ModelRow | undefined;
  }

  /** The row of a key, made with its defaults where there is none. */
  rowToChange(key: SqlRow): ModelRow {
    const leaf = this.#leaf(key, true)!, last = key[this.#last];
    let row = leaf.get(last) as ModelRow | undefined;
    if (row) return row;
    row = { ...this.#defaults };
    for (const column in key) row[column] = key[column]!;
    leaf.set(last, row);
    return row;
  }

  remove(key: SqlRow): void {
    this.#leaf(key)?.delete(key[this.#last]);
  }

  rows(): ModelRow[] {
    let level: (Branch | ModelRow)[] = [this.#root];
    for (let depth = 0; depth <= this.#above.length; depth++) {
      level = level.flatMap((branch) => [...(branch as Branch).values()]);
    }
    return level as ModelRow[];
  }

  /** The map that holds the row, whether or not the row is in it. */
  #leaf(key: SqlRow, make = false): Branch | undefined {
    let branch = this.#root;
    for (const column of this.#above) {
      const value = key[column];
      let next = branch.get(value) as Branch | undefined;
      if (!next) {
        if (!make) return undefined;
        branch.set(value, next = new Map());
      }
      branch = next;
    }
    return branch;
  }
}

function defaultsOf(columns: TableDefinition["columns"]): ModelRow {
  return Object.fromEntries(
    Object.entries(columns).map(([column, type]) => {
      const [, text, number] = /DEFAULT\s+(?:'([^']*)'|(-?\d+))/.exec(type) ?? [];
      return [column, text ?? (number === undefined ? null : Number(number))];
    }),
  );
}
