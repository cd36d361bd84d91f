import { epochMsOf, type Instant } from "../../../kernel/time.ts";
import type { KeyScope } from "../../facts/api_key.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** A program that may work in a shop. */
export interface ApiKeyRow {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly madeAt: Instant;
  /** To the minute; null for a key that was never used. */
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

type Row = {
  id: string;
  name: string;
  scopes: string;
  made_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
};
const COLUMNS = "id, name, scopes, made_at, last_used_at, revoked_at";
const keyOf = (row: Row): ApiKeyRow => ({
  keyId: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as KeyScope[],
  madeAt: row.made_at as Instant,
  lastUsedAt: row.last_used_at as Instant | null,
  revokedAt: row.revoked_at as Instant | null,
});

/** Says nothing of a key that is kept already: whoever asks again has lost the answer, and with it the secret. */
export async function keepApiKey(
  db: ControlDb,
  shop: TenantId,
  key: Pick<ApiKeyRow, "keyId" | "name" | "scopes" | "madeAt"> & { readonly hash: string },
): Promise<void> {
  await db.batch([{
    sql: `INSERT INTO api_key (id, shop_id, name, scopes, key_hash, made_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET key_hash = excluded.key_hash WHERE shop_id = excluded.shop_id`,
    args: [key.keyId, shop, key.name, JSON.stringify(key.scopes), key.hash, key.madeAt],
  }]);
}

/** Newest first. */
export async function apiKeys(db: ControlDb, shop: TenantId): Promise<ApiKeyRow[]> {
  const rows = await db.all<Row>(`SELECT ${COLUMNS} FROM api_key WHERE shop_id = ? ORDER BY id DESC`, [shop]);
  return rows.map(keyOf);
}

export async function endApiKey(db: ControlDb, shop: TenantId, keyId: string, now: Instant): Promise<void> {
  await db.batch([{
    sql: "UPDATE api_key SET revoked_at = ? WHERE id = ? AND shop_id = ? AND revoked_at IS NULL",
    args: [now, keyId, shop],
  }]);
}

/** A minute is enough to see which key is idle, and costs no write for each request. */
const SEEN_MS = 60_000;

/** Whose key it is, by its hash, in this shop alone; null where nobody's or no longer. */
export async function apiKeyByHash(
  db: ControlDb,
  shop: TenantId,
  hash: string,
  now: Instant,
): Promise<ApiKeyRow | null> {
  const row = await db.first<Row>(
    `SELECT ${COLUMNS} FROM api_key WHERE key_hash = ? AND shop_id = ? AND revoked_at IS NULL`,
    [hash, shop],
  );
  if (!row) return null;
  if (row.last_used_at === null || epochMsOf(now) - epochMsOf(row.last_used_at as Instant) >= SEEN_MS) {
    await db.batch([{ sql: "UPDATE api_key SET last_used_at = ? WHERE id = ?", args: [now, row.id] }]);
  }
  return keyOf(row);
}
