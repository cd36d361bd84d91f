import { decodeEnvelope, type Envelope } from "../../events/log/envelope.ts";
import type { SqlValue } from "../../events/store/types.ts";
import { type Instant, type LimaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import type { LedgerSource, ReadAll } from "./ledger_source.ts";

export interface EventFilter {
  readonly type?: string;
  /** Events recorded on this day of Lima. */
  readonly day?: LimaDay;
  /** Id of who did it. */
  readonly actor?: string;
  readonly stream?: string;
  readonly fromPos?: number;
  readonly toPos?: number;
  /** Only older ones than this position: where the last page ended. */
  readonly before?: number;
}

export interface ListedEvent {
  readonly pos: number;
  readonly type: string;
  readonly stream: string;
  /** Null where the stored bytes are no envelope: `verifyLedger` says why. */
  readonly envelope: Envelope | null;
}

export interface EventPage {
  readonly events: readonly ListedEvent[];
  /** `before` of the next page; null on the last. */
  readonly next: number | null;
}

/** Newest first. */
export async function eventList(
  source: Pick<LedgerSource, "all">,
  filter: EventFilter,
  limit: number,
): Promise<EventPage> {
  const { where, args } = await conditionOf(source.all, filter);
  const rows = await source.all(
    `SELECT pos, type, stream, body FROM event WHERE ${where} ORDER BY pos DESC LIMIT ?`,
    [...args, limit + 1],
  );
  const events = rows.slice(0, limit).map(({ pos, type, stream, body }) => {
    const envelope = body instanceof Uint8Array ? decodeEnvelope(body) : null;
    return {
      pos: Number(pos),
      type: String(type),
      stream: String(stream),
      envelope: envelope?.ok ? envelope.value : null,
    };
  });
  return { events, next: rows.length > limit ? events.at(-1)!.pos : null };
}

async function conditionOf(all: ReadAll, filter: EventFilter): Promise<{ where: string; args: SqlValue[] }> {
  const parts: string[] = ["true"], args: SqlValue[] = [];
  const add = (sql: string, arg: SqlValue | undefined) => {
    if (arg === undefined) return;
    parts.push(sql);
    args.push(arg);
  };
  add("pos < ?", filter.before);
  add("pos >= ?", filter.fromPos);
  add("pos <= ?", filter.toPos);
  add("type = ?", filter.type);
  add("stream = ?", filter.stream);
  if (filter.day !== undefined) {
    add("pos >= ?", await firstPosAt(all, startOfDay(filter.day)));
    add("pos < ?", await firstPosAt(all, startOfDay(plusDays(filter.day, 1))));
  }
  // Who did it stands in the body alone; the range above keeps the scan short.
  add("CAST(body AS TEXT) ->> '$.actor.id' = ?", filter.actor);
  return { where: parts.join(" AND "), args };
}

/** First position recorded at or after a moment, or one past the last. Recorded time never goes back, so by halving. */
async function firstPosAt(all: ReadAll, at: Instant): Promise<number> {
  const [end] = await all("SELECT coalesce(max(pos), 0) AS last_pos FROM event");
  let low = 1, high = Number(end?.last_pos ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await all("SELECT CAST(body AS TEXT) ->> '$.recordedAt' AS at FROM event WHERE pos = ?", [
      middle,
    ]);
    if (String(row?.at ?? "") < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
