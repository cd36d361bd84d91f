import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/**
 * Takes or renews a lease for `ms`. True for exactly one holder at a time, as long as a holder stops working before
 * its lease ends: every job also guards its effect (a checkpoint's position, a unique key), so a slow clock costs
 * double work and never a double effect.
 */
export async function holdLease(
  db: ControlDb,
  name: string,
  holder: string,
  ms: number,
  now: Instant,
): Promise<boolean> {
  const rows = await db.all<{ holder: string }>(
    `INSERT INTO lease (name, holder, expires_at) VALUES (?1, ?2, ?3)
     ON CONFLICT (name) DO UPDATE SET holder = ?2, expires_at = ?3 WHERE holder = ?2 OR expires_at <= ?4
     RETURNING holder`,
    [name, holder, plusMs(now, ms), now],
  );
  return rows.length === 1;
}
