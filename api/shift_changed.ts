import { reportShift } from "../commands/membership/report_shift.ts";
import type { Services } from "../compose.ts";
import type { Shop } from "../events/store/control/shops.ts";
import type { TenantStore } from "../events/store/types.ts";
import { reportBug } from "./http/report_bug.ts";

/**
 * A till was opened or closed: where a block of the shop is near, the platform hears of it at once, so that the block
 * waits for the end of the day or comes with it (features §4.2 case 15). The till is what it is whatever happens here.
 */
export async function shiftChanged(services: Services, shop: Shop, store: TenantStore): Promise<void> {
  if (shop.practiceOf !== undefined) return;
  try {
    await reportShift(services, shop.id, store);
  } catch (error) {
    reportBug(`shift of ${shop.id}`, error);
  }
}
