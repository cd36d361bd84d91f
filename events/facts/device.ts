import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId } from "./fields.ts";

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

export type DeviceFact = FactOf<typeof DeviceCommandParked>;
