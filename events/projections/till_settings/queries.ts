import { TILL_SETTINGS, type TillSettings } from "../../../kernel/sync.ts";
import type { TenantDb } from "../../store/types.ts";

export async function tillSettings(db: TenantDb): Promise<TillSettings> {
  const row = await db.first<
    { lock_after_sale: number; pairing: TillSettings["pairing"]; discount_per_mille_max: number }
  >("SELECT lock_after_sale, pairing, discount_per_mille_max FROM till_settings WHERE k = 1");
  return row === null ? TILL_SETTINGS : {
    lockAfterSale: row.lock_after_sale === 1,
    pairing: row.pairing,
    discountPerMilleMax: row.discount_per_mille_max,
  };
}
