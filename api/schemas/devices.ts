import { z } from "zod";
import { zPairDevice } from "../../commands/devices/pair_device.ts";
import { inId, inText } from "../../commands/input/fields.ts";
import type { SeriesLease } from "../../kernel/sync.ts";
import type { SignedLease } from "../../kernel/lease.ts";
import { zAnsweredId, zAnsweredInstant } from "./fields.ts";

export const zSignedLease: z.ZodType<SignedLease> = z.strictObject({ text: z.string(), sig: z.string() });

export const zSeriesLease: z.ZodType<SeriesLease> = z.strictObject({
  registerId: zAnsweredId,
  series: z.string(),
  from: z.int().min(1),
  upTo: z.int().min(1),
  lastTicket: z.int().min(0),
});

export const zPairing = zPairDevice;

/** What a device takes home from its pairing. */
export const zPaired = z.strictObject({
  deviceId: zAnsweredId,
  /** For `Authorization: Bearer`. Shown once. */
  credential: z.string(),
  deviceSalt: z.string(),
  /** Of the shop's log: what the device signs names it. */
  origin: z.string(),
  registerId: zAnsweredId,
  series: z.string(),
  from: z.int().min(1),
  upTo: z.int().min(1),
  lease: zSignedLease.nullable(),
  /** Whose signature the lease bears: 32 raw bytes in base64. Null where the platform has no key. */
  platformKey: z.string().nullable(),
});
export type PairedAnswer = z.output<typeof zPaired>;

export const zDevice = z.strictObject({
  deviceId: zAnsweredId,
  name: z.string(),
  registerId: zAnsweredId,
  registerName: z.string().nullable(),
  pairedAt: zAnsweredInstant,
  revokedAt: zAnsweredInstant.nullable(),
  /** Null for one that was never heard of again. */
  seenAt: zAnsweredInstant.nullable(),
  /** Commands that waited on it when it was last heard of. */
  unsent: z.int().min(0).nullable(),
  series: z.array(zSeriesLease),
});
export type DeviceAnswer = z.output<typeof zDevice>;

export const zDeviceName = z.object({ name: inText(40) });

/** The till the device is meant for; where it is left out, the first one without a device. */
export const zInviting = z.object({ registerId: inId.optional() });

export const zInvitation = z.strictObject({
  /** Eight letters and digits, for one device and ten minutes. */
  code: z.string(),
  expiresAt: zAnsweredInstant,
});
