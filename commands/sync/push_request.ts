import { z } from "zod";
import { PUSH_MAX, type PushCommandType } from "../../kernel/sync.ts";
import { inId, inInstant } from "../input/fields.ts";

/** What must hold of a command for the server to keep track of it, whatever else is wrong with it. */
const inTracked = z.looseObject({
  cmdId: z.string({ error: "id" }).regex(/^[\x21-\x7e]{1,64}$/, { error: "id" }),
  seq: z.int({ error: "malformed" }).min(1, { error: "malformed" }),
});
export type TrackedCommand = z.output<typeof inTracked>;

/** The envelope of a push. Its commands are read one by one: a bad one must not stop the others. */
export const zPushRequest = z.object({
  deviceId: inId,
  baseSeq: z.int({ error: "malformed" }).min(0, { error: "malformed" }),
  commands: z.array(inTracked, { error: "malformed" }).max(PUSH_MAX, { error: "too_many" }),
});

const TYPES = [
  "OpenCashSession",
  "RegisterSale",
  "VoidSale",
  "RefundSale",
  "OpenDrawer",
  "MoveCash",
  "CloseCashSession",
  "CountStock",
  "AddProduct",
  "AddCustomer",
  "ReceiveCreditPayment",
] as const satisfies readonly PushCommandType[];

/** Versions of payloads this program understands. Tablets are updated late: the last three, once there are three. */
const PAYLOAD_VERSIONS: readonly number[] = [1];

/** One command as {@link PushCommandType} of kernel/sync says it; its payload is read by the command's own parser. */
export const zPushCommand = z.object({
  cmdId: z.string(),
  seq: z.int(),
  type: z.enum(TYPES, { error: "choice" }),
  payloadVersion: z.int({ error: "malformed" }).refine((version) => PAYLOAD_VERSIONS.includes(version), {
    error: "choice",
  }),
  payload: z.unknown(),
  occurredAt: inInstant,
  monotonicMs: z.int({ error: "malformed" }).optional(),
  serverOffsetMs: z.int({ error: "malformed" }).optional(),
  cashierId: inId,
  appBuild: z.string({ error: "malformed" }).max(64, { error: "text_long" }),
  prevHash: z.string({ error: "malformed" }).regex(/^[0-9a-f]{64}$/, { error: "malformed" }).nullable(),
  sig: z.string({ error: "malformed" }).regex(/^[A-Za-z0-9+/]{86}==$/, { error: "malformed" }).nullable()
    .optional(),
});
export type ParsedPushCommand = z.output<typeof zPushCommand>;
