import { DatabaseSync } from "node:sqlite";
import type { SqlRow, SqlValue } from "../../events/store/types.ts";
import { type LedgerSource, ledgerSource } from "./ledger_source.ts";

/** The file cannot be read as a ledger. `io`: not as a database at all; `schema`: tables or columns are missing. */
export class LedgerUnreadable extends Error {
  override readonly name = "LedgerUnreadable";
  constructor(readonly fault: "io" | "schema", message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

const SQLITE_ERROR = 1;

/**
 * Opens a shop's file, or a copy of it, read-only and in one snapshot. With `node:sqlite` and not with libSQL: the one
 * who checks shares as little code as possible with the one who is checked. Throws {@link LedgerUnreadable}.
 */
export function openLedgerFile(path: string): LedgerSource & Disposable {
  const database = reading(() => new DatabaseSync(path, { readOnly: true }));
  // The shop may be writing; a checkpoint of SQLite's own holds its lock for a moment.
  reading(() => database.exec("PRAGMA busy_timeout = 5000; BEGIN"));
  // deno-lint-ignore require-await -- reads of a store are asynchronous, and this stands in for one
  const all = async (sql: string, args: readonly SqlValue[] = []): Promise<SqlRow[]> =>
    reading(() => database.prepare(sql).all(...args) as SqlRow[]);
  return { ...ledgerSource(all), [Symbol.dispose]: () => database.close() };
}

function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isSchema = (error as { errcode?: number }).errcode === SQLITE_ERROR;
    throw new LedgerUnreadable(isSchema ? "schema" : "io", message, { cause: error });
  }
}
