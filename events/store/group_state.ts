import { type Frontier, parseFrontier } from "../log/merkle.ts";
import type { Gate } from "./gate.ts";
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
}

/** The log contradicts itself. The shop stops writing until a person has looked; other shops go on. */
export class LogBroken extends Error {
  override readonly name = "LogBroken";
}

/** Four reads with fixed texts (the driver caches them), whatever the size of the group. */
export function stateQueries(group: readonly AppendRequest[]): Statement[] {
  const streams = new Set<string>(), ids: string[] = [];
  for (const request of group) {
    for (const { stream } of request.expected) streams.add(stream);
    for (const { id } of request.events) ids.push(id);
  }
  return [
    { sql: HEAD_AND_GATE, args: [] },
    { sql: COMMANDS, args: [JSON.stringify(group.map((request) => request.command.id))] },
    { sql: VERSIONS, args: [JSON.stringify([...streams])] },
    { sql: TAKEN_IDS, args: [JSON.stringify(ids)] },
  ];
}

const HEAD_AND_GATE =
  `SELECT size, frontier, recorded_at, (SELECT coalesce(max(pos), 0) FROM event) AS last_pos,
    gate.open, gate.reason
  FROM head LEFT JOIN gate ON gate.k = 1 WHERE head.k = 1`;
const COMMANDS = `SELECT cmd_id, req_hash, outcome, first_pos, last_pos FROM command
  WHERE cmd_id IN (SELECT value FROM json_each(?))`;
const VERSIONS =
  `SELECT value AS stream, (SELECT max(ver) FROM event WHERE stream = value) AS ver FROM json_each(?)`;
const TAKEN_IDS = "SELECT id FROM event WHERE id IN (SELECT value FROM json_each(?))";

/** Throws {@link LogBroken} where head and log disagree: a wrong head would sign a wrong tree. */
export function readState(answers: readonly (readonly SqlRow[])[]): GroupState {
  const [heads, commands, versions, ids] = answers as readonly [
    readonly HeadRow[],
    readonly CommandRow[],
    readonly { stream: string; ver: number | null }[],
    readonly { id: string }[],
  ];
  const row = heads[0];
  if (!row) throw new LogBroken("the log has no head");
  return {
    head: headOf(row),
    gate: { open: row.open !== 0, reason: row.reason ?? "" },
    commands: new Map(commands.map((command) => [command.cmd_id, commandOf(command)])),
    versions: new Map(versions.map(({ stream, ver }) => [stream, ver ?? 0])),
    takenIds: new Set(ids.map(({ id }) => id)),
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

export type CommandRow = {
  cmd_id: string;
  req_hash: Uint8Array;
  outcome: string;
  first_pos: number;
  last_pos: number;
};

function headOf(row: HeadRow): HeadState {
  if (row.size !== row.last_pos) {
    throw new LogBroken(`head says ${row.size}, the last event is ${row.last_pos}`);
  }
  const frontier = parseFrontier(row.frontier, row.size);
  if (frontier === null) throw new LogBroken(`the frontier is not one of ${row.size} leaves`);
  return { size: row.size, frontier, recordedAt: row.recorded_at };
}

const commandOf = (row: CommandRow): StoredCommand => ({
  hash: row.req_hash,
  outcome: row.outcome,
  firstPos: row.first_pos,
  lastPos: row.last_pos,
});
