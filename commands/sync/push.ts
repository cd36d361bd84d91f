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
  let lastSeq = (await deviceById(context.store.db, deviceId))?.lastSeq ?? 0;
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
  return ok({ lastSeq, results, serverTime: context.clock.now() });
}

async function takeOne(
  context: PushContext,
  deviceId: string,
  command: TrackedCommand,
  placeTaken: boolean,
): Promise<Result<PushResult, AppendRefusal>> {
  const { cmdId, seq } = command;
  const hash = sha256(utf8Bytes(jsonText(command)));
  const answer = (status: PushResult["status"], code: string | null, data?: unknown) =>
    ok({ cmdId, seq, status, code, ...data === undefined ? {} : { data } });
  const known = await knownOutcome(context, cmdId, hash);
  if (!known.ok) return known;
  if (known.value !== null) return answer("duplicate", codeOf(known.value.outcome), known.value.outcome);

  const parsed = parseInput(zPushCommand, command);
  const actor = parsed.ok
    ? { kind: "person" as const, id: parsed.value.cashierId }
    : { kind: "device" as const, id: deviceId };
  // Unsigned devices have no `prev`: the chain of hashes enters the ledger with their keys.
  const dev = placeTaken ? null : { id: deviceId, seq, prev: null, sig: null };
  const full: CommandContext = { ...context, actor, dev };
  // The place in the chain is another command's: a restored tablet, or two that share one id. Kept, for a person to see.
  const applied = !parsed.ok
    ? parsed
    : placeTaken
    ? err({ type: "SequenceTaken" as const, seq })
    : await applyCommand(full, parsed.value, hash);
  if (applied.ok) {
    const { outcome, repeated } = applied.value, code = codeOf(outcome);
    return answer(repeated ? "duplicate" : code === null ? "applied" : "flagged", code, outcome);
  }
  const { type: code, ...detail } = applied.error;
  if (code === "StoreUnavailable" || code === "VersionConflict") return err(applied.error as AppendRefusal);
  const parked = await park(full, { deviceId, command, hash, code, detail });
  return parked.ok ? answer(parked.value.repeated ? "duplicate" : "quarantined", code) : parked;
}

/** What this very command was answered before, whether it had its effect or was parked. */
async function knownOutcome(
  { store }: PushContext,
  cmdId: string,
  hash: Uint8Array<ArrayBuffer>,
): Promise<Result<{ outcome: unknown } | null, AppendRefusal>> {
  const [own, parked] = await Promise.all([
    store.outcomeOf(cmdId, hash),
    store.outcomeOf(parkId(hash), hash),
  ]);
  // `CommandReused` is no answer yet: what was sent under a taken id may have been parked.
  if (!own.ok && own.error.type !== "CommandReused") return own;
  if (own.ok && own.value !== null) return ok({ outcome: JSON.parse(own.value) as unknown });
  if (!parked.ok) return parked;
  return ok(parked.value === null ? null : { outcome: JSON.parse(parked.value) as unknown });
}

/** The first flag of a sale, the refusal of a parked command, or nothing. */
function codeOf(outcome: unknown): string | null {
  const { flags, parked } = outcome as Partial<Parked> & { readonly flags?: readonly string[] };
  return parked ?? flags?.[0] ?? null;
}
