import {
  DevicePaired,
  DeviceRenamed,
  DeviceRevoked,
  SeriesClosed,
  SeriesLeased,
} from "../../facts/device.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/** Which devices may speak for the shop, with what key, and whose each ticket series is. */
export const pairingProjection = defineProjection({
  name: "pairing",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "paired_device",
      columns: {
        device_id: "TEXT NOT NULL",
        name: "TEXT NOT NULL DEFAULT ''",
        register_id: "TEXT",
        public_key: "TEXT",
        paired_at: "TEXT",
        paired_pos: "INTEGER NOT NULL DEFAULT 0",
        revoked_at: "TEXT",
      },
      key: ["device_id"],
      indexes: [["register_id"]],
    },
    {
      name: "series",
      columns: {
        series: "TEXT NOT NULL",
        device_id: "TEXT",
        register_id: "TEXT",
        from_number: "INTEGER NOT NULL DEFAULT 1",
        up_to: "INTEGER NOT NULL DEFAULT 0",
        leased_at: "TEXT",
        closed_at: "TEXT",
      },
      key: ["series"],
      indexes: [["device_id"]],
    },
  ],
  ...handlers(
    on(DevicePaired, ({ deviceId, name, registerId, publicKey }, { pos, recordedAt }) => [{
      ...device(deviceId),
      set: { name, register_id: registerId, public_key: publicKey, paired_at: recordedAt, paired_pos: pos },
    }]),
    on(DeviceRenamed, ({ deviceId, name }) => [{ ...device(deviceId), set: { name } }]),
    // The moment the shop said so, not what a clock elsewhere may say: what was made before it is still taken.
    on(
      DeviceRevoked,
      ({ deviceId }, { recordedAt }) => [{ ...device(deviceId), set: { revoked_at: recordedAt } }],
    ),
    on(SeriesLeased, ({ deviceId, registerId, series, from, upTo }, { recordedAt }) => [{
      table: "series",
      key: { series },
      set: {
        device_id: deviceId,
        register_id: registerId,
        from_number: from,
        up_to: upTo,
        leased_at: recordedAt,
      },
    }]),
    on(SeriesClosed, ({ series }, { recordedAt }) => [
      { table: "series", key: { series }, set: { closed_at: recordedAt } },
    ]),
  ),
});

const device = (deviceId: string) => ({ table: "paired_device", key: { device_id: deviceId } });
