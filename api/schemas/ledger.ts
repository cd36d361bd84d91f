import { z } from "zod";
import type { Recorded } from "../../events/store/types.ts";
import { zAnsweredInstant, zPaging, zPos } from "./fields.ts";

const zHex = z.string().regex(/^[0-9a-f]{64}$/);

/** How much of the log, and its RFC 6962 root in hex. */
export const zCheckpointAt = z.strictObject({ size: z.int().min(0), root: zHex });
export const zHead = zCheckpointAt.extend({ origin: z.string() });
export const zCheckpoint = z.strictObject({ size: z.int().min(0), note: z.string() });

const zEvent = z.strictObject({
  pos: zPos,
  stream: z.string(),
  ver: z.int().min(1),
  id: z.string(),
  type: z.string(),
  /** Version of the type's data as it is shown here: today's. */
  sv: z.int().min(1),
  recordedAt: zAnsweredInstant,
  occurredAt: zAnsweredInstant,
  actor: z.strictObject({ kind: z.enum(["person", "device", "system", "operator"]), id: z.string() }),
  cmd: z.string(),
  dev: z.strictObject({
    id: z.string(),
    seq: z.int().min(1),
    prev: z.string().nullable(),
    sig: z.string().nullable(),
  }).nullable(),
  data: z.unknown(),
  /** Personal data, sealed: the person's key is not in the ledger. */
  pii: z.array(z.strictObject({
    subject: z.string(),
    field: z.string(),
    kid: z.string(),
    iv: z.string(),
    ct: z.string(),
  })),
});
export const zRecorded: z.ZodType<Recorded> = zEvent;

export const zEventWhole = z.strictObject({
  event: zEvent,
  /** The stored bytes: RFC 8785 JSON in UTF-8, exactly what the leaf was made of. */
  body: z.string(),
  /** RFC 6962 leaf hash of the body, in hex. */
  leaf: zHex,
});

const zPosQuery = z.coerce.number({ error: "malformed" }).int({ error: "malformed" })
  .min(0, { error: "malformed" }).max(Number.MAX_SAFE_INTEGER, { error: "malformed" });

export const zEventQuery = z.strictObject({
  ...zPaging,
  type: z.string({ error: "choice" }).max(200, { error: "text_long" }).optional(),
  stream: z.string({ error: "malformed" }).max(200, { error: "text_long" }).optional(),
  /** Only events after this position … */
  after: zPosQuery.optional(),
  /** … and up to this one. */
  upTo: zPosQuery.optional(),
  order: z.enum(["newest", "oldest"], { error: "choice" }).default("newest"),
});
export const zPositionPaging = z.strictObject(zPaging);
