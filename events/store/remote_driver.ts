import { type Client, createClient, LibsqlError, type Row } from "@libsql/client";
import { boundValue, type Driver, DriverFault, type FaultKind, readRow } from "./driver.ts";
import type { TokenAccess } from "./namespace_tokens.ts";
import type { SqlRow, SqlValue, Statement } from "./types.ts";
import { messageOf } from "../../kernel/thrown.ts";

/** Longer than the server's own limit for a transaction (5 s), so that its answer comes before we stop listening. */
const ANSWER_MAX_MS = 6_000;

export interface RemoteOptions {
  readonly url: string;
  readonly namespace: string;
  /** Absent where the server asks for none. */
  readonly tokenFor?: (access: TokenAccess) => Promise<string>;
}

/**
 * One namespace of a libSQL server over Hrana HTTP. Every call is one round trip and no transaction stays open between
 * two: the server would end it after 5 s. What the client throws becomes a `DriverFault` here and nowhere else.
 */
export class RemoteDriver implements Driver {
  readonly #reader: Client;
  readonly #writer: Client;

  constructor(options: RemoteOptions) {
    const clientFor = (access: TokenAccess) =>
      createClient({ url: options.url, fetch: (request: Request) => ask(request, options, access) });
    this.#reader = clientFor("ro");
    this.#writer = clientFor("rw");
  }

  /** What begins with another word may write (`INSERT … RETURNING`). */
  all(sql: string, args: readonly SqlValue[] = []): Promise<SqlRow[]> {
    const client = /^\s*SELECT\b/i.test(sql) ? this.#reader : this.#writer;
    return faultsOf(async () => (await client.execute({ sql, args: args.map(bound) })).rows.map(rowOf));
  }

  readAll(statements: readonly Statement[]): Promise<SqlRow[][]> {
    return faultsOf(async () => {
      const sets = await this.#reader.batch(statements.map(boundStatement), "read");
      return sets.map(({ rows }) => rows.map(rowOf));
    });
  }

  batch(statements: readonly Statement[]): Promise<number[]> {
    return faultsOf(async () => {
      const sets = await this.#writer.batch(statements.map(boundStatement), "write");
      return sets.map(({ rowsAffected }) => rowsAffected);
    });
  }

  script(sql: string): Promise<void> {
    // The stream ends with the request, so a transaction that did not reach its COMMIT is rolled back.
    return faultsOf(() => this.#writer.executeMultiple(`BEGIN IMMEDIATE;\n${sql}\n;COMMIT`));
  }

  close(): Promise<void> {
    this.#reader.close();
    this.#writer.close();
    return Promise.resolve();
  }
}

/** The namespace header outranks the host name, so it is always ours (ledger §3.6). */
async function ask(
  request: Request,
  { namespace, tokenFor }: RemoteOptions,
  access: TokenAccess,
): Promise<Response> {
  const headers = new Headers(request.headers);
  if (tokenFor) headers.set("authorization", `Bearer ${await tokenFor(access)}`);
  headers.set("x-namespace-bin", btoa(namespace).replace(/=+$/, ""));
  try {
    return await fetch(new Request(request, { headers, signal: AbortSignal.timeout(ANSWER_MAX_MS) }));
  } catch (error) {
    throw new DriverFault("lost", messageOf(error), { cause: error });
  }
}

const bound = (value: SqlValue) => boundValue(value) as string | bigint | null | Uint8Array;
const boundStatement = ({ sql, args }: Statement) => ({ sql, args: args.map(bound) });
const rowOf = (row: Row): SqlRow => readRow(row);

async function faultsOf<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LibsqlError
      ? new DriverFault(kindOf(error), error.message, { cause: error })
      : error;
  }
}

const STORAGE = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM)/;
const OURS = /^(SQLITE_|SQL_|ARGS_|PROTO)/;

function kindOf({ code, cause }: LibsqlError): FaultKind {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return "busy";
  if (code.startsWith("SQLITE_CONSTRAINT")) return "constraint";
  if (code === "BLOCKED") return "blocked";
  if (STORAGE.test(code)) return "storage";
  if (OURS.test(code)) return "sql";
  const status = cause instanceof Error && "status" in cause ? cause.status : null;
  if (status === 404) return "missing";
  if (status === 401 || status === 403) return "blocked";
  return "lost"; // a broken stream, a server that stops, a proxy: what became of the batch is not known
}
