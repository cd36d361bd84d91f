import { takeAttempt } from "../../events/store/control/attempts.ts";
import { deviceAccess, shutOut } from "../../events/store/control/devices.ts";
import type { DeviceAccess } from "../../events/store/control/devices.ts";
import { tillSettings } from "../../events/projections/till_settings/queries.ts";
import type { Role } from "../../events/store/control/people.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Asked } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { may } from "../people/permissions.ts";
import { type DevicesContext, invitationOf, newCredential } from "./credentials.ts";
import { pairDevice, type PairDeviceInput, type PairingRefusal, readPairing } from "./pair_device.ts";
import { revokeDevice } from "./revoke_device.ts";

export interface Entered {
  readonly deviceId: string;
  readonly credential: string;
  readonly access: DeviceAccess;
}

/** Wrong codes in one shop: far more than people mistype, far fewer than guessing one takes. */
const CODE_LIMIT = { tries: 60, windowMs: 10 * 60_000 };

/**
 * Lets a device in: by a person's session where the shop is open to that, by an invitation otherwise. The ledger comes
 * first and the credential last, so one whose answer was lost asks again and is the same device.
 */
export async function enterDevice(
  devices: DevicesContext,
  context: CommandContext,
  role: Role | null,
  body: unknown,
): Promise<Result<Entered, PairingRefusal>> {
  const read = await readPairing(body);
  if (!read.ok) return read;
  const admitted = await admit(devices, context, role, read.value);
  if (!admitted.ok) return admitted;
  const { deviceId } = read.value;
  const paired = await pairDevice(admitted.value.context, admitted.value.input);
  if (!paired.ok) return paired;
  return ok({ deviceId, ...await newCredential(devices, deviceId) });
}

type Admitted = Result<{ readonly context: CommandContext; readonly input: PairDeviceInput }, PairingRefusal>;

async function admit(
  devices: DevicesContext,
  context: CommandContext,
  role: Role | null,
  input: PairDeviceInput,
): Promise<Admitted> {
  const { code, deviceId } = input;
  if (code === undefined) {
    const { pairing } = await tillSettings(context.store.db);
    const free = role !== null && may(role, pairing === "open" ? "sell" : "manage_devices");
    return free ? ok({ context, input }) : err({ type: "PairingCodeMissing" });
  }
  const { control, shop, clock } = devices;
  const wait = await takeAttempt(control, `pairing:${shop}`, CODE_LIMIT, clock.now());
  const invitation = wait === null ? await invitationOf(devices, code, deviceId) : null;
  if (!invitation) return err({ type: "PairingCodeWrong" });
  const { personId, registerId } = invitation;
  return ok({
    // On the account of whoever invited: a code is their yes.
    context: { ...context, actor: { kind: "person", id: personId } },
    input: { ...input, ...registerId !== null && { registerId } },
  });
}

/** The door first, then the ledger: a device that is shut out twice stays out, one that is let in for a moment may sell. */
export async function shutOutDevice(
  { control, shop, clock }: DevicesContext,
  context: CommandContext,
  asked: Asked,
  deviceId: string,
): ReturnType<typeof revokeDevice> {
  if (await deviceAccess(control, shop, deviceId)) await shutOut(control, shop, deviceId, clock.now());
  return await revokeDevice(context, asked, { deviceId });
}
