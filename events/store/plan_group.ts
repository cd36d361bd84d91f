import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant, instantOf } from "../../kernel/time.ts";
import { sameBytes } from "../log/bytes.ts";
import { serialiseFrontier } from "../log/merkle.ts";
import { mustBeTheirTurn } from "./device_turn.ts";
import { mustBeFree, ticketsOf } from "./free_tickets.ts";
import type { EndOfLog, GroupState, HeadState } from "./group_state.ts";
import type { StagedAppend, StagedEvent } from "./stage_append.ts";
import { stageAppend } from "./stage_append.ts";
import { WorkingState } from "./working_state.ts";
import type { Appended, AppendRefusal, AppendRequest, Recorded, Statement } from "./types.ts";

export type Verdict = Result<Appended, AppendRefusal>;

/** What is the same for every append of one shop. */
export interface LogContext {
  /** Stands in every leaf: a leaf of one shop means nothing in another. */
  readonly origin: string;
  /** Today's version of a type, or null where no fact is declared with it. */
  versionOf(type: string): number | null;
  /** Whether the store keeps how far each device has come. */
  readonly knowsDevices: boolean;
  /** Whether it keeps which ticket numbers were given. */
  readonly knowsTickets: boolean;
  /** What the inline read models have to write. */
  inline(events: readonly Recorded[]): readonly Statement[];
}

export interface GroupPlan {
  /** One for each request, in its order. They hold once the statements are committed. */
  readonly verdicts: readonly Verdict[];
  /** Empty where nothing new is to be written. */
  readonly statements: readonly Statement[];
  /** How it leaves the log. */
  readonly end: EndOfLog;
}

/** True where no verdict rests on what was assumed: every request is new and is taken. */
export const takesAll = (plan: GroupPlan): boolean =>
  plan.verdicts.every((verdict) => verdict.ok && !verdict.value.repeated);

/** Decides a group of waiting appends one after the other, each on what those before it leave. Pure. */
export function planGroup(
  group: readonly AppendRequest[],
  state: GroupState,
  now: Instant,
  context: LogContext,
): GroupPlan {
  const recordedAt = instantOf(Math.max(epochMsOf(now), state.head.recordedAt));
  const working = new WorkingState(state);
  const staged: StagedAppend[] = [];
  const verdicts = group.map((request) => {
    const verdict = decide(request, working, recordedAt, context);
    if (verdict.ok && "events" in verdict.value) {
      staged.push(verdict.value);
      working.take(verdict.value);
      return ok(appendedBy(verdict.value));
    }
    return verdict as Verdict;
  });
  const head = working.head(staged.some(({ events }) => events.length > 0) ? epochMsOf(recordedAt) : null);
  return {
    verdicts,
    end: { head, gate: working.gate },
    statements: staged.length === 0 ? [] : write(staged, state, head, context),
  };
}

function decide(
  request: AppendRequest,
  working: WorkingState,
  recordedAt: Instant,
  context: LogContext,
): Result<StagedAppend | Appended, AppendRefusal> {
  const known = working.command(request.command.id);
  if (known) {
    if (!sameBytes(known.hash, request.command.hash)) {
      return err({ type: "CommandReused", cmdId: request.command.id });
    }
    const { firstPos, lastPos, outcome } = known;
    return ok({ firstPos, lastPos, outcome, repeated: true });
  }
  if (request.gate === "sell" && !working.gate.open) {
    return err({ type: "SalesBlocked", reason: working.gate.reason });
  }
  if (request.dev && context.knowsDevices) {
    const lastSeq = working.lastSeqOf(request.dev.id);
    if (request.dev.seq !== lastSeq + 1) return err({ type: "DeviceOutOfTurn", lastSeq });
  }
  if (request.freeTicket !== undefined && context.knowsTickets && working.isTicketTaken(request.freeTicket)) {
    return err({ type: "VersionConflict", stream: null });
  }
  if (request.expectedSize !== undefined && request.expectedSize !== working.size) {
    return err({ type: "VersionConflict", stream: null });
  }
  for (const { stream, version } of request.expected) {
    if (working.versionOf(stream) !== version) return err({ type: "VersionConflict", stream });
  }
  for (const { id } of request.events) if (working.isTaken(id)) return err({ type: "EventIdTaken", id });
  return stageAppend(request, working, recordedAt, context);
}

const appendedBy = (staged: StagedAppend): Appended => ({
  firstPos: staged.firstPos,
  lastPos: staged.lastPos,
  outcome: staged.request.command.outcome,
  repeated: false,
});

/**
 * One batch. The guards repeat inside the transaction all that was decided on, so that a state which was only assumed
 * does no harm where it is wrong. A guard that holds writes nothing at all: no page more for the commit.
 */
function write(
  staged: readonly StagedAppend[],
  state: GroupState,
  head: HeadState,
  context: LogContext,
): Statement[] {
  const events = staged.flatMap((append) => append.events);
  return [
    ...guards(staged, state, head, context),
    ...events.map(insertEvent),
    { sql: MUST_END_AT_HEAD, args: [] },
    ...context.inline(events.map(({ recorded }) => recorded)),
    ...staged.map(insertCommand),
  ];
}

function guards(
  staged: readonly StagedAppend[],
  state: GroupState,
  head: HeadState,
  { knowsDevices, knowsTickets }: LogContext,
): Statement[] {
  const expected = new Map<string, number>(), lastSeqs = new Map<string, number>();
  for (const { request } of staged) {
    const { dev } = request;
    if (dev && knowsDevices) lastSeqs.set(dev.id, state.lastSeqs.get(dev.id) ?? 0);
    for (const { stream } of request.expected) expected.set(stream, state.versions.get(stream) ?? 0);
  }
  const tickets = knowsTickets ? ticketsOf(staged.map(({ request }) => request)) : [];
  const all = [
    {
      sql: "UPDATE head SET size = ?, frontier = ?, recorded_at = ? WHERE k = 1 AND size = ?",
      args: [head.size, serialiseFrontier(head.frontier), head.recordedAt, state.head.size],
    },
    { sql: MUST_HAVE_MOVED, args: [] },
    { sql: MUST_STAND_AT, args: [JSON.stringify([...expected])] },
    ...lastSeqs.size > 0 ? [mustBeTheirTurn(lastSeqs)] : [],
    ...tickets.length > 0 ? [mustBeFree(tickets)] : [],
  ];
  // A gate opened earlier in this very group may not be open in the database yet.
  const sells = state.gate.open && staged.some(({ request }) => request.gate === "sell");
  return sells ? [...all, { sql: MUST_BE_OPEN, args: [] }] : all;
}

const MUST_HAVE_MOVED = "UPDATE must SET ok = NULL WHERE changes() <> 1";
const MUST_STAND_AT = `UPDATE must SET ok = NULL WHERE EXISTS (
    SELECT 1 FROM json_each(?) AS expected
    WHERE coalesce((SELECT max(ver) FROM event WHERE stream = expected.value ->> 0), 0) <> expected.value ->> 1
  )`;
/** Gapless, whatever somebody put into the log behind our back. */
const MUST_END_AT_HEAD = `UPDATE must SET ok = NULL
  WHERE (SELECT coalesce(max(pos), 0) FROM event) <> (SELECT size FROM head WHERE k = 1)`;
const MUST_BE_OPEN = "UPDATE must SET ok = NULL WHERE EXISTS (SELECT 1 FROM gate WHERE k = 1 AND open = 0)";
const INSERT_EVENT =
  "INSERT INTO event (pos, stream, ver, id, type, sv, body, leaf) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_COMMAND =
  "INSERT INTO command (cmd_id, req_hash, outcome, first_pos, last_pos) VALUES (?, ?, ?, ?, ?)";

const insertEvent = ({ recorded: event, body, leaf }: StagedEvent): Statement => ({
  sql: INSERT_EVENT,
  args: [event.pos, event.stream, event.ver, event.id, event.type, event.sv, body, leaf],
});

const insertCommand = ({ request: { command }, firstPos, lastPos }: StagedAppend): Statement => ({
  sql: INSERT_COMMAND,
  args: [command.id, command.hash, command.outcome, firstPos, lastPos],
});
