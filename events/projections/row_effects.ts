import type { SqlValue } from "../store/types.ts";
import type { Change, TableDefinition } from "./define_projection.ts";

type Values = Readonly<Record<string, SqlValue>>;
type Deltas = Readonly<Record<string, number>>;

/**
 * All that a list of changes does to one row, in normal form: first perhaps a delete, then perhaps one upsert. Any list
 * reduces to it, whatever its order, so a set of rows is one statement and not one per change.
 */
export interface RowEffect {
  readonly key: readonly (string | number)[];
  removed: boolean;
  written: boolean;
  /** No column stands in both. */
  set: Values;
  add: Deltas;
}

const NOTHING = {};

/** The rows of one table, each with what happens to it. */
export class TableEffects {
  readonly rows = new Map<string | number, RowEffect>();
  constructor(readonly table: TableDefinition) {}

  apply(change: Change): void {
    const effect = this.#effectOf(change);
    if ("remove" in change) {
      effect.removed = true;
      effect.written = false;
      effect.set = effect.add = NOTHING;
      return;
    }
    effect.written = true;
    this.#set(effect, change.set ?? NOTHING);
    this.#add(effect, change.add ?? NOTHING, change.set ?? NOTHING);
  }

  // Most rows are changed once: then the event's own objects are kept and nothing is copied.
  #set(effect: RowEffect, set: Values): void {
    if (effect.set === NOTHING) effect.set = set;
    else if (set !== NOTHING) effect.set = { ...effect.set, ...set };
    if (effect.add === NOTHING || set === NOTHING) return;
    effect.add = Object.fromEntries(Object.entries(effect.add).filter(([column]) => !(column in set)));
  }

  #add(effect: RowEffect, add: Deltas, justSet: Values): void {
    if (add === NOTHING) return;
    const sums: Record<string, number> = { ...effect.add };
    let set: Record<string, SqlValue> | null = null;
    for (const column in add) {
      const delta = add[column]!, value = effect.set[column];
      if (column in justSet) throw new TypeError(`${this.table.name}: ${column} both set and added`);
      if (value === undefined) sums[column] = plainNumber((sums[column] ?? 0) + delta);
      else if (typeof value === "number") (set ??= { ...effect.set })[column] = plainNumber(value + delta);
      else throw new TypeError(`${this.table.name}: ${column} added to what is no number`);
    }
    effect.add = sums;
    if (set) effect.set = set;
  }

  #effectOf({ key: given }: Change): RowEffect {
    const { name, key: columns } = this.table;
    const key = columns.map((column) => {
      const value = plain(given[column] ?? null);
      if (value === null) throw new TypeError(`${name}: key without ${column}`);
      return value;
    });
    const id = key.length === 1 ? key[0]! : JSON.stringify(key);
    let effect = this.rows.get(id);
    if (!effect) {
      effect = { key, removed: false, written: false, set: NOTHING, add: NOTHING };
      this.rows.set(id, effect);
    }
    return effect;
  }
}

/** Rows travel as JSON: text, null and safe integers only. */
export function plain(value: SqlValue): string | number | null {
  if (typeof value === "number") return plainNumber(value);
  if (typeof value === "bigint") return plainNumber(Number(value));
  if (value instanceof Uint8Array) throw new TypeError("a read model holds no blobs");
  return value;
}

export function plainNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
  return value;
}
