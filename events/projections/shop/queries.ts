import type { Instant } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";

export interface ShopInfo {
  readonly name: string;
  readonly slug: string;
  readonly niche: string;
  readonly address: string | null;
  readonly ruc: string | null;
  readonly openedAt: Instant;
}

/** Null until the shop is opened. */
export async function shopInfo(db: TenantDb): Promise<ShopInfo | null> {
  const row = await db.first<
    {
      name: string;
      slug: string;
      niche: string;
      address: string | null;
      ruc: string | null;
      opened_at: string;
    }
  >("SELECT name, slug, niche, address, ruc, opened_at FROM shop WHERE k = 1");
  if (!row) return null;
  const { opened_at, ...info } = row;
  return { ...info, openedAt: opened_at as Instant };
}

/** A till (caja) as it stands now. */
export interface Register {
  readonly registerId: string;
  readonly name: string;
  readonly series: string;
  /** The number after the highest one sold under this series: 1 for a register that never sold. */
  readonly nextNumber: number;
  readonly openSessionId: string | null;
  /** Number of its newest Z report; 0 before the first. */
  readonly lastZNumber: number;
  /** The device that sold last here, if any. */
  readonly deviceId: string | null;
  /** Where in the shop's network it prints. */
  readonly printer: NetworkPrinter | null;
}

export interface NetworkPrinter {
  readonly host: string;
  readonly port: number;
  readonly paper: 80 | 58;
  readonly cut: boolean;
}

type RegisterRow = {
  register_id: string;
  name: string;
  series: string;
  next_number: number;
  open_session_id: string | null;
  last_z_number: number;
  device_id: string | null;
  printer: string | null;
};

const REGISTERS = `SELECT r.register_id, r.name, r.series,
    (SELECT printer FROM register_printer WHERE register_id = r.register_id) AS printer,
    coalesce((SELECT max(number) FROM sale WHERE series = r.series), 0) + 1 AS next_number,
    (SELECT cash_session_id FROM cash_session WHERE register_id = r.register_id AND z_number IS NULL
      ORDER BY opened_pos DESC LIMIT 1) AS open_session_id,
    coalesce((SELECT max(z_number) FROM cash_session WHERE register_id = r.register_id), 0) AS last_z_number,
    (SELECT device_id FROM device WHERE register_id = r.register_id ORDER BY last_pos DESC LIMIT 1) AS device_id
  FROM register r`;

/** In the order in which they were added. */
export async function registers(db: TenantDb): Promise<Register[]> {
  return (await db.all<RegisterRow>(`${REGISTERS} ORDER BY r.pos`)).map(registerOf);
}

export async function registerById(db: TenantDb, registerId: string): Promise<Register | null> {
  const row = await db.first<RegisterRow>(`${REGISTERS} WHERE r.register_id = ?`, [registerId]);
  return row && registerOf(row);
}

const registerOf = (row: RegisterRow): Register => ({
  registerId: row.register_id,
  name: row.name,
  series: row.series,
  nextNumber: row.next_number,
  openSessionId: row.open_session_id,
  lastZNumber: row.last_z_number,
  deviceId: row.device_id,
  printer: row.printer === null ? null : JSON.parse(row.printer) as NetworkPrinter,
});
