import type { Statement } from "../store/types.ts";
import type { Projection, TableDefinition } from "./define_projection.ts";

/**
 * The engine's own tables. `projection_active`: the version readers see. `projection_tables`: what that version
 * consists of, so that a later program can drop it, and its generation (1, and one more with each rebuild).
 * `projection_checkpoint`: how far an async read model, or a rebuild under way, has read. `projection_set`: the inline
 * read models that every append must feed.
 */
export const PROJECTION_SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS projection_active (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS projection_tables (
     name TEXT PRIMARY KEY, generation INTEGER NOT NULL, mode TEXT NOT NULL, tables TEXT NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS projection_checkpoint (
     name TEXT NOT NULL, version INTEGER NOT NULL, pos INTEGER NOT NULL, PRIMARY KEY (name, version)) STRICT`,
  `CREATE TABLE IF NOT EXISTS projection_set (k INTEGER PRIMARY KEY CHECK (k = 1), inline TEXT NOT NULL) STRICT`,
];

export const plainStatement = (sql: string): Statement => ({ sql, args: [] });

/** The table in use for a version. Its name does not change with a rebuild, so statements stay prepared. */
export const physicalTable = (table: string, version: number): string => `${table}__v${version}`;

/** A table that is being filled beside the one in use. */
export const sideTable = (table: string, version: number, label: string): string =>
  `${physicalTable(table, version)}_${label}`;

/**
 * `WITHOUT ROWID`: the row stands in the tree of its key, so a change writes one tree and not two. `label` keeps the
 * names of the indexes apart while two tables stand side by side; an index keeps its name when its table is renamed.
 */
export function tableDdl(table: TableDefinition, physical: string, label: string): string[] {
  const columns = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`);
  return [
    `CREATE TABLE ${physical} (${columns.join(", ")}, PRIMARY KEY (${
      table.key.join(", ")
    })) STRICT, WITHOUT ROWID`,
    ...(table.indexes ?? []).map((index) =>
      `CREATE INDEX ${table.name}__${label}_by_${index.join("_")} ON ${physical} (${index.join(", ")})`
    ),
  ];
}

/** Readers name the view: which version answers is not their business. */
export const viewDdl = (table: string, version: number): string =>
  `CREATE VIEW ${table} AS SELECT * FROM ${physicalTable(table, version)}`;

export const generationLabel = (generation: number): string => `g${generation}`;

/** Everything a read model needs in a database that never had it: tables, indexes, views. */
export function projectionDdl(projection: Projection): string[] {
  return projection.tables.flatMap((table) => [
    ...tableDdl(table, physicalTable(table.name, projection.version), generationLabel(1)),
    viewDdl(table.name, projection.version),
  ]);
}

/** Names the inline read models and their versions: an append by a program that knows others must not pass. */
export const inlineSet = (projections: readonly Projection[]): string =>
  projections.filter((p) => p.mode === "inline").map((p) => `${p.name}:${p.version}`).sort().join(",");

/** The same, from what the database holds: written in the transaction of every change to it. */
export const INLINE_SET_SQL = `INSERT INTO projection_set (k, inline)
  SELECT 1, coalesce(group_concat(entry, ','), '') FROM (
    SELECT a.name || ':' || a.version AS entry FROM projection_active a JOIN projection_tables t ON t.name = a.name
    WHERE t.mode = 'inline' ORDER BY entry)
  WHERE true ON CONFLICT (k) DO UPDATE SET inline = excluded.inline`;
