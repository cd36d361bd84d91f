import type { Instant } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";

export interface DeviceState {
  readonly deviceId: string;
  /** The last command taken from it; the next one must bear the number after it. */
  readonly lastSeq: number;
  /** `dev.hash` of that command: the next one's `prev`. Null where it was not signed. */
  readonly lastHash: string | null;
  readonly lastCmd: string;
  /** Position of the last event of that command. */
  readonly lastPos: number;
  readonly lastSeenAt: Instant;
  /** Register it sold at last; null where it never sold. */
  readonly registerId: string | null;
}

type DeviceRow = {
  device_id: string;
  last_seq: number;
  last_hash: string | null;
  last_cmd: string;
  last_pos: number;
  last_seen_at: string;
  register_id: string | null;
};

const stateOf = (row: DeviceRow): DeviceState => ({
  deviceId: row.device_id,
  lastSeq: row.last_seq,
  lastHash: row.last_hash,
  lastCmd: row.last_cmd,
  lastPos: row.last_pos,
  lastSeenAt: row.last_seen_at as Instant,
  registerId: row.register_id,
});

/** Null for a device that never sent anything: its first command bears 1. */
export async function deviceById(db: TenantDb, deviceId: string): Promise<DeviceState | null> {
  const row = await db.first<DeviceRow>("SELECT * FROM device WHERE device_id = ?", [deviceId]);
  return row && stateOf(row);
}

/** Last seen first. */
export async function devices(db: TenantDb): Promise<DeviceState[]> {
  return (await db.all<DeviceRow>("SELECT * FROM device ORDER BY last_pos DESC")).map(stateOf);
}
