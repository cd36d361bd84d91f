import type { TenantStore } from "../../events/store/types.ts";
import { type CreditShares, WHOLE_SHARE } from "../../kernel/credit.ts";

/** A paired till as it asks for its customers. */
export interface LendingTill {
  readonly deviceId: string;
  /** Devices that may sell now, this one among them. */
  readonly active: readonly string[];
  /** Number of the last command it ever made; null where it did not say. */
  readonly made: number | null;
}

export interface CreditShare {
  readonly own: number;
  readonly version: number;
  /** Of all active tills, the most each may hold. */
  readonly all: CreditShares;
}

type ShareRow = { device_id: string; served: number; held: number; version: number };

/**
 * What share of every limit a till may lend from now on: an equal part, but never more than all others leave. A till
 * that must give some back keeps counting as before until it says that it follows (`follows`: the version it was told,
 * and null as long as anything it lent earlier may still be on its way). So the shares in use never pass the whole.
 */
export async function shareOf(
  { db, projections }: TenantStore,
  { deviceId, active }: LendingTill,
  follows: number | null,
): Promise<CreditShare> {
  const tills = JSON.stringify(active), part = Math.floor(WHOLE_SHARE / Math.max(1, active.length));
  const rows = () =>
    db.all<ShareRow>("SELECT * FROM credit_share WHERE device_id IN (SELECT value FROM json_each(?))", [
      tills,
    ]);
  let known = await rows();
  const mine = () => known.find((row) => row.device_id === deviceId);
  const settled = (row: ShareRow | undefined) => row && row.served === part && row.held === part;
  if (!settled(mine())) {
    await projections.batch([
      ...follows !== null
        ? [{
          sql: "UPDATE credit_share SET held = served WHERE device_id = ? AND version = ?",
          args: [deviceId, follows],
        }]
        : [],
      { sql: GRANT, args: [deviceId, part, WHOLE_SHARE, tills] },
    ]);
    known = await rows();
  }
  return {
    own: mine()!.served,
    version: mine()!.version,
    all: new Map(known.map((row) => [row.device_id, Math.max(row.served, row.held)])),
  };
}

/** In one statement, so that two tills that ask at once cannot both be given what only one can have. */
const GRANT = `INSERT INTO credit_share (device_id, served, held, version)
  SELECT ?1, free.part, free.part, 1 FROM (
    SELECT max(0, min(?2, ?3 - coalesce(sum(max(served, held)), 0))) AS part FROM credit_share
    WHERE device_id <> ?1 AND device_id IN (SELECT value FROM json_each(?4))
  ) AS free WHERE true
  ON CONFLICT (device_id) DO UPDATE SET
    served = excluded.served, held = max(held, excluded.served), version = version + 1
    WHERE served <> excluded.served`;
