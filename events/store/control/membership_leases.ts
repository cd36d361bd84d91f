import type { Lease } from "../../../kernel/lease.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** A lease without its shop's name, which stands in the shop's own row, and its signature. */
export type KeptLease = Omit<Lease, "shop"> & { readonly sig: string };

type LeaseRow = {
  seq: number;
  issued_at: Instant;
  not_after: Instant;
  policy: Lease["policy"];
  reason: string;
  sig: string;
};

export async function newestLease(db: ControlDb, shop: TenantId): Promise<KeptLease | null> {
  const row = await db.first<LeaseRow>("SELECT * FROM membership_lease WHERE shop_id = ?", [shop]);
  return row && {
    seq: row.seq,
    issuedAt: row.issued_at,
    notAfter: row.not_after,
    policy: row.policy,
    reason: row.reason,
    sig: row.sig,
  };
}

/** False where another process kept one since `before`: of two, one lease is the shop's. */
export async function keepLease(
  db: ControlDb,
  shop: TenantId,
  lease: KeptLease,
  before: KeptLease | null,
): Promise<boolean> {
  const rows = await db.all(
    `INSERT INTO membership_lease (shop_id, seq, issued_at, not_after, policy, reason, sig)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     ON CONFLICT (shop_id) DO UPDATE SET
       seq = ?2, issued_at = ?3, not_after = ?4, policy = ?5, reason = ?6, sig = ?7
     WHERE membership_lease.seq = ?8
     RETURNING seq`,
    [
      shop,
      lease.seq,
      lease.issuedAt,
      lease.notAfter,
      lease.policy,
      lease.reason,
      lease.sig,
      before?.seq ?? null,
    ],
  );
  return rows.length === 1;
}
