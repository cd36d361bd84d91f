import type { Projection, TableDefinition } from "./define_projection.ts";

/**
 * The engine's own tables. `projection_active` says which version and generation of a read model is in use and how its
 * tables look; `projection_checkpoint` how far an async one (or a rebuild under way) has read; `projection_set` names
 * the inline read models every append must feed.
 */
export const PROJECTION_SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS projection_active (
     name TEXT PRIMARY KEY, version INTEGER NOT NULL, generation INTEGER NOT NULL, mode TEXT NOT NULL,
     tables TEXT NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS projection_checkpoint (
     name TEXT NOT NULL, version INTEGER NOT NULL, pos INTEGER NOT NULL, PRIMARY KEY (name, version)) STRICT`,
  `CREATE TABLE IF NOT EXISTS projection_set (k INTEGER PRIMARY KEY CHECK (k = 1), inline TEXT NOT NULL) STRICT`,
];

/** The table in use for a version. Its name does not change with a rebuild, so statements stay prepared. */
export const physicalTable = (table: string, version: number): string => `${table}__v${version}`;

/** Where a rebuild writes until it is swapped in. */
export const rebuildTable = (table: string, version: number, generation: number): string =>
  `${physicalTable(table, version)}_g${generation}`;

/**
 * `WITHOUT ROWID`: the row stands in the tree of its key, so a change writes one tree and not two. `generation` keeps
 * the names of the indexes apart while old and new tables stand side by side.
 */
export function tableDdl(table: TableDefinition, physical: string, generation: number): string[] {
  const columns = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`);
  return [
    `CREATE TABLE ${physical} (${columns.join(", ")}, PRIMARY KEY (${
      table.key.join(", ")
    })) STRICT, WITHOUT ROWID`,
    ...(table.indexes ?? []).map((index) =>
      `CREATE INDEX ${table.name}__g${generation}_by_${index.join("_")} ON ${physical} (${index.join(", ")})`
    ),
  ];
}

/** Readers name the view: which version answers is not their business. */
export const viewDdl = (table: string, version: number): string[] => [
  `DROP VIEW IF EXISTS ${table}`,
  `CREATE VIEW ${table} AS SELECT * FROM ${physicalTable(table, version)}`,
];

/** Everything a read model needs in a database that never had it: tables, indexes, views. */
export function projectionDdl(projection: Projection, generation = 1): string[] {
  return projection.tables.flatMap((table) => [
    ...tableDdl(table, physicalTable(table.name, projection.version), generation),
    ...viewDdl(table.name, projection.version),
  ]);
}

/** Names the inline read models and their versions: an append by a program that knows others must not pass. */
export const inlineSet = (projections: readonly Projection[]): string =>
  projections.filter((p) => p.mode === "inline").map((p) => `${p.name}:${p.version}`).sort().join(",");
