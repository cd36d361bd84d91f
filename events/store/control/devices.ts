import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** What the platform keeps of a device to let it in. */
export interface DeviceAccess {
  readonly deviceId: string;
  /** SHA-256 of its credential, in hex. */
  readonly credentialHash: string;
  /** 16 bytes in base64: the PINs it may check are salted with it. */
  readonly salt: string;
  readonly revokedAt: Instant | null;
  readonly seenAt: Instant;
  readonly unsent: number | null;
  readonly leaseEnd: Instant | null;
}

type AccessRow = {
  device_id: string;
  credential_hash: string;
  salt: string;
  revoked_at: Instant | null;
  seen_at: Instant;
  unsent: number | null;
  lease_end: Instant | null;
};

const accessOf = (row: AccessRow): DeviceAccess => ({
  deviceId: row.device_id,
  credentialHash: row.credential_hash,
  salt: row.salt,
  revokedAt: row.revoked_at,
  seenAt: row.seen_at,
  unsent: row.unsent,
  leaseEnd: row.lease_end,
});

export async function deviceAccess(
  db: ControlDb,
  shop: TenantId,
  deviceId: string,
): Promise<DeviceAccess | null> {
  const sql = "SELECT * FROM device WHERE shop_id = ? AND device_id = ?";
  const row = await db.first<AccessRow>(sql, [shop, deviceId]);
  return row && accessOf(row);
}

export async function devicesOfShop(db: ControlDb, shop: TenantId): Promise<Map<string, DeviceAccess>> {
  const rows = await db.all<AccessRow>("SELECT * FROM device WHERE shop_id = ?", [shop]);
  return new Map(rows.map((row) => [row.device_id, accessOf(row)]));
}

/** A new credential ends the one before it; the salt stays, for verifiers on the device are made with it. */
export async function giveCredential(
  db: ControlDb,
  shop: TenantId,
  device: Pick<DeviceAccess, "deviceId" | "credentialHash" | "salt">,
  now: Instant,
): Promise<DeviceAccess> {
  const [row] = await db.all<AccessRow>(
    `INSERT INTO device (shop_id, device_id, credential_hash, salt, created_at, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
     ON CONFLICT (shop_id, device_id) DO UPDATE SET credential_hash = ?3, seen_at = ?5
     RETURNING *`,
    [shop, device.deviceId, device.credentialHash, device.salt, now],
  );
  return accessOf(row!);
}

export const shutOut = (db: ControlDb, shop: TenantId, deviceId: string, now: Instant): Promise<void> =>
  db.batch([{
    sql: "UPDATE device SET revoked_at = coalesce(revoked_at, ?) WHERE shop_id = ? AND device_id = ?",
    args: [now, shop, deviceId],
  }]);

/** What is written of each visit need not be of the second: a busy till would write here all day. */
const SEEN_MS = 60_000;

/** Notes that a device was heard of, and what it was told. */
export async function deviceSeen(
  db: ControlDb,
  shop: TenantId,
  { deviceId, ...before }: DeviceAccess,
  { now, unsent, leaseEnd }: {
    readonly now: Instant;
    readonly unsent: number | null;
    readonly leaseEnd: Instant | null;
  },
): Promise<void> {
  const fresh = before.seenAt > plusMs(now, -SEEN_MS);
  if (fresh && before.leaseEnd === leaseEnd && (unsent === null || before.unsent === unsent)) return;
  await db.batch([{
    sql: `UPDATE device SET seen_at = ?1, unsent = coalesce(?2, unsent), lease_end = coalesce(?3, lease_end)
      WHERE shop_id = ?4 AND device_id = ?5`,
    args: [now, unsent, leaseEnd, shop, deviceId],
  }]);
}

export interface PairingCode {
  readonly codeHash: string;
  readonly shop: TenantId;
  /** Who invites: what the code lets in is on their account. */
  readonly personId: string;
  readonly registerId: string | null;
  readonly expiresAt: Instant;
}

/** Sweeps what has expired. */
export const addPairingCode = (db: ControlDb, code: PairingCode, now: Instant): Promise<void> =>
  db.batch([
    { sql: "DELETE FROM pairing_code WHERE expires_at <= ?", args: [now] },
    {
      sql: `INSERT INTO pairing_code (code_hash, shop_id, person_id, register_id, expires_at)
        VALUES (?, ?, ?, ?, ?)`,
      args: [code.codeHash, code.shop, code.personId, code.registerId, code.expiresAt],
    },
  ]);

/** One statement: of two devices that use one code at once, one wins, and it may ask again where its answer was lost. */
export async function usePairingCode(
  db: ControlDb,
  { codeHash, shop }: Pick<PairingCode, "codeHash" | "shop">,
  deviceId: string,
  now: Instant,
): Promise<{ readonly personId: string; readonly registerId: string | null } | null> {
  const [row] = await db.all<{ person_id: string; register_id: string | null }>(
    `UPDATE pairing_code SET device_id = ?1
     WHERE code_hash = ?2 AND shop_id = ?3 AND expires_at > ?4 AND (device_id IS NULL OR device_id = ?1)
     RETURNING person_id, register_id`,
    [deviceId, codeHash, shop, now],
  );
  return row ? { personId: row.person_id, registerId: row.register_id } : null;
}
