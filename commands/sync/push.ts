import { sha256, utf8Bytes } from "../../events/log/bytes.ts";
import { deviceById } from "../../events/projections/device/queries.ts";
import type { AppendRefusal } from "../../events/store/types.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { jsonText, type PushResponse, type PushResult, type SequenceGap } from "../../kernel/sync.ts";
import type { CommandContext } from "../handle.ts";
import type { InvalidInput } from "../input/faults.ts";
import { parseInput } from "../input/parse.ts";
import { applyCommand } from "./apply.ts";
import { park, type Parked, parkId } from "./park.ts";
import { type TrackedCommand, zPushCommand, zPushRequest } from "./push_request.ts";

/** Of one shop; who did each command stands in the command. */
export type PushContext = Omit<CommandContext, "actor" | "dev">;

export type PushRefusal = InvalidInput | SequenceGap | AppendRefusal;

/**
 * Takes a till's outbox in its order (design §8). Each command's effect and the device's place in its chain are one
 * append. What cannot have its effect is parked and the next ones pass; only a hole in the sequence or a store that
 * cannot write stops the rest, and the till sends those again.
 */
export async function push(context: PushContext, body: unknown): Promise<Result<PushResponse, PushRefusal>> {
  const parsed = parseInput(zPushRequest, body);
  if (!parsed.ok) return parsed;
  const { deviceId, baseSeq } = parsed.value;
  const commands = parsed.value.commands.toSorted((a, b) => a.seq - b.seq);
  let lastSeq = await lastSeqOf(context, deviceId);
  const first = commands[0]?.seq ?? baseSeq + 1;
  if (first > lastSeq + 1 || commands.some(({ seq }, i) => seq !== first + i)) {
    return err({ type: "SequenceGap", expected: lastSeq + 1 });
  }
  const results: PushResult[] = [];
  for (const command of commands) {
    const result = await takeOne(context, deviceId, command, command.seq <= lastSeq);
    if (!result.ok) {
      if (results.length === 0) return result;
      break;
    }
    results.push(result.value);
    lastSeq = Math.max(lastSeq, command.seq);
  }
  return ok({ lastSeq, results, serverTime: context.clock.now(), lease: null });
}

const lastSeqOf = async ({ store }: PushContext, deviceId: string): Promise<number> =>
  (await deviceById(store.db, deviceId))?.lastSeq ?? 0;

async function takeOne(
  context: PushContext,
  deviceId: string,
  command: TrackedCommand,
  placeTaken: boolean,
): Promise<Result<PushResult, AppendRefusal>> {
  const { cmdId, seq } = command, hash = contentHash(command);
  const answer = (status: PushResult["status"], outcome: unknown) =>
    ok({ cmdId, seq, status, code: codeOf(outcome), data: outcome });
  const known = await knownOutcome(context, { deviceId, command, hash });
  if (!known.ok) return known;
  const before = known.value;
  // Asked again where it stands, for a second tab may have sent it since: effect and place are one append.
  if (before && (before.placed || placeTaken || await lastSeqOf(context, deviceId) >= seq)) {
    return answer("duplicate", before.outcome);
  }

  const parsed = parseInput(zPushCommand, command);
  const actor = parsed.ok
    ? { kind: "person" as const, id: parsed.value.cashierId }
    : { kind: "device" as const, id: deviceId };
  // Unsigned devices have no `prev`: the chain of hashes enters the ledger with their keys.
  const dev = placeTaken ? null : { id: deviceId, seq, prev: null, sig: null };
  const full: CommandContext = { ...context, actor, dev };
  const aside = async (code: string, detail: unknown) =>
    await park(full, { deviceId, command, hash, code, detail });

  if (before) { // done before at another place (a tablet that began a new chain): only the place is recorded
    const placing = await aside("Duplicate", {});
    return placing.ok ? answer("duplicate", before.outcome) : placing;
  }
  // The place is another command's: a restored tablet, or two that share one id. Kept, for a person to see.
  const applied = !parsed.ok
    ? parsed
    : placeTaken
    ? err({ type: "SequenceTaken" as const })
    : await applyCommand(full, parsed.value, hash);
  if (applied.ok) {
    const { outcome, repeated } = applied.value;
    return answer(repeated ? "duplicate" : codeOf(outcome) === null ? "applied" : "flagged", outcome);
  }
  const { type: code, ...detail } = applied.error;
  if (code === "StoreUnavailable" || code === "VersionConflict") return err(applied.error as AppendRefusal);
  const parked = await aside(code, detail);
  return parked.ok
    ? answer(parked.value.repeated ? "duplicate" : "quarantined", parked.value.outcome)
    : parked;
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
