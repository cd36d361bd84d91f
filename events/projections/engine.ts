import type { Recorded, SqlValue, Statement } from "../store/types.ts";
import { type Change, EVERY_FACT, type Projection, type TableDefinition } from "./define_projection.ts";
import { plain, type RowEffect, TableEffects } from "./row_effects.ts";
import { inlineSet, physicalTable } from "./tables.ts";

export { projectionDdl } from "./tables.ts";

/** Where the rows of a read model's table go: the table in use, or the one a rebuild fills. */
export type Naming = (table: string, version: number) => string;

/**
 * What the batch that appends `events` must also write, for all inline read models. The last statement refuses the
 * whole batch where the database was prepared for another set of inline read models (an older program still running
 * beside a newer one): none of them may ever miss an event.
 */
export function inlineStatements(
  projections: readonly Projection[],
  events: readonly Recorded[],
): Statement[] {
  if (events.length === 0) return [];
  const { inline, guard } = planOf(projections);
  return [...projectionStatements(inline, events), guard];
}

/** The writes of these read models for these events in log order: at most one statement per table and shape of row. */
export function projectionStatements(
  projections: readonly Projection[],
  events: readonly Recorded[],
  naming: Naming = physicalTable,
): Statement[] {
  return projections.flatMap((projection) => {
    const tables = new Map<string, TableEffects>();
    const handled = handledBy(projection);
    for (const event of events) {
      if (!handled.has(event.type) && !handled.has(EVERY_FACT)) continue;
      for (const change of projection.project(event)) effectsOf(projection, tables, change).apply(change);
    }
    return [...tables.values()].flatMap((effects) =>
      tableStatements(effects, naming(effects.table.name, projection.version))
    );
  });
}

function effectsOf(projection: Projection, tables: Map<string, TableEffects>, change: Change): TableEffects {
  let effects = tables.get(change.table);
  if (!effects) {
    const table = projection.tables.find((t) => t.name === change.table);
    if (!table) throw new TypeError(`${projection.name} has no table ${change.table}`);
    effects = new TableEffects(table);
    tables.set(change.table, effects);
  }
  return effects;
}

/** Deletes first: a row deleted and then written again stands in both. */
function tableStatements({ table, rows }: TableEffects, physical: string): Statement[] {
  const removed: (readonly SqlValue[])[] = [];
  const shapes = new Map<string, SqlValue[][]>();
  for (const effect of rows.values()) {
    if (effect.removed) removed.push(effect.key);
    if (!effect.written) continue;
    const { shape, row } = upsertOf(table, effect);
    const group = shapes.get(shape);
    if (group) group.push(row);
    else shapes.set(shape, [row]);
  }
  const upserts = [...shapes].map(([shape, rows]) => ({
    sql: upsertSql(table, physical, shape),
    args: [JSON.stringify(rows)],
  }));
  return removed.length === 0
    ? upserts
    : [{ sql: deleteSql(table, physical), args: [JSON.stringify(removed)] }, ...upserts];
}

/** The row as JSON will carry it, and its shape: the written columns in table order, each with `=` (set) or `+` (add). */
function upsertOf(table: TableDefinition, { key, set, add }: RowEffect): { shape: string; row: SqlValue[] } {
  const row: SqlValue[] = [...key];
  let shape = "";
  for (const column of valueColumns(table)) {
    const value = set[column], delta = add[column];
    if (value === undefined && delta === undefined) continue;
    shape += `${shape && ","}${value === undefined ? "+" : "="}${column}`;
    row.push(plain(value ?? delta ?? null));
  }
  const asked = Object.keys(set).length + Object.keys(add).length;
  if (row.length - key.length === asked) return { shape, row };
  const known = valueColumns(table);
  const unknown = [...Object.keys(set), ...Object.keys(add)].filter((column) => !known.includes(column));
  throw new TypeError(`${table.name} has no column ${unknown.join(", ")} to change, or it has no value`);
}

const columnCache = new WeakMap<TableDefinition, string[]>();
function valueColumns(table: TableDefinition): string[] {
  let columns = columnCache.get(table);
  if (!columns) {
    columns = Object.keys(table.columns).filter((column) => !table.key.includes(column));
    columnCache.set(table, columns);
  }
  return columns;
}

// The same text every time, and few of them: the driver keeps them prepared.
const sqlCache = new WeakMap<TableDefinition, Map<string, string>>();
function cached(table: TableDefinition, id: string, make: () => string): string {
  let texts = sqlCache.get(table);
  if (!texts) sqlCache.set(table, texts = new Map());
  let sql = texts.get(id);
  if (sql === undefined) texts.set(id, sql = make());
  return sql;
}

function upsertSql(table: TableDefinition, physical: string, shape: string): string {
  return cached(table, `${physical} ${shape}`, () => {
    const parts = shape === "" ? [] : shape.split(",");
    const columns = [...table.key, ...parts.map((part) => part.slice(1))];
    requireDefaults(table, columns);
    const values = columns.map((_, i) => `value->>${i}`);
    const updates = parts.map((part) => {
      const column = part.slice(1);
      if (part[0] === "=") return `${column} = excluded.${column}`;
      // Any other default would make "insert the delta" differ from "make the row, then add".
      if (!/NOT NULL DEFAULT 0\b/.test(table.columns[column]!)) {
        throw new TypeError(`${table.name}: ${column} is added to and must be NOT NULL DEFAULT 0`);
      }
      return `${column} = ${column} + excluded.${column}`;
    });
    return `INSERT INTO ${physical} (${columns.join(", ")}) SELECT ${
      values.join(", ")
    } FROM json_each(?) WHERE true ` +
      `ON CONFLICT (${table.key.join(", ")}) DO ` +
      (updates.length === 0 ? "NOTHING" : `UPDATE SET ${updates.join(", ")}`);
  });
}

/** Any change may be the first of its row, so a column it leaves out needs a value of its own. */
function requireDefaults(table: TableDefinition, given: readonly string[]): void {
  for (const [column, type] of Object.entries(table.columns)) {
    if (!given.includes(column) && /NOT NULL/.test(type) && !/DEFAULT/.test(type)) {
      throw new TypeError(`${table.name}: a change leaves out ${column}, which has neither default nor null`);
    }
  }
}

function deleteSql(table: TableDefinition, physical: string): string {
  return cached(table, `${physical} -`, () => {
    const values = table.key.map((_, i) => `value->>${i}`);
    return `DELETE FROM ${physical} WHERE (${table.key.join(", ")}) IN (SELECT ${
      values.join(", ")
    } FROM json_each(?))`;
  });
}

const handledCache = new WeakMap<Projection, ReadonlySet<string>>();
function handledBy(projection: Projection): ReadonlySet<string> {
  let handled = handledCache.get(projection);
  if (!handled) handledCache.set(projection, handled = new Set(projection.handles));
  return handled;
}

interface Plan {
  readonly inline: readonly Projection[];
  readonly guard: Statement;
}

const plans = new WeakMap<readonly Projection[], Plan>();
function planOf(projections: readonly Projection[]): Plan {
  let plan = plans.get(projections);
  if (!plan) {
    plan = {
      inline: projections.filter((projection) => projection.mode === "inline"),
      guard: {
        // Writes nothing where the sets agree; otherwise NOT NULL aborts the batch.
        sql: "UPDATE projection_set SET inline = NULL WHERE k = 1 AND inline <> ?",
        args: [inlineSet(projections)],
      },
    };
    plans.set(projections, plan);
  }
  return plan;
}
