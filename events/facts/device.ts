import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId, zText } from "./fields.ts";

/** 32 raw bytes of Ed25519 in base64. */
export const zPublicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
/** `T004`: the letter T and the number of the series. */
export const zSeries = z.string().regex(/^T\d{3}$/);

/** Stream `device-<deviceId>`. From here on the device's commands are signed by this key and by no other. */
export const DevicePaired = defineFact({
  type: "DevicePaired",
  version: 1,
  schema: z.strictObject({ deviceId: zId, name: zText(40), registerId: zId, publicKey: zPublicKey }),
});

/** Stream `device-<deviceId>`. */
export const DeviceRenamed = defineFact({
  type: "DeviceRenamed",
  version: 1,
  schema: z.strictObject({ deviceId: zId, name: zText(40) }),
});

/** Stream `device-<deviceId>`. Lost, stolen or put away: it may not speak to the shop any more. */
export const DeviceRevoked = defineFact({
  type: "DeviceRevoked",
  version: 1,
  schema: z.strictObject({ deviceId: zId }),
});

/**
 * Stream `series-<series>`. The numbers of a ticket series that this device alone may give. Said again with a higher
 * `upTo` when it comes near its end. A series has one device in its whole life: two would print one number twice.
 */
export const SeriesLeased = defineFact({
  type: "SeriesLeased",
  version: 1,
  schema: z.strictObject({
    deviceId: zId,
    registerId: zId,
    series: zSeries,
    from: z.int().min(1),
    upTo: z.int().min(1),
  }),
});

/** Stream `series-<series>`. Its device is gone, and nobody gives numbers of it again. */
export const SeriesClosed = defineFact({
  type: "SeriesClosed",
  version: 1,
  schema: z.strictObject({ deviceId: zId, registerId: zId, series: zSeries }),
});

/**
 * Stream `device-<deviceId>`. A command from a till could not be understood. It is kept whole and the next ones pass:
 * one bad command never blocks a queue (features §3 item 9).
 */
export const DeviceCommandParked = defineFact({
  type: "DeviceCommandParked",
  version: 1,
  schema: z.strictObject({
    deviceId: zId,
    seq: z.int().min(1),
    cmdId: z.string().max(64),
    commandType: z.string().max(64),
    reason: z.string().max(400),
    /** The command as it came, as text, cut at 30,000 characters. */
    payload: z.string().max(30_000),
  }),
});

/**
 * Stream `device_text-<cmdId>`. What a device signed, word for word, where the facts beside this one do not say all of
 * it: a space that was trimmed, a field this program does not know. So whoever verifies can still compare.
 */
export const DeviceTextKept = defineFact({
  type: "DeviceTextKept",
  version: 1,
  schema: z.strictObject({ deviceId: zId, seq: z.int().min(1), cmdId: z.string().max(64), text: z.string() }),
});

/** The till settings of the shop, all of them each time. Stream `till_settings`. */
export const TillSettingsSet = defineFact({
  type: "TillSettingsSet",
  version: 1,
  schema: z.strictObject({
    lockAfterSale: z.boolean(),
    pairing: z.enum(["open", "code"]),
    discountPerMilleMax: z.int().min(0).max(1000),
  }),
});

export type DeviceFact =
  | FactOf<typeof DevicePaired>
  | FactOf<typeof DeviceRenamed>
  | FactOf<typeof DeviceRevoked>
  | FactOf<typeof DeviceCommandParked>
  | FactOf<typeof DeviceTextKept>;
export type SeriesFact = FactOf<typeof SeriesLeased> | FactOf<typeof SeriesClosed>;
export type TillSettingsFact = FactOf<typeof TillSettingsSet>;
