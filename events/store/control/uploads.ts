import type { Instant } from "../../../kernel/time.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** Whose file it is: nobody else can name it. */
export interface UploadOwner {
  readonly shop: TenantId;
  readonly personId: string;
}

export interface Upload {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Of one person at a time: two tabs, and one to spare. */
const KEPT = 3;

/** Keeps a file until `expiresAt`. Sweeps what has expired and this person's oldest beyond {@link KEPT}. */
export async function keepUpload(
  db: ControlDb,
  { shop, personId }: UploadOwner,
  { id, fileName, bytes }: Upload,
  { now, expiresAt }: { readonly now: Instant; readonly expiresAt: Instant },
): Promise<void> {
  await db.batch([
    { sql: "DELETE FROM upload WHERE expires_at <= ?", args: [now] },
    {
      sql:
        `INSERT INTO upload (id, shop_id, person_id, file_name, bytes, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
      args: [id, shop, personId, fileName, bytes, expiresAt],
    },
    {
      sql: `DELETE FROM upload WHERE shop_id = ?1 AND person_id = ?2 AND id NOT IN (
              SELECT id FROM upload WHERE shop_id = ?1 AND person_id = ?2 ORDER BY expires_at DESC, id DESC LIMIT ?3)`,
      args: [shop, personId, KEPT],
    },
  ]);
}

/** Null for a file of somebody else, one that expired, or none. */
export async function uploadById(
  db: ControlDb,
  { shop, personId }: UploadOwner,
  id: string,
  now: Instant,
): Promise<Upload | null> {
  const row = await db.first<{ file_name: string; bytes: Uint8Array<ArrayBuffer> }>(
    "SELECT file_name, bytes FROM upload WHERE id = ? AND shop_id = ? AND person_id = ? AND expires_at > ?",
    [id, shop, personId, now],
  );
  return row && { id, fileName: row.file_name, bytes: row.bytes };
}
