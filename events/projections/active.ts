import type { Statement, TenantDb } from "../store/types.ts";
import type { Projection } from "./define_projection.ts";
import type { SideTables } from "./side_tables.ts";
import { INLINE_SET_SQL, physicalTable, plainStatement, projectionDdl, viewDdl } from "./tables.ts";

/** A read model as the database has it now. */
export interface Active {
  readonly name: string;
  readonly version: number;
  readonly generation: number;
  readonly mode: string;
  /** Its table definitions as JSON. */
  readonly tables: string;
}

const ACTIVE = `SELECT t.name, a.version, t.generation, t.mode, t.tables
  FROM projection_tables t JOIN projection_active a ON a.name = t.name`;

export const activeOnes = (db: TenantDb): Promise<Active[]> =>
  db.all<Active & Record<string, string | number>>(ACTIVE);
export const activeOne = (db: TenantDb, name: string): Promise<Active | null> =>
  db.first<Active & Record<string, string | number>>(`${ACTIVE} WHERE t.name = ?`, [name]);

export const isCurrent = (active: Active | undefined, projection: Projection): boolean =>
  active !== undefined && active.version === projection.version && active.mode === projection.mode &&
  active.tables === JSON.stringify(projection.tables);

/** Notes the version readers see, and aborts the batch where an inline read model would not stand at the log's end. */
function activate(projection: Projection, generation: number, pos: number): Statement[] {
  const { name, version, mode, tables } = projection;
  return [
    {
      sql: `INSERT INTO projection_active (name, version)
          VALUES (?, (SELECT CASE WHEN ? = 'async' OR coalesce(max(pos), 0) = ? THEN ? END FROM event))
        ON CONFLICT (name) DO UPDATE SET version = excluded.version`,
      args: [name, mode, pos, version],
    },
    {
      sql: `INSERT INTO projection_tables (name, generation, mode, tables) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET generation = excluded.generation, mode = excluded.mode, tables = excluded.tables`,
      args: [name, generation, mode, JSON.stringify(tables)],
    },
    { sql: "DELETE FROM projection_checkpoint WHERE name = ?", args: [name] },
    ...(mode === "inline" ? [] : [{
      sql: "INSERT INTO projection_checkpoint (name, version, pos) VALUES (?, ?, ?)",
      args: [name, version, pos],
    }]),
  ];
}

/** All read models of a log that holds no event yet. */
export const createStatements = (projections: readonly Projection[]): Statement[] => [
  ...projections.flatMap((projection) => [
    ...activate(projection, 1, 0),
    ...projectionDdl(projection).map(plainStatement),
  ]),
  plainStatement(INLINE_SET_SQL),
];

/** The side tables become the ones in use, and the old ones go. */
export function swapStatements(
  side: SideTables,
  generation: number,
  old: Active | null,
  pos: number,
): Statement[] {
  const { projection } = side;
  return [
    ...activate(projection, generation, pos),
    ...(old ? dropStatements(old) : []),
    ...projection.tables.flatMap(({ name }) => [
      plainStatement(`ALTER TABLE ${side.table(name)} RENAME TO ${physicalTable(name, projection.version)}`),
      plainStatement(viewDdl(name, projection.version)),
    ]),
    { sql: "DELETE FROM projection_checkpoint WHERE name = ?", args: [side.name] },
    plainStatement(INLINE_SET_SQL),
  ];
}

/** A read model that the program no longer has. */
export const retireStatements = (old: Active): Statement[] => [
  ...dropStatements(old),
  ...["projection_active", "projection_tables", "projection_checkpoint"].map((table) => ({
    sql: `DELETE FROM ${table} WHERE name = ?`,
    args: [old.name],
  })),
  plainStatement(INLINE_SET_SQL),
];

function dropStatements(old: Active): Statement[] {
  const tables = JSON.parse(old.tables) as Projection["tables"];
  return tables.flatMap(({ name }) => [
    plainStatement(`DROP VIEW IF EXISTS ${name}`),
    plainStatement(`DROP TABLE IF EXISTS ${physicalTable(name, old.version)}`),
  ]);
}
