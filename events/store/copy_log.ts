import { type Bytes, sameBytes } from "../log/bytes.ts";
import { decodeEnvelope } from "../log/envelope.ts";
import { appendLeaves, parseFrontier, root, serialiseFrontier } from "../log/merkle.ts";
import { epochMsOf } from "../../kernel/time.ts";
import { type DatabaseConfig, openBackend } from "./database_config.ts";
import type { Driver } from "./driver.ts";
import { LogBroken } from "./group_state.ts";
import { migrate, readMigrations } from "./migrator.ts";
import { retryBusy } from "./retry.ts";
import type { SqlRow, SqlValue, Statement, TenantId } from "./types.ts";

/** Reads of the database that is copied: a file, or a shop on a server. */
export type LogReader = (sql: string, args?: readonly SqlValue[]) => Promise<SqlRow[]>;

/** Events of one write. A body has at most 64 KB, and a server answers with at most 10 MB. */
const PAGE = 100;

/**
 * Copies a shop's log as far as it reaches now, with its checkpoints and the outcomes of its commands, into a database
 * of its own: bytes as they are. Everything in it is only ever added to, so what is read page by page is of one moment.
 * Read models are not copied; opening the shop makes them. What was cut off is gone on with. Throws {@link LogBroken}
 * where another log is there, or the bytes do not give the root they should.
 */
export async function copyLog(read: LogReader, config: DatabaseConfig, tenant: TenantId): Promise<void> {
  const backend = openBackend(config);
  await backend.create(tenant);
  const { driver } = backend.open(tenant);
  try {
    await migrate(driver, await readMigrations("tenant"));
    await copyOrigin(read, driver);
    const [end] = await read("SELECT size, frontier FROM head WHERE k = 1");
    const size = Number(end?.size ?? 0);
    const copied = await copyEvents(read, driver, size);
    const frontier = parseFrontier(end?.frontier as Bytes, size);
    if (!frontier || !sameBytes(copied, root(frontier, size))) throw otherLog(tenant);
    await copyRows(read, driver, CHECKPOINTS, size);
    await copyRows(read, driver, COMMANDS, size);
  } finally {
    await driver.close();
  }
}

const otherLog = (tenant: string) => new LogBroken(`another log than the one copied is in ${tenant}`);

async function copyOrigin(read: LogReader, to: Driver): Promise<void> {
  const [from] = await read("SELECT origin FROM log WHERE k = 1");
  const origin = from?.origin ?? null;
  const sql = "INSERT INTO log (k, origin) VALUES (1, ?) ON CONFLICT (k) DO NOTHING";
  await write(to, [{ sql, args: [origin] }]);
  const [there] = await to.all("SELECT origin FROM log WHERE k = 1");
  if (there?.origin !== origin) throw otherLog(String(there?.origin));
}

/** Page by page, each with the head it gives in one transaction. The root of what is there in the end. */
async function copyEvents(read: LogReader, to: Driver, size: number): Promise<Bytes> {
  const [head] = await to.all("SELECT size, frontier FROM head WHERE k = 1");
  let at = Number(head?.size ?? 0), frontier = parseFrontier(head?.frontier as Bytes, at);
  while (frontier && at < size) {
    const rows = await read(
      `SELECT pos, stream, ver, id, type, sv, body, leaf FROM event WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ?`,
      [at, size, PAGE],
    );
    const last = rows.at(-1);
    if (!last) break;
    frontier = appendLeaves(frontier, at, rows.map(({ leaf }) => leaf as Bytes));
    const next = at + rows.length;
    const envelope = decodeEnvelope(last.body as Bytes);
    const recordedAt = envelope.ok ? epochMsOf(envelope.value.recordedAt) : 0;
    await write(to, [
      ...rows.map((row) => insertOf("event", row)),
      {
        sql: "UPDATE head SET size = ?, frontier = ?, recorded_at = ? WHERE k = 1 AND size = ?",
        args: [next, serialiseFrontier(frontier), recordedAt, at],
      },
    ]);
    at = next;
  }
  if (!frontier) throw new LogBroken("the copy has no head of its size");
  return root(frontier, at);
}

interface Rows {
  readonly table: string;
  readonly key: string;
  /** `?1`: the key to go on after, `?2`: the size of the copied log. */
  readonly sql: string;
  readonly first: SqlValue;
}
const CHECKPOINTS: Rows = {
  table: "checkpoint",
  key: "size",
  sql: "SELECT size, note FROM checkpoint WHERE size > ?1 AND size <= ?2 ORDER BY size",
  first: -1,
};
const COMMANDS: Rows = {
  table: "command",
  key: "cmd_id",
  sql: `SELECT cmd_id, req_hash, outcome, first_pos, last_pos FROM command
    WHERE cmd_id > ?1 AND last_pos <= ?2 ORDER BY cmd_id`,
  first: "",
};

async function copyRows(read: LogReader, to: Driver, { table, key, sql, first }: Rows, size: number) {
  for (let after = first;;) {
    const rows = await read(`${sql} LIMIT ${PAGE}`, [after, size]);
    if (rows.length === 0) return;
    await write(to, rows.map((row) => insertOf(table, row, `ON CONFLICT (${key}) DO NOTHING`)));
    after = rows.at(-1)![key]!;
  }
}

function insertOf(table: string, row: SqlRow, conflict = ""): Statement {
  const columns = Object.keys(row);
  return {
    sql: `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${
      columns.map(() => "?").join(", ")
    }) ${conflict}`,
    args: Object.values(row),
  };
}

const write = (to: Driver, statements: readonly Statement[]) => retryBusy(() => to.batch(statements));
