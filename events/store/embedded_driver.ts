import Database from "libsql";
import { resolve } from "node:path";
import { boundValue, type Driver, DriverFault, type FaultKind, readRow, type SyncSession } from "./driver.ts";
import type { SqlRow, SqlValue, Statement } from "./types.ts";

/** A busy wait is synchronous and freezes the whole process, so it is short and the queue waits instead (ledger §0.2). */
const BUSY_TIMEOUT_MS = 5;
/** Texts are literals of ours, so few; the bound is against a query built from variable lists. */
const STATEMENTS_KEPT = 64;
/** What is worth keeping prepared: not the statements that make a schema once. */
const REPEATED = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE|BEGIN|COMMIT)\b/i;
/**
 * libsql frees a closed connection, and its three file descriptors, only once all its statements are collected as
 * garbage, and the collector cannot see what they weigh (measured: 0.25 MB and more). So what is closed is given a
 * weight that it does see. Without it 1,000 shops taking turns with 64 files held 2,600 descriptors; with it, 600.
 */
const CLOSED_WEIGHT_BYTES = 512 * 1024;
const PRAGMAS = [
  "PRAGMA journal_mode = WAL",
  "PRAGMA synchronous = FULL",
  "PRAGMA foreign_keys = ON",
  // INSERT OR REPLACE deletes without a word unless the triggers against deleting run for it too.
  "PRAGMA recursive_triggers = ON",
  // 1,000 shops are open at once: the operating system's cache is shared between them, SQLite's own is not.
  "PRAGMA cache_size = -512",
];

export interface EmbeddedOptions {
  /** Called before every use, so that whoever bounds the number of open files knows the order of last use. */
  readonly onUse?: (driver: EmbeddedDriver) => void;
  readonly onClose?: (driver: EmbeddedDriver) => void;
  /** Called after a lock of somebody else cost the connection. */
  readonly onBusy?: () => void;
  /** Only a test turns this off, to show that the defect behind it still exists (`busy_stale_read_test.ts`). */
  readonly reconnectOnBusy?: boolean;
}

/**
 * One libSQL file through one connection with cached statements. Every call runs to its end within one tick. The file is
 * opened on first use and again after `park()`.
 */
export class EmbeddedDriver implements Driver {
  readonly #path: string;
  readonly #options: EmbeddedOptions;
  #connection: Database.Database | null = null;
  #statements = new Map<string, Database.Statement>();
  #closed = false;

  constructor(path: string, options: EmbeddedOptions = {}) {
    this.#path = resolve(path); // a reconnect must find the same file wherever the process has gone
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#connection !== null;
  }

  all(sql: string, args: readonly SqlValue[] = []): Promise<SqlRow[]> {
    return this.#attempt(() => this.#all(sql, args));
  }

  readAll(statements: readonly Statement[]): Promise<SqlRow[][]> {
    return this.#attempt(() => statements.map(({ sql, args }) => this.#all(sql, args)));
  }

  batch(statements: readonly Statement[]): Promise<number[]> {
    return this.transaction((session) => statements.map(({ sql, args }) => session.run(sql, args)));
  }

  script(sql: string): Promise<void> {
    return this.#attempt(() => this.#inTransaction(() => void this.#open().exec(sql)));
  }

  /** Takes the write lock, works and commits in one tick. Whatever `work` throws rolls everything back. */
  transaction<T>(work: (session: SyncSession) => T): Promise<T> {
    return this.#attempt(() => this.#inTransaction(() => work(this.#session)));
  }

  /** Lets go of the file; the next call opens it again. */
  park(): void {
    const connection = this.#connection;
    this.#connection = null;
    this.#statements = new Map();
    if (connection === null) return;
    connection.close();
    Object.assign(connection, { weight: new ArrayBuffer(CLOSED_WEIGHT_BYTES) });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.park();
    this.#options.onClose?.(this);
    return Promise.resolve();
  }

  readonly #session: SyncSession = {
    all: (sql, args) => this.#all(sql, args),
    run: (sql, args) => this.#statement(sql).run(args.map(boundValue)).changes,
  };

  #inTransaction<T>(work: () => T): T {
    this.#statement("BEGIN IMMEDIATE").run();
    try {
      const result = work();
      this.#statement("COMMIT").run();
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors (a full disk), and not after others.
      if (this.#connection?.inTransaction) this.#connection.exec("ROLLBACK");
      throw error;
    }
  }

  /** `async`, so that what the client throws becomes a rejection like that of the remote driver. */
  // deno-lint-ignore require-await
  async #attempt<T>(work: () => T): Promise<T> {
    this.#options.onUse?.(this);
    try {
      return work();
    } catch (error) {
      const fault = faultOf(error);
      if (fault?.kind === "busy") this.#afterBusy();
      throw fault ?? error;
    }
  }

  /**
   * The driver does not reset a step that failed with BUSY: the statement stays "in progress" until it is collected as
   * garbage, the connection's next read fixes a snapshot, later reads are stale and later writes fail. A kill switch
   * read through such a connection says "active" after a suspension. Only a new connection cures it (ledger §3.3).
   */
  #afterBusy(): void {
    if (this.#options.reconnectOnBusy === false) return;
    this.park();
    this.#options.onBusy?.();
  }

  #open(): Database.Database {
    if (this.#connection) return this.#connection;
    if (this.#closed) throw new DriverFault("storage", "the database was closed");
    const connection = new Database(this.#path, { timeout: BUSY_TIMEOUT_MS });
    try {
      for (const pragma of PRAGMAS) connection.exec(pragma);
    } catch (error) {
      connection.close();
      throw error;
    }
    this.#connection = connection;
    return connection;
  }

  #statement(sql: string): Database.Statement {
    const connection = this.#open();
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    if (!REPEATED.test(sql)) return statement;
    if (this.#statements.size >= STATEMENTS_KEPT) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #all(sql: string, args: readonly SqlValue[]): SqlRow[] {
    return this.#statement(sql).all(args.map(boundValue)).map((row) => readRow(row as object));
  }
}

function faultOf(error: unknown): DriverFault | null {
  if (error instanceof DriverFault) return error;
  if (!(error instanceof Database.SqliteError)) return null;
  return new DriverFault(kindOf(error.code), `${error.code}: ${error.message}`, { cause: error });
}

function kindOf(code: string): FaultKind {
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "busy";
  if (code.startsWith("SQLITE_CONSTRAINT")) return "constraint";
  const storage = ["FULL", "IOERR", "CANTOPEN", "READONLY", "CORRUPT", "NOTADB", "NOMEM", "PERM"];
  return storage.some((name) => code.startsWith(`SQLITE_${name}`)) ? "storage" : "sql";
}
