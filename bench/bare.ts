import Database from "libsql";
import { appendLeaves, parseFrontier, serialiseFrontier } from "../events/log/merkle.ts";
import type { Bytes } from "../events/log/bytes.ts";
import { FACTS } from "../compose.ts";
import type { Projection } from "../events/projections/define_projection.ts";
import { projectionStatements } from "../events/projections/engine.ts";
import { recordedOf } from "../events/store/read_log.ts";
import type { SqlValue, Statement, TenantStore } from "../events/store/types.ts";

/** A statement whose arguments are what the client binds: nothing is left to do but to run it. */
export interface Bound {
  readonly sql: string;
  readonly args: readonly (string | bigint | null | Uint8Array)[];
}

/** What a store has written, ready to be written once more by a loop that neither asks, hashes, checks nor projects. */
export interface Recording {
  readonly schema: readonly string[];
  /** One list for each transaction. */
  readonly transactions: readonly (readonly Bound[])[];
}

/** The rows after a position, so many events to a transaction: the same bytes, the same tables, the same indexes. */
export async function recordingOf(
  store: TenantStore,
  after: number,
  group: number,
  projections: readonly Projection[],
): Promise<Recording> {
  const inline = projections.filter(({ mode }) => mode === "inline");
  const events = await store.db.all<EventRow>(
    "SELECT pos, stream, ver, id, type, sv, body, leaf FROM event WHERE pos > ? ORDER BY pos",
    [after],
  );
  const commands = await store.db.all<CommandRow>(
    "SELECT cmd_id, req_hash, outcome, first_pos, last_pos FROM command WHERE first_pos > ? ORDER BY first_pos",
    [after],
  );
  const transactions: Bound[][] = [];
  let frontier = parseFrontier(new Uint8Array(), 0)!, size = 0;
  for (let from = 0; from < events.length; from += group) {
    const slice = events.slice(from, from + group);
    frontier = appendLeaves(frontier, size, slice.map(({ leaf }) => leaf));
    size += slice.length;
    const head = {
      sql: "UPDATE head SET size = ?, frontier = ?, recorded_at = ? WHERE k = 1",
      args: [size, serialiseFrontier(frontier), 1],
    };
    transactions.push([
      head,
      ...slice.map((row) => insert("event", row)),
      ...projectionStatements(inline, slice.map(({ body }) => recordedOf(body, FACTS))),
      ...commands.slice(from, from + group).map((row) => insert("command", row)),
    ].map(bound));
  }
  return { schema: await schemaOf(store), transactions };
}

/** Tables and indexes, without the triggers that guard them and the views that name them. */
export async function schemaOf(store: TenantStore): Promise<string[]> {
  const rows = await store.db.all<{ sql: string }>(
    `SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
      ORDER BY type = 'index'`,
  );
  return rows.map(({ sql }) => sql);
}

/** The client itself, with statements prepared once, in WAL mode and with an fsync at every commit. */
export class BareDatabase implements Disposable {
  readonly #connection: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string, schema: readonly string[] = []) {
    this.#connection = new Database(path);
    for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "cache_size = -512"]) {
      this.#connection.exec(`PRAGMA ${pragma}`);
    }
    for (const sql of schema) this.#connection.exec(sql);
  }

  write(statements: readonly Bound[]): void {
    this.#statement("BEGIN IMMEDIATE").run();
    for (const { sql, args } of statements) this.#statement(sql).run(args);
    this.#statement("COMMIT").run();
  }

  all({ sql, args }: Bound): unknown[] {
    return this.#statement(sql).all(args);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#connection.prepare(sql));
    return statement;
  }
}

export const FIRST_HEAD = "INSERT INTO head (k, size, frontier, recorded_at) VALUES (1, 0, x'', 0)";

function insert(table: string, row: Readonly<Record<string, SqlValue>>): Statement {
  const columns = Object.keys(row);
  return {
    sql: `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    args: Object.values(row),
  };
}

export const bound = ({ sql, args }: Statement): Bound => ({
  sql,
  args: args.map((value) => typeof value === "number" ? BigInt(value) : value),
});

type EventRow = {
  pos: number;
  stream: string;
  ver: number;
  id: string;
  type: string;
  sv: number;
  body: Bytes;
  leaf: Bytes;
};
type CommandRow = { cmd_id: string; req_hash: Bytes; outcome: string; first_pos: number; last_pos: number };
