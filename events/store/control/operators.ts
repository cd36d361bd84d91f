import type { SealedField } from "../../log/envelope.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { Statement } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** Somebody of the platform itself. */
export interface Operator {
  readonly personId: string;
  readonly name: string;
}

export const addingOperator = (
  personId: string,
  sealedTotp: SealedField,
  recoveryHashes: readonly string[],
  now: Instant,
): Statement[] => [
  {
    sql: "INSERT INTO operator (person_id, sealed_totp, last_step, created_at) VALUES (?, ?, 0, ?)",
    args: [personId, JSON.stringify(sealedTotp), now],
  },
  ...recoveryHashes.map((hash) => ({
    sql: "INSERT INTO recovery_code (code_hash, person_id) VALUES (?, ?)",
    args: [hash, personId],
  })),
];

export async function isOperator(db: ControlDb, personId: string): Promise<boolean> {
  return await db.first("SELECT 1 AS operator FROM operator WHERE person_id = ?", [personId]) !== null;
}

/** Null for who is no operator, or whose key is not here. */
export async function totpSecretOf(db: ControlDb, personId: string): Promise<string | null> {
  const row = await db.first<{ sealed_totp: string }>(
    "SELECT sealed_totp FROM operator WHERE person_id = ?",
    [
      personId,
    ],
  );
  return row && await db.personal.open(row.sealed_totp);
}

/** True once for each step, and never for one before it: a code that was looked at over a shoulder is worth nothing. */
export async function takeStep(db: ControlDb, personId: string, step: number): Promise<boolean> {
  const rows = await db.all(
    "UPDATE operator SET last_step = ? WHERE person_id = ? AND last_step < ? RETURNING last_step",
    [step, personId, step],
  );
  return rows.length > 0;
}

/** True once for each code. */
export async function spendRecoveryCode(db: ControlDb, personId: string, hash: string): Promise<boolean> {
  const rows = await db.all(
    "DELETE FROM recovery_code WHERE person_id = ? AND code_hash = ? RETURNING code_hash",
    [personId, hash],
  );
  return rows.length > 0;
}

export async function sessionOperator(
  db: ControlDb,
  tokenHash: string,
  now: Instant,
): Promise<{ readonly operator: Operator; readonly seenAt: Instant } | null> {
  const row = await db.first<{ person_id: string; sealed_name: string | null; seen_at: string }>(
    `SELECT n.person_id, d.sealed AS sealed_name, n.seen_at FROM session n
     JOIN operator o ON o.person_id = n.person_id
     LEFT JOIN personal d ON d.person_id = n.person_id AND d.field = 'name'
     WHERE n.token_hash = ?1 AND n.shop_id IS NULL AND n.way = 'operator' AND n.expires_at > ?2 AND n.rests_at > ?2`,
    [tokenHash, now],
  );
  return row && {
    operator: { personId: row.person_id, name: await db.personal.open(row.sealed_name) ?? "" },
    seenAt: row.seen_at as Instant,
  };
}

/** A shop as the platform sees it: no figure of its own, only that it is there and how far its people came. */
export interface ShopLine {
  readonly slug: string;
  readonly name: string;
  readonly niche: string;
  readonly createdAt: Instant;
  readonly people: number;
  /** Steps of its first days that are done; the last is its first sale. */
  readonly steps: number;
  /** When anybody of it was seen last. */
  readonly seenAt: Instant | null;
}

/** Newest first. */
export async function shopLines(db: ControlDb): Promise<ShopLine[]> {
  return await db.all<ShopLine & Record<string, string | number | null>>(
    `SELECT h.slug, h.name, h.niche, h.created_at AS createdAt,
       (SELECT count(*) FROM staff s WHERE s.shop_id = h.id AND s.active = 1) AS people,
       (SELECT count(*) FROM onboarding_progress p WHERE p.shop_id = h.id) AS steps,
       (SELECT max(s.seen_at) FROM staff s WHERE s.shop_id = h.id) AS seenAt
     FROM shop h WHERE h.practice_of IS NULL ORDER BY h.created_at DESC, h.slug`,
  );
}
