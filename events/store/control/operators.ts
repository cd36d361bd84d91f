import type { SealedField } from "../../log/envelope.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
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

/** Names of operators by their ids; of nobody else. */
export async function operatorNames(
  db: ControlDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<{ person_id: string; sealed: string | null }>(
    `SELECT o.person_id, d.sealed FROM operator o
     LEFT JOIN personal d ON d.person_id = o.person_id AND d.field = 'name'
     WHERE o.person_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  );
  const names = rows.map(async ({ person_id, sealed }) =>
    [person_id, await db.personal.open(sealed) ?? ""] as const
  );
  return new Map(await Promise.all(names));
}

/** A shop as the platform sees it: no figure of its own, only that it is there and how far its people came. */
export interface ShopLine {
  readonly id: TenantId;
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

type ShopLineRow = ShopLine & Record<string, string | number | null>;
const LINE = `SELECT h.id, h.slug, h.name, h.niche, h.created_at AS createdAt,
   (SELECT count(*) FROM staff s WHERE s.shop_id = h.id AND s.active = 1) AS people,
   (SELECT count(*) FROM onboarding_progress p WHERE p.shop_id = h.id) AS steps,
   (SELECT max(s.seen_at) FROM staff s WHERE s.shop_id = h.id) AS seenAt
 FROM shop h WHERE h.practice_of IS NULL`;

export interface ShopSearch {
  /** Part of the slug. */
  readonly part: string;
  /** Only these, or all but these; all where it is left out. */
  readonly ids?: { readonly among: readonly string[] } | { readonly except: readonly string[] } | undefined;
  readonly afterSlug: string;
  readonly limit: number;
}

/** In the order of their slugs. */
export async function shopLines(db: ControlDb, search: ShopSearch): Promise<ShopLine[]> {
  const { part, ids, afterSlug, limit } = search, args: (string | number)[] = [afterSlug, part, limit];
  if (ids) args.push(JSON.stringify("among" in ids ? ids.among : ids.except));
  const among = ids ? `AND h.id ${"among" in ids ? "" : "NOT"} IN (SELECT value FROM json_each(?4))` : "";
  return await db.all<ShopLineRow>(
    `${LINE} AND h.slug > ?1 AND instr(h.slug, ?2) > 0 ${among} ORDER BY h.slug LIMIT ?3`,
    args,
  );
}

export async function shopLine(db: ControlDb, id: string): Promise<ShopLine | null> {
  return await db.first<ShopLineRow>(`${LINE} AND h.id = ?`, [id]);
}

/** Slugs by id, for lists that name shops. */
export async function shopSlugs(db: ControlDb, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.all<{ id: string; slug: string }>(
    "SELECT id, slug FROM shop WHERE id IN (SELECT value FROM json_each(?))",
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}

/** How many shops there are, those for practice left out. */
export async function shopCount(db: ControlDb): Promise<number> {
  const row = await db.first<{ shops: number }>(
    "SELECT count(*) AS shops FROM shop WHERE practice_of IS NULL",
  );
  return row!.shops;
}
