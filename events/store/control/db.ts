import type { Personal } from "./personal.ts";
import type { SqlRow, SqlValue, Statement } from "../types.ts";

/**
 * The control database: people, shops, sessions, leases. Not branded per shop, so nothing of a shop's ledger is in it;
 * every query here names its shop.
 */
export interface ControlDb {
  all<Row extends SqlRow>(sql: string, args?: readonly SqlValue[]): Promise<Row[]>;
  first<Row extends SqlRow>(sql: string, args?: readonly SqlValue[]): Promise<Row | null>;
  /** One write transaction. A constraint that fails throws `ConstraintError` and writes nothing. */
  batch(statements: readonly Statement[]): Promise<void>;
  /** Names, e-mails and phones stand in it sealed. */
  readonly personal: Personal;
  close(): Promise<void>;
}

/** A row that the schema does not allow: another one has the slug, the e-mail … The caller knows which it asked for. */
export class ConstraintError extends Error {
  override readonly name = "ConstraintError";
}
