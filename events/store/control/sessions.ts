import type { Instant } from "../../../kernel/time.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import type { Role, Staff } from "./people.ts";

export interface NewSession {
  /** SHA-256 of the token, in hex: the token itself is only in the cookie. */
  readonly tokenHash: string;
  readonly shop: TenantId;
  readonly personId: string;
  readonly now: Instant;
  readonly expiresAt: Instant;
}

/** Also sweeps what has expired, so that the table stays as small as the day. */
export async function addSession(db: ControlDb, session: NewSession): Promise<void> {
  await db.batch([
    { sql: "DELETE FROM session WHERE expires_at <= ?", args: [session.now] },
    {
      sql: `INSERT INTO session (token_hash, shop_id, person_id, created_at, seen_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)`,
      args: [session.tokenHash, session.shop, session.personId, session.now, session.now, session.expiresAt],
    },
  ]);
}

/** Who holds the session, if it is of this shop, not expired, and the person still works there. */
export async function sessionStaff(
  db: ControlDb,
  shop: TenantId,
  tokenHash: string,
  now: Instant,
): Promise<Staff | null> {
  const row = await db.first<{ person_id: string; name: string; role: string }>(
    `SELECT n.person_id, p.name, s.role FROM session n
     JOIN person p ON p.id = n.person_id
     JOIN staff s ON s.person_id = n.person_id AND s.shop_id = n.shop_id AND s.active = 1
     WHERE n.token_hash = ? AND n.shop_id = ? AND n.expires_at > ?`,
    [tokenHash, shop, now],
  );
  return row && { personId: row.person_id, name: row.name, role: row.role as Role };
}

export async function endSession(db: ControlDb, tokenHash: string): Promise<void> {
  await db.batch([{ sql: "DELETE FROM session WHERE token_hash = ?", args: [tokenHash] }]);
}
