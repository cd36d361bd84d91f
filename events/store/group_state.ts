import { type Frontier, parseFrontier } from "../log/merkle.ts";
import { assumedLastSeqs, devicesOf, type LastSeqs, lastSeqsOf, lastSeqsQuery } from "./device_turn.ts";
import { takenTicketsOf, takenTicketsQuery, ticketsOf } from "./free_tickets.ts";
import type { Gate } from "./gate.ts";
import type { LogContext } from "./plan_group.ts";
import type { AppendRequest, SqlRow, Statement } from "./types.ts";

/** The end of the log, as the next append needs it. */
export interface HeadState {
  readonly size: number;
  readonly frontier: Frontier;
  /** Unix milliseconds; 0 in an empty log. */
  readonly recordedAt: number;
}

export interface StoredCommand {
  readonly hash: Uint8Array;
  readonly outcome: string;
  readonly firstPos: number;
  readonly lastPos: number;
}

/** All that decides about a group of appends. */
export interface GroupState {
  readonly head: HeadState;
  readonly gate: Gate;
  readonly commands: ReadonlyMap<string, StoredCommand>;
  readonly versions: ReadonlyMap<string, number>;
  readonly takenIds: ReadonlySet<string>;
  readonly lastSeqs: LastSeqs;
  readonly takenTickets: ReadonlySet<string>;
}

/** The log contradicts itself. The shop stops writing until a person has looked; other shops go on. */
export class LogBroken extends Error {
  override readonly name = "LogBroken";
}

/** Head and gate. */
export const HEAD_QUERY: Statement = {
  sql: `SELECT size, frontier, recorded_at, (SELECT coalesce(max(pos), 0) FROM event) AS last_pos,
      gate.open, gate.reason
    FROM head LEFT JOIN gate ON gate.k = 1 WHERE head.k = 1`,
  args: [],
};

/** What the log knows of the commands, streams, ids, devices and tickets of a group: five fixed texts, whatever its size. */
export function detailQueries(
  group: readonly AppendRequest[],
  { knowsDevices, knowsTickets }: Known,
): Statement[] {
  const streams = new Set(group.flatMap(({ expected }) => expected.map(({ stream }) => stream)));
  const ids = group.flatMap(({ events }) => events.map(({ id }) => id));
  return [
    { sql: COMMANDS, args: [JSON.stringify(group.map(({ command }) => command.id))] },
    { sql: VERSIONS, args: [JSON.stringify([...streams])] },
    { sql: TAKEN_IDS, args: [JSON.stringify(ids)] },
    knowsDevices ? lastSeqsQuery(devicesOf(group)) : NOTHING,
    knowsTickets ? takenTicketsQuery(ticketsOf(group)) : NOTHING,
  ];
}
type Known = Pick<LogContext, "knowsDevices" | "knowsTickets">;

/** Keeps the answers in their places. */
const NOTHING: Statement = { sql: "SELECT 1 WHERE 0", args: [] };

const COMMANDS = `SELECT cmd_id, req_hash, outcome, first_pos, last_pos FROM command
  WHERE cmd_id IN (SELECT value FROM json_each(?))`;
const VERSIONS =
  `SELECT value AS stream, (SELECT max(ver) FROM event WHERE stream = value) AS ver FROM json_each(?)`;
const TAKEN_IDS = "SELECT id FROM event WHERE id IN (SELECT value FROM json_each(?))";

export type EndOfLog = Pick<GroupState, "head" | "gate">;

/** Throws {@link LogBroken} where head and log disagree: a wrong head would sign a wrong tree. */
export function readEnd(rows: readonly SqlRow[]): EndOfLog {
  const [row] = rows as readonly HeadRow[];
  if (!row) throw new LogBroken("the log has no head");
  if (row.size !== row.last_pos) {
    throw new LogBroken(`head says ${row.size}, the last event is ${row.last_pos}`);
  }
  const frontier = parseFrontier(row.frontier, row.size);
  if (frontier === null) throw new LogBroken(`the frontier is not one of ${row.size} leaves`);
  return {
    head: { size: row.size, frontier, recordedAt: row.recorded_at },
    gate: { open: row.open !== 0, reason: row.reason ?? "" },
  };
}

/**
 * The state nearly every group finds: commands and ids are new and streams stand where the callers say. The batch's own
 * keys and guards hold it to that, so nothing of it need be read first.
 */
export function assumedState(end: EndOfLog, group: readonly AppendRequest[]): GroupState {
  const versions = new Map<string, number>();
  for (const { expected } of group) {
    for (const { stream, version } of expected) if (!versions.has(stream)) versions.set(stream, version);
  }
  return {
    ...end,
    versions,
    commands: new Map(),
    takenIds: new Set(),
    lastSeqs: assumedLastSeqs(group),
    takenTickets: new Set(),
  };
}

export function readState(end: EndOfLog, details: readonly (readonly SqlRow[])[]): GroupState {
  const [commands, versions, ids, devices, tickets] = details as readonly [
    readonly CommandRow[],
    readonly { stream: string; ver: number | null }[],
    readonly { id: string }[],
    readonly SqlRow[],
    readonly SqlRow[],
  ];
  return {
    ...end,
    commands: new Map(commands.map((command) => [command.cmd_id, commandOf(command)])),
    versions: new Map(versions.map(({ stream, ver }) => [stream, ver ?? 0])),
    takenIds: new Set(ids.map(({ id }) => id)),
    lastSeqs: lastSeqsOf(devices),
    takenTickets: takenTicketsOf(tickets),
  };
}

type HeadRow = {
  size: number;
  frontier: Uint8Array;
  recorded_at: number;
  last_pos: number;
  open: number | null;
  reason: string | null;
};

type CommandRow = {
  cmd_id: string;
  req_hash: Uint8Array;
  outcome: string;
  first_pos: number;
  last_pos: number;
};

const commandOf = (row: CommandRow): StoredCommand => ({
  hash: row.req_hash,
  outcome: row.outcome,
  firstPos: row.first_pos,
  lastPos: row.last_pos,
});
