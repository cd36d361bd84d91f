import type { FactRegistry } from "../facts/mod.ts";
import { type Envelope, readEnvelope } from "../log/envelope.ts";
import type { ReadFilter, Recorded, Statement } from "./types.ts";

/** A stored event as today's code sees it: newest version of its fact. Throws where the bytes are not that (a broken log). */
export const recordedOf = (body: Uint8Array, facts: FactRegistry): Recorded =>
  recordedFrom(readEnvelope(body), facts);

/** The same of an envelope that was read before. */
export function recordedFrom(envelope: Envelope, facts: FactRegistry): Recorded {
  const { v: _v, log: _log, ...event } = envelope;
  return { ...event, data: facts.read(event.type, event.sv, event.data) };
}

export const streamQuery = (stream: string): Statement => ({
  sql: "SELECT body FROM event WHERE stream = ? ORDER BY ver",
  args: [stream],
});

export function readQuery(filter: ReadFilter): Statement {
  const where: string[] = [], args: (string | number)[] = [];
  const add = (condition: string, arg: string | number | undefined) => {
    if (arg === undefined) return;
    where.push(condition);
    args.push(arg);
  };
  add("pos > ?", filter.after);
  add("pos <= ?", filter.upTo);
  add("stream = ?", filter.stream);
  add("type IN (SELECT value FROM json_each(?))", filter.types && JSON.stringify(filter.types));
  const condition = where.length > 0 ? `WHERE ${where.join(" AND ")}` : "";
  return {
    sql: `SELECT body FROM event ${condition} ORDER BY pos ${filter.descending ? "DESC" : "ASC"} LIMIT ?`,
    args: [...args, filter.limit],
  };
}
