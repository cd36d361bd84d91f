import type { SqlRow, SqlValue, Statement } from "./types.ts";

/** What the store needs of a database. Only `embedded_driver.ts` and `remote_driver.ts` know a raw client (design §4). */
export interface Driver {
  all(sql: string, args?: readonly SqlValue[]): Promise<SqlRow[]>;
  /** Several reads of one moment, one round trip. */
  readAll(statements: readonly Statement[]): Promise<SqlRow[][]>;
  /** One write transaction; changed rows of each statement. All or nothing, and throws `DriverFault`. */
  batch(statements: readonly Statement[]): Promise<number[]>;
  /** A SQL file in one transaction with the statement that notes it, where there is one. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** A transaction of the embedded driver: it begins, works and commits within one tick, so nothing comes between. */
export interface SyncSession {
  all(sql: string, args: readonly SqlValue[]): SqlRow[];
  /** Changed rows. */
  run(sql: string, args: readonly SqlValue[]): number;
}

/**
 * `busy`: somebody else holds the lock, nothing was written, ask again. `constraint`: a rule of the schema or a guard
 * said no, nothing was written. `storage`: disk full or failing. `lost`: no answer, so the outcome is unknown.
 * `blocked`: the server itself refuses this database (kill switch, token). `missing`: no such database. `sql`: a bug of
 * ours.
 */
export type FaultKind = "busy" | "constraint" | "storage" | "lost" | "blocked" | "missing" | "sql";

export class DriverFault extends Error {
  override readonly name = "DriverFault";
  constructor(readonly kind: FaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** The database is away, busy or full: what asks again later may find it, and no program is at fault. */
export const isAway = (error: unknown): boolean => isFault(error, "busy", "storage", "lost", "blocked");

/** A fault of one of these kinds; of any kind where none is named. */
export const isFault = (error: unknown, ...kinds: readonly FaultKind[]): error is DriverFault =>
  error instanceof DriverFault && (kinds.length === 0 || kinds.includes(error.kind));

/**
 * Integers travel as BigInt: both clients bind a JavaScript number as REAL, which a STRICT column forgives and an
 * expression such as `'n' || ?` does not. A fraction or an unsafe integer is a bug of the caller (no floats, design §6).
 */
export function boundValue(value: SqlValue): string | bigint | null | Uint8Array {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${value}`);
    return BigInt(value);
  }
  if (value === undefined) throw new TypeError("a SQL argument is missing");
  return value;
}

/** A column as `SqlValue`. Both clients round an integer above 2^53 silently or as BigInt; here it throws. */
function readValue(value: unknown): SqlValue {
  if (typeof value === "string" || value === null) return value;
  if (typeof value === "number") {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new RangeError(`integer beyond 2^53: ${value}`);
    }
    return value;
  }
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (typeof value === "bigint") return readValue(Number(value));
  throw new TypeError(`a column of unknown kind: ${typeof value}`);
}

export function readRow(row: object): SqlRow {
  const read: Record<string, SqlValue> = {};
  for (const [column, value] of Object.entries(row)) read[column] = readValue(value);
  return read;
}
