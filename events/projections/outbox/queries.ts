import { type Channel, CHANNELS } from "../../../kernel/carrier.ts";
import { type Instant, type LimaDay, plusMs } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";

/** Messages that somebody has to look at now, the longest waiting first; of these kinds alone where they are given. */
export async function dueMessages(
  db: TenantDb,
  now: Instant,
  limit: number,
  kinds: readonly string[] | null = null,
): Promise<string[]> {
  const rows = await db.all<{ message_id: string }>(
    `SELECT message_id FROM outbox WHERE due_at <= ?1 AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))
     ORDER BY due_at, message_id LIMIT ?3`,
    [now, kinds && JSON.stringify(kinds), limit],
  );
  return rows.map(({ message_id }) => message_id);
}

/** Which try of which message a carrier's id is of. */
export async function tryOfCarrier(
  db: TenantDb,
  carrierId: string,
): Promise<{ readonly messageId: string; readonly attempt: number } | null> {
  return await db.first<{ messageId: string; attempt: number }>(
    "SELECT message_id AS messageId, attempt FROM outbox_carrier WHERE carrier_id = ?",
    [carrierId],
  );
}

/** How many messages of a day were tried: of a shop, and to a person. */
export async function triedToday(
  db: TenantDb,
  { shop, personId, day }: { shop: string | null; personId: string; day: LimaDay },
): Promise<{ readonly ofShop: number; readonly toPerson: number }> {
  const row = await db.first<{ ofShop: number; toPerson: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE shop = ?1 AND tried_on = ?3) AS ofShop,
       (SELECT count(*) FROM outbox WHERE person_id = ?2 AND tried_on = ?3) AS toPerson`,
    [shop, personId, day],
  );
  return row ?? { ofShop: 0, toPerson: 0 };
}

export const hasOptedOut = async (db: TenantDb, personId: string): Promise<boolean> =>
  await db.first("SELECT 1 AS out FROM opted_out WHERE person_id = ?", [personId]) !== null;

/** A channel as the operator's console shows it. */
export interface ChannelHealth {
  readonly channel: Channel;
  /** Of the last 24 hours, to the hour. */
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly lastFault: { readonly code: string; readonly action: string; readonly at: Instant } | null;
}

type HealthRow = {
  channel: string;
  sent: number | null;
  delivered: number | null;
  failed: number | null;
  code: string | null;
  action: string | null;
  failed_at: string | null;
};

/** All channels, those nobody used yet too. */
export async function channelHealth(db: TenantDb, now: Instant): Promise<ChannelHealth[]> {
  const rows = await db.all<HealthRow>(
    `SELECT c.value AS channel, f.code, f.action, f.failed_at,
       (SELECT sum(sent) FROM channel_hour h WHERE h.channel = c.value AND hour > ?2) AS sent,
       (SELECT sum(delivered) FROM channel_hour h WHERE h.channel = c.value AND hour > ?2) AS delivered,
       (SELECT sum(failed) FROM channel_hour h WHERE h.channel = c.value AND hour > ?2) AS failed
     FROM json_each(?1) c LEFT JOIN channel_fault f ON f.channel = c.value ORDER BY c.key`,
    [JSON.stringify(CHANNELS), plusMs(now, -86_400_000).slice(0, 13)],
  );
  return rows.map(({ channel, sent, delivered, failed, code, action, failed_at }) => ({
    channel: channel as Channel,
    sent: sent ?? 0,
    delivered: delivered ?? 0,
    failed: failed ?? 0,
    lastFault: code === null ? null : { code, action: action ?? "", at: failed_at as Instant },
  }));
}

export type OutboxState =
  | "queued"
  | "trying"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "given_up"
  | "suppressed";

export interface OutboxLine {
  readonly messageId: string;
  readonly shop: string | null;
  readonly kind: string;
  readonly state: OutboxState;
  readonly channel: Channel | null;
  readonly tries: number;
  readonly code: string | null;
  readonly dueAt: Instant | null;
  readonly changedAt: Instant;
}

const LINE = `SELECT message_id AS messageId, shop, kind, state, channel, tries, code, due_at AS dueAt,
  changed_at AS changedAt FROM outbox`;

/** Newest change first; dead letters alone with `state: "given_up"`. */
export async function outboxLines(
  db: TenantDb,
  { state, shop, limit }: { state?: OutboxState; shop?: string; limit: number },
): Promise<OutboxLine[]> {
  const rows = await db.all(
    `${LINE} WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR shop = ?2)
     ORDER BY changed_at DESC, message_id LIMIT ?3`,
    [state ?? null, shop ?? null, limit],
  );
  return rows as unknown as OutboxLine[];
}
