import type { SqlValue } from "../store/types.ts";
import type { Change, TableDefinition } from "./define_projection.ts";

/**
 * All that a list of changes does to one row, in normal form: first perhaps a delete, then perhaps one upsert. Any list
 * reduces to it, whatever its order, so a set of rows is one statement and not one per change.
 */
export interface RowEffect {
  readonly key: readonly SqlValue[];
  removed: boolean;
  written: boolean;
  readonly set: Map<string, SqlValue>;
  readonly add: Map<string, number>;
}

/** The rows of one table, each with what happens to it. */
export class TableEffects {
  readonly rows = new Map<string | number, RowEffect>();
  constructor(readonly table: TableDefinition) {}

  apply(change: Change): void {
    const key = this.table.key.map((column) => {
      const value = change.key[column];
      if (value === undefined || value === null) {
        throw new TypeError(`${this.table.name}: key without ${column}`);
      }
      return plain(value);
    });
    const effect = this.#effectOf(key);
    if ("remove" in change) {
      effect.removed = true;
      effect.written = false;
      effect.set.clear();
      effect.add.clear();
      return;
    }
    effect.written = true;
    for (const column in change.set) {
      effect.set.set(column, plain(change.set[column]!));
      effect.add.delete(column);
    }
    for (const column in change.add) this.#add(effect, column, change.add[column]!, change.set);
  }

  #add(effect: RowEffect, column: string, delta: number, set: object | undefined): void {
    if (set && column in set) throw new TypeError(`${this.table.name}: ${column} both set and added`);
    if (!effect.set.has(column)) {
      effect.add.set(column, safe((effect.add.get(column) ?? 0) + delta));
      return;
    }
    const value = effect.set.get(column);
    if (typeof value !== "number") {
      throw new TypeError(`${this.table.name}: ${column} added to what is no number`);
    }
    effect.set.set(column, safe(value + delta));
  }

  #effectOf(key: readonly SqlValue[]): RowEffect {
    // One key column needs no separator, so it can be its own map key; 1 and "1" stay two rows either way.
    const id = key.length === 1 ? key[0] as string | number : JSON.stringify(key);
    let effect = this.rows.get(id);
    if (!effect) {
      effect = { key, removed: false, written: false, set: new Map(), add: new Map() };
      this.rows.set(id, effect);
    }
    return effect;
  }
}

/** Rows travel as JSON: text, null and safe integers only. */
function plain(value: SqlValue): string | number | null {
  if (typeof value === "number") return safe(value);
  if (typeof value === "bigint") return safe(Number(value));
  if (value instanceof Uint8Array) throw new TypeError("a read model holds no blobs");
  return value;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
  return value;
}
