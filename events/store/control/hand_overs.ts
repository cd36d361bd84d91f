import type { Instant } from "../../../kernel/time.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

export interface HandOver {
  readonly personId: string;
  readonly browserSeal: string;
  readonly expiresAt: Instant;
}

export async function addHandOver(
  db: ControlDb,
  tokenHash: string,
  shop: TenantId,
  { personId, browserSeal, expiresAt }: HandOver,
  now: Instant,
): Promise<void> {
  await db.batch([
    { sql: "DELETE FROM hand_over WHERE expires_at <= ?", args: [now] },
    {
      sql: `INSERT INTO hand_over (token_hash, shop_id, person_id, browser_seal, expires_at)
            VALUES (?, ?, ?, ?, ?)`,
      args: [tokenHash, shop, personId, browserSeal, expiresAt],
    },
  ]);
}

/** Takes it away and says what it was, in one statement: of two who bring it at once, one has it. */
export async function spendHandOver(
  db: ControlDb,
  tokenHash: string,
  shop: TenantId,
): Promise<HandOver | null> {
  const [row] = await db.all<{ person_id: string; browser_seal: string; expires_at: string }>(
    "DELETE FROM hand_over WHERE token_hash = ? AND shop_id = ? RETURNING person_id, browser_seal, expires_at",
    [tokenHash, shop],
  );
  if (!row) return null;
  return {
    personId: row.person_id,
    browserSeal: row.browser_seal,
    expiresAt: row.expires_at as Instant,
  };
}
