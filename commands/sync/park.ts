import { deviceStream } from "../../domain/streams.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import type { DeviceFact } from "../../events/facts/device.ts";
import { customerById } from "../../events/projections/credit/queries.ts";
import type { AppendRefusal, PersonalData, TenantStore } from "../../events/store/types.ts";
import { isUuid } from "../../kernel/ids.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { fixedId } from "../fixed_id.ts";
import { ascii, asciiJson } from "../ascii_json.ts";
import { type CommandContext, handle, type Handled, versionOf } from "../handle.ts";
import type { TrackedCommand } from "./push_request.ts";

const PAYLOAD_MAX = 30_000, PERSON_MAX = 10_000, REASON_MAX = 400, TYPE_MAX = 64;

/** Answer to a parked command, kept so that a repetition gets it again. */
export interface Parked {
  readonly parked: string;
}

export interface Parking {
  readonly deviceId: string;
  readonly command: TrackedCommand;
  readonly hash: Uint8Array<ArrayBuffer>;
  /** Where nobody knows whether the device itself has sent it. */
  readonly placeless?: boolean;
  /** Refusal by name. */
  readonly code: string;
  /** Whatever helps a person to see what was wrong. */
  readonly detail: unknown;
}

/**
 * The park has an id of its own, made of the place and of what was sent: the command's own id may belong to something else
 * already, and the same command may come again at another place. What takes no place has another one with its signature
 * in it, so that the same words, well signed, are still new.
 */
export function parkId({ deviceId, command, hash, placeless = false }: ParkedThing): string {
  const place = `${deviceId} ${command.seq} ${placeless ? `${String(command.sig)} ` : ""}`;
  return `${placeless ? "aside" : "parked"}-${sha256(utf8Bytes(place), hash).toHex()}`;
}
type ParkedThing = Pick<Parking, "deviceId" | "command" | "hash" | "placeless">;

/**
 * Keeps a command that cannot have its effect, whole, in the ledger: the next ones pass and nothing a till sent is lost
 * (features §3 item 9). With the context's `dev` it takes its place in the device's chain.
 */
export function park(
  context: CommandContext,
  parking: Parking,
): Promise<Result<Handled<Parked>, AppendRefusal>> {
  const { deviceId, command, hash, code, detail } = parking;
  const personal = SAYS_WHO.test(String(command.type));
  const fact: DeviceFact = {
    type: "DeviceCommandParked",
    data: {
      deviceId,
      seq: command.seq,
      cmdId: command.cmdId,
      commandType: ascii(typeof command.type === "string" ? command.type : "").slice(0, TYPE_MAX),
      reason: ascii(`${code} ${JSON.stringify(detail)}`).slice(0, REASON_MAX),
      payload: personal ? SEALED : asciiJson(command).slice(0, PAYLOAD_MAX),
    },
  };
  const asked = { id: parkId(parking), type: fact.type, input: null, occurredAt: context.clock.now(), hash };
  return handle(context, asked, async () => {
    const stream = deviceStream(deviceId), version = await versionOf(context.store, stream);
    const sealed = personal ? await personOf(context.store, parking) : null;
    return ok({
      facts: [fact],
      expected: [{ stream, version }],
      gate: "always",
      outcome: { parked: code },
      ...sealed && { personal: new Map([[fact, sealed]]) },
    });
  });
}

/** Commands that say who a person is, those of newer tills too: their words stand sealed beside the fact. */
const SAYS_WHO = /Customer/;
/** In the place of the payload, and no JSON: nobody shall take it for what was signed. */
const SEALED = "sealed";

/** Null where the person was erased: nothing may be written about them any more. */
async function personOf(store: TenantStore, parking: Parking): Promise<PersonalData | null> {
  const { payload } = parking.command, given = (payload as { customerId?: unknown } | null)?.customerId;
  const subject = typeof given === "string" && isUuid(given) ? given : fixedId(parkId(parking));
  if ((await customerById(store.db, subject))?.erased) return null;
  return { subject, fields: { command: asciiJson(parking.command).slice(0, PERSON_MAX) } };
}
