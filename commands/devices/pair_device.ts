import { z } from "zod";
import type { CashSessionRefusal } from "../../domain/cash_session/decider.ts";
import { deviceDecider } from "../../domain/device/decider.ts";
import { freshSeries, seriesDecider } from "../../domain/series/decider.ts";
import { deviceStream, seriesStream, SHOP } from "../../domain/streams.ts";
import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import {
  allSeries,
  highestTicket,
  pairedDevices,
  usedSeries,
} from "../../events/projections/pairing/queries.ts";
import { type Register, registers } from "../../events/projections/shop/queries.ts";
import type { AppendRefusal, TenantDb } from "../../events/store/types.ts";
import { pairingStatement, textSigned } from "../../kernel/device_signature.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { type CommandContext, type Decision, type Handled, versionOf } from "../handle.ts";
import type { InvalidInput } from "../input/faults.ts";
import { inId, inText } from "../input/fields.ts";
import { parseInput } from "../input/parse.ts";
import { loadDevice, loadSeries } from "./load_device.ts";
import type { DevicesRefusal } from "./refusals.ts";

/** Numbers a device may give before it must be heard of again: a week of a busy minimarket. */
export const LEASE_SIZE = 5_000;

export const zPairDevice = z.object({
  deviceId: inId,
  name: inText(40),
  /** The first one without a device where it is left out. */
  registerId: inId.optional(),
  publicKey: z.string({ error: "malformed" }).regex(/^[A-Za-z0-9+/]{43}=$/, { error: "malformed" }),
  /** Of an invitation; whoever is signed in needs none where pairing is open. */
  code: z.string({ error: "malformed" }).max(20, { error: "text_long" }).optional(),
  /** `signText` over `pairingStatement`: who asks holds the key. */
  proof: z.string({ error: "malformed" }).max(100, { error: "text_long" }),
});
export type PairDeviceInput = z.output<typeof zPairDevice>;

type RegisterUnknown = Extract<CashSessionRefusal, { type: "RegisterUnknown" }>;
export type PairingRefusal = DevicesRefusal | RegisterUnknown | InvalidInput | AppendRefusal;

/** Only with proof that whoever asks holds the key. Read first: a code is not used up by an input that is wrong. */
export async function readPairing(body: unknown): Promise<Result<PairDeviceInput, PairingRefusal>> {
  const parsed = parseInput(zPairDevice, body);
  if (!parsed.ok) return parsed;
  const { deviceId, publicKey, code = null, proof } = parsed.value;
  const holds = await textSigned(publicKey, pairingStatement(deviceId, publicKey, code), proof);
  return holds ? parsed : err({ type: "ProofInvalid" });
}

/**
 * Registers a device with a key, a till and a ticket series of its own. Asked again with the same key it is the same
 * device, whose answer was lost; another key under its id is somebody else's.
 */
export async function pairDevice(
  context: CommandContext,
  input: PairDeviceInput,
): Promise<Result<Handled<{ deviceId: string }>, PairingRefusal>> {
  const { deviceId, publicKey } = input;
  const asked = { id: `pairing-${deviceId}`, hash: sha256(utf8Bytes(publicKey)) };
  const paired = await pair(context, asked, input);
  if (!paired.ok) return paired.error.type === "CommandReused" ? err({ type: "DeviceExists" }) : paired;
  const { device } = await loadDevice(context.store, deviceId);
  return device.status === "revoked" ? err({ type: "DeviceRevoked" }) : paired;
}

type Decided = Result<Decision<{ readonly deviceId: string }>, DevicesRefusal | RegisterUnknown>;

const pair = defineCommand({
  type: "PairDevice",
  schema: zPairDevice,
  attempt: async ({ store }, { deviceId, name, registerId, publicKey }): Promise<Decided> => {
    const shopVersion = await versionOf(store, SHOP);
    const { device, version } = await loadDevice(store, deviceId);
    const register = await registerFor(store.db, registerId);
    if (!register) return err({ type: "RegisterUnknown", registerId: registerId ?? "" });
    const decision = deviceDecider.decide(
      { type: "PairDevice", deviceId, name, registerId: register.registerId, publicKey },
      device,
    );
    if (!decision.ok) return decision;
    const series = await seriesFor(store.db, register);
    if (series === null) return err({ type: "SeriesExhausted" });
    const held = await loadSeries(store, series);
    const from = await highestTicket(store.db, series) + 1;
    const lease = { deviceId, registerId: register.registerId, series, from, upTo: from + LEASE_SIZE - 1 };
    const leased = seriesDecider.decide({ type: "LeaseSeries", lease }, held.series);
    if (!leased.ok) return leased;
    return ok({
      facts: [...decision.value, ...leased.value],
      expected: [
        { stream: deviceStream(deviceId), version },
        { stream: seriesStream(series), version: held.version },
        // Only looked at: a register that is added meanwhile may have taken the series.
        { stream: SHOP, version: shopVersion },
      ],
      gate: "always",
      outcome: { deviceId },
    });
  },
});

async function registerFor(db: TenantDb, registerId: string | undefined): Promise<Register | undefined> {
  const all = await registers(db);
  if (registerId !== undefined) return all.find((register) => register.registerId === registerId);
  const inUse = new Set(
    (await pairedDevices(db)).flatMap((device) => device.revokedAt === null ? [device.registerId] : []),
  );
  return all.find((register) => !inUse.has(register.registerId)) ?? all[0];
}

/** The register's own while no device ever had it: its tickets go on counting. A fresh one for every further device. */
async function seriesFor(db: TenantDb, { series }: Register): Promise<string | null> {
  const leased = (await allSeries(db)).some((other) => other.series === series);
  return leased ? freshSeries(await usedSeries(db)) : series;
}
