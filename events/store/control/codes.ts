import type { Instant } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

export interface OneTimeCode {
  readonly codeHash: string;
  /** Null for a phone that is nobody's. */
  readonly personId: string | null;
}

/** Puts the code in the place of any earlier one. */
export async function putCode(
  db: ControlDb,
  key: string,
  { codeHash, personId }: OneTimeCode,
  now: Instant,
  expiresAt: Instant,
): Promise<void> {
  await db.batch([
    { sql: "DELETE FROM one_time_code WHERE expires_at <= ? OR key = ?", args: [now, key] },
    {
      sql: "INSERT INTO one_time_code (key, code_hash, person_id, tries, expires_at) VALUES (?, ?, ?, 0, ?)",
      args: [key, codeHash, personId, expiresAt],
    },
  ]);
}

/** Counts a try and gives what it is compared with, in one statement: parallel guesses cannot share a try. */
export async function tryCode(
  db: ControlDb,
  key: string,
  triesMax: number,
  now: Instant,
): Promise<OneTimeCode | null> {
  const [row] = await db.all<{ code_hash: string; person_id: string | null }>(
    `UPDATE one_time_code SET tries = tries + 1 WHERE key = ? AND tries < ? AND expires_at > ?
     RETURNING code_hash, person_id`,
    [key, triesMax, now],
  );
  return row ? { codeHash: row.code_hash, personId: row.person_id } : null;
}

/** True for exactly one of those who bring it. */
export async function spendCode(db: ControlDb, key: string, codeHash: string): Promise<boolean> {
  const rows = await db.all(
    "DELETE FROM one_time_code WHERE key = ? AND code_hash = ? RETURNING key",
    [key, codeHash],
  );
  return rows.length > 0;
}
