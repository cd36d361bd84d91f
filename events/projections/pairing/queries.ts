import type { Instant } from "../../../kernel/time.ts";
import type { SeriesLease } from "../../../kernel/sync.ts";
import type { TenantDb } from "../../store/types.ts";

/** A device that was registered with the shop, as it stands now. */
export interface PairedDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly registerId: string;
  /** 32 raw bytes of Ed25519 in base64. */
  readonly publicKey: string;
  readonly pairedAt: Instant;
  /** Null while it may speak for the shop. */
  readonly revokedAt: Instant | null;
}

type DeviceRow = {
  device_id: string;
  name: string;
  register_id: string;
  public_key: string;
  paired_at: string;
  revoked_at: string | null;
};

const deviceOf = (row: DeviceRow): PairedDevice => ({
  deviceId: row.device_id,
  name: row.name,
  registerId: row.register_id,
  publicKey: row.public_key,
  pairedAt: row.paired_at as Instant,
  revokedAt: row.revoked_at as Instant | null,
});

const DEVICES = "SELECT * FROM paired_device WHERE public_key IS NOT NULL";

/** Null for a device that never was paired: its commands bear no signature. */
export async function pairedDevice(db: TenantDb, deviceId: string): Promise<PairedDevice | null> {
  const row = await db.first<DeviceRow>(`${DEVICES} AND device_id = ?`, [deviceId]);
  return row && deviceOf(row);
}

/** Those in use first, then the revoked ones; newest first. */
export async function pairedDevices(db: TenantDb): Promise<PairedDevice[]> {
  const rows = await db.all<DeviceRow>(`${DEVICES} ORDER BY revoked_at IS NOT NULL, paired_pos DESC`);
  return rows.map(deviceOf);
}

/** A ticket series with the device it is leased to, or was. */
export interface Series extends SeriesLease {
  readonly deviceId: string;
  readonly closedAt: Instant | null;
}

type SeriesRow = {
  series: string;
  device_id: string;
  register_id: string;
  from_number: number;
  up_to: number;
  closed_at: string | null;
  last_ticket: number | null;
};

const seriesOf = (row: SeriesRow): Series => ({
  series: row.series,
  deviceId: row.device_id,
  registerId: row.register_id,
  from: row.from_number,
  upTo: row.up_to,
  lastTicket: row.last_ticket ?? row.from_number - 1,
  closedAt: row.closed_at as Instant | null,
});

const SERIES = `SELECT s.*, (SELECT max(number) FROM sale WHERE series = s.series) AS last_ticket
  FROM series s WHERE s.device_id IS NOT NULL`;

export const allSeries = async (db: TenantDb): Promise<Series[]> =>
  (await db.all<SeriesRow>(`${SERIES} ORDER BY s.series`)).map(seriesOf);

/** Those a device may still give numbers of. */
export const seriesOfDevice = async (db: TenantDb, deviceId: string): Promise<Series[]> =>
  (await db.all<SeriesRow>(`${SERIES} AND s.device_id = ? AND s.closed_at IS NULL ORDER BY s.series`, [
    deviceId,
  ]))
    .map(seriesOf);

/** Every series that a register began with, a device was given, or a sale was ever numbered in. */
export async function usedSeries(db: TenantDb): Promise<Set<string>> {
  const rows = await db.all<{ series: string }>(
    "SELECT series FROM register UNION SELECT series FROM series UNION SELECT DISTINCT series FROM sale",
  );
  return new Set(rows.map(({ series }) => series));
}

export const highestTicket = async (db: TenantDb, series: string): Promise<number> =>
  (await db.first<{ n: number | null }>("SELECT max(number) AS n FROM sale WHERE series = ?", [series]))?.n ??
    0;
