import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/** How many tries a key may have within a window before it must wait. */
export interface AttemptLimit {
  readonly tries: number;
  readonly windowMs: number;
}

/**
 * Counts a try and says from when the key may try again, or null if this one is allowed. One statement, before the
 * secret is looked at: parallel guesses cannot share one try. A window that has passed starts again at one.
 */
export async function takeAttempt(
  db: ControlDb,
  key: string,
  limit: AttemptLimit,
  now: Instant,
): Promise<Instant | null> {
  const [row] = await db.all<{ failures: number; first_at: Instant }>(
    `INSERT INTO attempt (key, failures, first_at) VALUES (?1, 1, ?2)
     ON CONFLICT (key) DO UPDATE SET
       failures = CASE WHEN first_at <= ?3 THEN 1 ELSE failures + 1 END,
       first_at = CASE WHEN first_at <= ?3 THEN ?2 ELSE first_at END
     RETURNING failures, first_at`,
    [key, now, plusMs(now, -limit.windowMs)],
  );
  if (!row || row.failures <= limit.tries) return null;
  return plusMs(row.first_at, limit.windowMs);
}

export async function clearAttempts(db: ControlDb, key: string): Promise<void> {
  await db.batch([{ sql: "DELETE FROM attempt WHERE key = ?", args: [key] }]);
}
