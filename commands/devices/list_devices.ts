import type { ControlDb } from "../../events/store/control/db.ts";
import { devicesOfShop } from "../../events/store/control/devices.ts";
import {
  allSeries,
  type PairedDevice,
  pairedDevices,
  type Series,
} from "../../events/projections/pairing/queries.ts";
import { registers } from "../../events/projections/shop/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Instant } from "../../kernel/time.ts";

/** A device with all that is known of it: what the shop's ledger says, and what the platform heard. */
export interface ListedDevice extends Omit<PairedDevice, "publicKey"> {
  readonly registerName: string | null;
  /** Null for one that was never heard of again. */
  readonly seenAt: Instant | null;
  /** Commands that waited on it when it was last heard of; null where it did not say. */
  readonly unsent: number | null;
  readonly series: readonly Series[];
}

export async function listDevices(control: ControlDb, store: TenantStore): Promise<ListedDevice[]> {
  const [devices, series, known, tills] = await Promise.all([
    pairedDevices(store.db),
    allSeries(store.db),
    devicesOfShop(control, store.tenant),
    registers(store.db),
  ]);
  const names = new Map(tills.map(({ registerId, name }) => [registerId, name]));
  return devices.map(({ publicKey: _, ...device }) => {
    const access = known.get(device.deviceId);
    return {
      ...device,
      registerName: names.get(device.registerId) ?? null,
      seenAt: access?.seenAt ?? null,
      unsent: access?.unsent ?? null,
      series: series.filter(({ deviceId }) => deviceId === device.deviceId),
    };
  });
}
