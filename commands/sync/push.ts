import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import type { Dev } from "../../events/log/envelope.ts";
import type { SaleFlag } from "../../events/facts/sales.ts";
import { deviceById, type DeviceState } from "../../events/projections/device/queries.ts";
import { type PairedDevice, pairedDevice } from "../../events/projections/pairing/queries.ts";
import type { AppendRefusal } from "../../events/store/types.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { jsonText, type PushResponse, type PushResult, type SequenceGap } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import type { CommandContext } from "../handle.ts";
import type { InvalidInput } from "../input/faults.ts";
import { parseInput } from "../input/parse.ts";
import { applyCommand } from "./apply.ts";
import { park, type Parked, parkId } from "./park.ts";
import { type ParsedPushCommand, type TrackedCommand, zPushCommand, zPushRequest } from "./push_request.ts";
import { placingOf } from "./signature.ts";
import { inTurn } from "./turns.ts";

/** Of one shop; who did each command stands in the command. */
export interface PushContext extends Omit<CommandContext, "actor" | "dev" | "signedText" | "flags"> {
  /** The device whose credential brings this; null where a person's session does. */
  readonly carrier: string | null;
  /** Who may approve by their own session. Of a command that no device signed, nobody else's approval is believed. */
  readonly ownWord?: ReadonlySet<string>;
  /** Whoever works here or ever did. */
  readonly staff: ReadonlySet<string>;
  /** The moment up to which a device was told that it may sell; null where it was told nothing. */
  leaseEnd(deviceId: string): Promise<Instant | null>;
}

export type PushRefusal = InvalidInput | SequenceGap | AppendRefusal;

/**
 * Takes a till's outbox in its order (design §8). Each command's effect and the device's place in its chain are one
 * append. What cannot have its effect is parked and the next ones pass; only a hole in the sequence or a store that
 * cannot write stops the rest, and the till sends those again.
 *
 * A device that is paired signs what it sends (kernel/device_signature), and this holds of its chain:
 * - A signature that fits takes the place `seq`, whoever brings it: a phone may carry the outbox of a dead tablet.
 * - One that is missing or does not fit is parked. It takes the place only if the device itself brings it, by its
 *   credential, so that one spoilt entry blocks no queue. Brought by anybody else it takes none, and the push stops
 *   there: else whoever may sell could use up the numbers of a device that is not theirs.
 * - `prevHash` that is not the hash of the command before it is a fork (a tablet restored from an image). It is signed,
 *   so it is the device's own word: parked at its place, and what follows chains to it.
 * - A place that is taken by something else: parked without one.
 */
export async function push(
  context: PushContext,
  body: unknown,
): Promise<Result<Omit<PushResponse, "lease">, PushRefusal>> {
  const parsed = parseInput(zPushRequest, body);
  if (!parsed.ok) return parsed;
  const { deviceId, baseSeq } = parsed.value;
  const commands = parsed.value.commands.toSorted((a, b) => a.seq - b.seq);
  let chain = await chainOf(context, deviceId);
  const first = commands[0]?.seq ?? baseSeq + 1;
  if (first > chain.lastSeq + 1 || commands.some(({ seq }, i) => seq !== first + i)) {
    return err({ type: "SequenceGap", expected: chain.lastSeq + 1 });
  }
  const results: PushResult[] = [];
  for (const command of commands) {
    const take = () => takeOne(context, chain, command);
    const taken = commands.length === 1 ? await take() : await inTurn(context.store, take);
    if (!taken.ok) {
      if (results.length === 0) return taken;
      break;
    }
    results.push(taken.value.result);
    if (command.seq > chain.lastSeq) {
      if (!taken.value.placed) break;
      chain = { ...chain, lastSeq: command.seq, lastHash: taken.value.dev.hash ?? null };
    }
  }
  return ok({ lastSeq: chain.lastSeq, results, serverTime: context.clock.now() });
}

/** A device as the ledger knows it before its next command. */
interface Chain extends Pick<DeviceState, "lastSeq" | "lastHash"> {
  readonly deviceId: string;
  readonly device: PairedDevice | null;
  readonly leaseEnd: Instant | null;
}

async function chainOf(context: PushContext, deviceId: string): Promise<Chain> {
  const { db } = context.store;
  const [state, device, leaseEnd] = await Promise.all([
    deviceById(db, deviceId),
    pairedDevice(db, deviceId),
    context.leaseEnd(deviceId),
  ]);
  return { deviceId, device, leaseEnd, lastSeq: state?.lastSeq ?? 0, lastHash: state?.lastHash ?? null };
}

interface Taken {
  readonly result: PushResult;
  /** Whether the command stands at its place of the chain now. */
  readonly placed: boolean;
  readonly dev: Dev;
}

async function takeOne(
  context: PushContext,
  chain: Chain,
  command: TrackedCommand,
): Promise<Result<Taken, AppendRefusal>> {
  const { deviceId, device } = chain, { cmdId, seq } = command, hash = contentHash(command);
  const known = await knownOutcome(context, { deviceId, command, hash });
  if (!known.ok) return known;
  const before = known.value, placeTaken = seq <= chain.lastSeq;
  const { dev, text, fault } = await placingOf(
    context.store.origin,
    deviceId,
    device?.publicKey ?? null,
    command,
  );
  const answer = (status: PushResult["status"], outcome: unknown, placed = true): Result<Taken, never> =>
    ok({ result: { cmdId, seq, status, code: codeOf(outcome), data: outcome }, placed, dev });
  const placeless = !placeTaken && fault !== null && context.carrier !== deviceId;
  if (before && (before.placed || placeTaken)) return answer("duplicate", before.outcome);

  const parsed = parseInput(zPushCommand, command);
  const full: CommandContext = {
    ...context,
    actor: parsed.ok && fault === null
      ? { kind: "person", id: parsed.value.cashierId }
      : placeless
      ? { kind: "system", id: "sync" } // whose words they are is just what is not known
      : { kind: "device", id: deviceId },
    dev: placeTaken || placeless ? null : dev,
    ...text !== null && { signedText: text },
    approvers: (dev?.sig ? context.approvers : context.ownWord) ?? new Set(),
    flags: parsed.ok ? flagsOf(context, chain, parsed.value) : [],
  };
  const aside = async (code: string, detail: unknown): Promise<Result<Taken, AppendRefusal>> => {
    const parked = await park(full, { deviceId, command, hash, placeless, code, detail });
    if (!parked.ok) return await again(context, chain, command, parked.error);
    return answer(parked.value.repeated ? "duplicate" : "quarantined", parked.value.outcome, !placeless);
  };

  if (before) { // done before at another place (a tablet that began a new chain): only the place is recorded
    const placing = placeless ? null : await aside("Duplicate", {});
    return placing?.ok === false ? placing : answer("duplicate", before.outcome, !placeless);
  }
  const doubt = fault ?? doubtOf(chain, dev, placeTaken, parsed.ok ? parsed.value.occurredAt : null);
  if (doubt !== null) return await aside(doubt, {});
  const applied = parsed.ok ? await applyCommand(full, parsed.value, hash) : parsed;
  if (applied.ok) {
    const { outcome, repeated } = applied.value;
    if (repeated) return await takeOne(context, await chainOf(context, deviceId), command); // a twin was quicker
    return answer(codeOf(outcome) === null ? "applied" : "flagged", outcome);
  }
  const { type: code, ...detail } = applied.error;
  if (code === "StoreUnavailable" || code === "VersionConflict" || code === "DeviceOutOfTurn") {
    return await again(context, chain, command, applied.error as AppendRefusal);
  }
  return await aside(code, detail);
}

/** Another tab, or another tablet with this id, was quicker: the command is looked at anew, where the chain is now. */
async function again(
  context: PushContext,
  { deviceId, lastSeq }: Chain,
  command: TrackedCommand,
  refusal: AppendRefusal,
): Promise<Result<Taken, AppendRefusal>> {
  if (refusal.type !== "DeviceOutOfTurn" || refusal.lastSeq <= lastSeq) return err(refusal);
  return await takeOne(context, await chainOf(context, deviceId), command);
}

/** Why a signed command has no effect although it may be well formed. */
function doubtOf(chain: Chain, dev: Dev, placeTaken: boolean, occurredAt: Instant | null): string | null {
  const { device, lastSeq, lastHash } = chain;
  // The place is another command's: a restored tablet, or two that share one id. Kept, for a person to see.
  if (placeTaken) return "SequenceTaken";
  const follows = lastSeq === 0 ? dev.prev === null : lastHash === null || dev.prev === lastHash;
  if (!follows) return "ChainBroken";
  const gone = device !== null && device.revokedAt !== null && occurredAt !== null;
  return gone && occurredAt >= device.revokedAt! ? "DeviceRevoked" : null;
}

/**
 * What a person should look at although the sale is taken. A device that was revoked cannot speak any more; what it sold
 * before may still be brought by somebody who can, and then the goods are gone and the money is in the drawer: to leave
 * it out would make the figures wrong to punish the wrong one. Its moment is the tablet's word, hence the flag.
 */
function flagsOf(context: PushContext, { device, leaseEnd }: Chain, command: ParsedPushCommand): SaleFlag[] {
  const flags: SaleFlag[] = [];
  if (!context.staff.has(command.cashierId)) flags.push("cashier_unknown");
  if (leaseEnd !== null && command.occurredAt > leaseEnd) flags.push("after_lease");
  if (device !== null && device.revokedAt !== null) flags.push("device_revoked");
  return flags;
}

/** Of all that a command says but for its place in a chain: sent again under another number it is the same command. */
function contentHash(
  { seq: _, prevHash: __, sig: ___, ...content }: TrackedCommand,
): Uint8Array<ArrayBuffer> {
  return sha256(utf8Bytes(jsonText(content)));
}

/** What this very command was answered before. `placed` where it was at this very place of this device. */
async function knownOutcome(
  { store }: PushContext,
  sent: {
    readonly deviceId: string;
    readonly command: TrackedCommand;
    readonly hash: Uint8Array<ArrayBuffer>;
  },
): Promise<Result<{ outcome: unknown; placed: boolean } | null, AppendRefusal>> {
  const [own, parked] = await Promise.all([
    store.outcomeOf(sent.command.cmdId, sent.hash),
    store.outcomeOf(parkId(sent), sent.hash),
  ]);
  // `CommandReused` is no answer yet: what was sent under a taken id may have been parked.
  if (!own.ok && own.error.type !== "CommandReused") return own;
  if (!parked.ok) return parked;
  const done = own.ok ? own.value : null, text = done ?? parked.value;
  return ok(text === null ? null : { outcome: JSON.parse(text) as unknown, placed: parked.value !== null });
}

/** The first flag of a sale, the refusal of a parked command, or nothing. */
function codeOf(outcome: unknown): string | null {
  const { flags, parked } = outcome as Partial<Parked> & { readonly flags?: readonly string[] };
  return parked ?? flags?.[0] ?? null;
}
