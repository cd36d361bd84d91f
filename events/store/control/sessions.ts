import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import type { Role, Staff } from "./people.ts";

/** How a session began. */
export type Way = "password" | "pin" | "code" | "passkey" | "hand_over" | "sign_up" | "operator";

export interface NewSession {
  /** SHA-256 of the token, in hex: the token itself is only in the cookie. */
  readonly tokenHash: string;
  /** Null for a session of the platform itself, from which its person is handed over to a shop. */
  readonly shop: TenantId | null;
  readonly personId: string;
  readonly way: Way;
  /** What it runs on, in a person's words. */
  readonly device: string;
  readonly now: Instant;
  /** Ends here unless it is used before. */
  readonly restsAt: Instant;
  readonly expiresAt: Instant;
}

/** A session as its owner sees it in a list. */
export interface ListedSession {
  /** Names the session in a form; opens nothing. */
  readonly tokenHash: string;
  /** Null for one of the platform. */
  readonly shopName: string | null;
  readonly device: string;
  readonly way: Way;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
}

/** Newest use first. */
export async function sessionsOf(db: ControlDb, personId: string, now: Instant): Promise<ListedSession[]> {
  return await db.all<ListedSession & Record<string, string | null>>(
    `SELECT n.token_hash AS tokenHash, h.name AS shopName, n.device, n.way, n.created_at AS startedAt,
       n.seen_at AS seenAt
     FROM session n LEFT JOIN shop h ON h.id = n.shop_id
     WHERE n.person_id = ?1 AND n.expires_at > ?2 AND n.rests_at > ?2 ORDER BY n.seen_at DESC, n.token_hash`,
    [personId, now],
  );
}

/** One of a person's own: nobody ends another's by its name. */
export const endingOne = (personId: string, tokenHash: string): Statement => ({
  sql: "DELETE FROM session WHERE person_id = ? AND token_hash = ?",
  args: [personId, tokenHash],
});

/** Also ends `replaced`, the one this browser came with, and sweeps what is over: the table stays as small as the day. */
export async function addSession(
  db: ControlDb,
  session: NewSession,
  replaced: string | null = null,
): Promise<void> {
  await db.batch([
    {
      sql: "DELETE FROM session WHERE expires_at <= ?1 OR rests_at <= ?1 OR token_hash = ?2",
      args: [session.now, replaced],
    },
    {
      sql:
        `INSERT INTO session (token_hash, shop_id, person_id, way, device, created_at, seen_at, rests_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)`,
      args: [
        session.tokenHash,
        session.shop,
        session.personId,
        session.way,
        session.device,
        session.now,
        session.restsAt,
        session.expiresAt,
      ],
    },
    seen(session.shop, session.personId, session.now),
  ]);
}

/** The owner sees when each of their people was here last. */
const seen = (shop: TenantId | null, personId: string, now: Instant): Statement => ({
  sql: "UPDATE staff SET seen_at = ? WHERE shop_id = ? AND person_id = ?",
  args: [now, shop, personId],
});

interface Seen {
  readonly way: Way;
  readonly seenAt: Instant;
}

/** Who holds the session, if it is of this shop, not over, and the person still works there. */
export async function sessionStaff(
  db: ControlDb,
  shop: TenantId,
  tokenHash: string,
  now: Instant,
): Promise<(Seen & { readonly staff: Staff }) | null> {
  const row = await db.first<
    { person_id: string; sealed_name: string | null; role: string; way: string; seen_at: string }
  >(
    `SELECT n.person_id, coalesce(s.sealed_name, d.sealed) AS sealed_name, s.role, n.way, n.seen_at FROM session n
     LEFT JOIN personal d ON d.person_id = n.person_id AND d.field = 'name'
     JOIN staff s ON s.person_id = n.person_id AND s.shop_id = n.shop_id AND s.active = 1
     WHERE n.token_hash = ?1 AND n.shop_id = ?2 AND n.expires_at > ?3 AND n.rests_at > ?3`,
    [tokenHash, shop, now],
  );
  return row && {
    staff: {
      personId: row.person_id,
      name: await db.personal.open(row.sealed_name) ?? "",
      role: row.role as Role,
    },
    way: row.way as Way,
    seenAt: row.seen_at as Instant,
  };
}

/** A person signed in at the platform itself. */
export interface Account {
  readonly personId: string;
  readonly name: string;
  /** How this session began, and when: a recent code or passkey proves more than an old password. */
  readonly way: Way;
  readonly startedAt: Instant;
}

export async function sessionAccount(
  db: ControlDb,
  tokenHash: string,
  now: Instant,
): Promise<(Seen & { readonly account: Account }) | null> {
  const row = await db.first<
    { person_id: string; sealed_name: string | null; way: string; created_at: string; seen_at: string }
  >(
    `SELECT n.person_id, d.sealed AS sealed_name, n.way, n.created_at, n.seen_at FROM session n
     LEFT JOIN personal d ON d.person_id = n.person_id AND d.field = 'name'
     WHERE n.token_hash = ?1 AND n.shop_id IS NULL AND n.way <> 'operator' AND n.expires_at > ?2 AND n.rests_at > ?2`,
    [tokenHash, now],
  );
  return row && {
    account: {
      personId: row.person_id,
      name: await db.personal.open(row.sealed_name) ?? "",
      way: row.way as Way,
      startedAt: row.created_at as Instant,
    },
    way: row.way as Way,
    seenAt: row.seen_at as Instant,
  };
}

export async function touchSession(
  db: ControlDb,
  { tokenHash, shop, personId }: Pick<NewSession, "tokenHash" | "shop" | "personId">,
  now: Instant,
  restsAt: Instant,
): Promise<void> {
  await db.batch([{
    sql: "UPDATE session SET seen_at = ?, rests_at = ? WHERE token_hash = ?",
    args: [now, restsAt, tokenHash],
  }, seen(shop, personId, now)]);
}

export async function endSession(db: ControlDb, tokenHash: string): Promise<void> {
  await db.batch([{ sql: "DELETE FROM session WHERE token_hash = ?", args: [tokenHash] }]);
}

/** Of one person everywhere, or in one shop. */
export const endingSessions = (personId: string, shop: TenantId | null = null): Statement => ({
  sql: "DELETE FROM session WHERE person_id = ?1 AND (?2 IS NULL OR shop_id = ?2)",
  args: [personId, shop],
});
