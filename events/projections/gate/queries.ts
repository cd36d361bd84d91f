import type { TenantDb } from "../../store/types.ts";

export interface SalesGate {
  readonly open: boolean;
  readonly reason: string;
}

/** Whether this shop may sell, as the append batch sees it (the row is the store's own). No word yet means open. */
export async function salesGate(db: TenantDb): Promise<SalesGate> {
  const row = await db.first<{ open: number; reason: string }>("SELECT open, reason FROM gate WHERE k = 1");
  return row ? { open: row.open === 1, reason: row.reason } : { open: true, reason: "" };
}
