import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

/** A webhook that is still to be acted on. */
export interface DueEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string | null;
  /** This attempt counted. */
  readonly attempts: number;
  readonly receivedAt: Instant;
}

export type ToldEvent = Pick<DueEvent, "provider" | "eventId" | "type" | "objectId">;

/** True where it is told for the first time. What is about nothing of ours is written down as done. */
export async function keepEvent(db: ControlDb, event: ToldEvent, now: Instant): Promise<boolean> {
  const ours = event.objectId !== null;
  const rows = await db.all<{ event_id: string }>(
    `INSERT INTO provider_event (provider, event_id, type, object_id, received_at, next_at, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING event_id`,
    [
      event.provider,
      event.eventId,
      event.type,
      event.objectId,
      now,
      ours ? now : null,
      ours ? null : "not_ours",
    ],
  );
  return rows.length === 1;
}

/** Takes what is due for `ms`, so that no two work at one; whoever dies at it leaves it to the next after that time. */
export async function takeDueEvents(
  db: ControlDb,
  now: Instant,
  ms: number,
  limit: number,
): Promise<DueEvent[]> {
  const rows = await db.all<
    {
      provider: string;
      event_id: string;
      type: string;
      object_id: string;
      attempts: number;
      received_at: string;
    }
  >(
    `UPDATE provider_event SET next_at = ?2, attempts = attempts + 1
     WHERE (provider, event_id) IN (
       SELECT provider, event_id FROM provider_event WHERE next_at <= ?1 ORDER BY next_at LIMIT ?3)
     RETURNING provider, event_id, type, object_id, attempts, received_at`,
    [now, plusMs(now, ms), limit],
  );
  return rows.map(({ event_id, object_id, received_at, ...row }) => ({
    ...row,
    eventId: event_id,
    objectId: object_id,
    receivedAt: received_at as Instant,
  }));
}

export const eventDone = (db: ControlDb, event: ToldEvent, outcome: string): Promise<void> =>
  db.batch([{
    sql: "UPDATE provider_event SET next_at = NULL, outcome = ?3 WHERE provider = ?1 AND event_id = ?2",
    args: [event.provider, event.eventId, outcome],
  }]);

export const eventLater = (db: ControlDb, event: ToldEvent, outcome: string, at: Instant): Promise<void> =>
  db.batch([{
    sql: "UPDATE provider_event SET next_at = ?4, outcome = ?3 WHERE provider = ?1 AND event_id = ?2",
    args: [event.provider, event.eventId, outcome, at],
  }]);

export const forgetEventsBefore = (db: ControlDb, before: Instant): Promise<void> =>
  db.batch([{
    sql: "DELETE FROM provider_event WHERE next_at IS NULL AND received_at < ?",
    args: [before],
  }]);

export interface ReconciledThrough {
  readonly through: Instant;
  readonly deepOn: string;
}
export async function reconciledThrough(db: ControlDb, provider: string): Promise<ReconciledThrough | null> {
  const row = await db.first<{ through: string; deep_on: string }>(
    "SELECT through, deep_on FROM provider_reconcile WHERE provider = ?",
    [provider],
  );
  return row && { through: row.through as Instant, deepOn: row.deep_on };
}

export const noteReconciled = (
  db: ControlDb,
  provider: string,
  { through, deepOn }: ReconciledThrough,
  applied: number,
): Promise<void> =>
  db.batch([{
    sql: `INSERT INTO provider_reconcile (provider, through, deep_on, applied) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (provider) DO UPDATE SET through = ?2, deep_on = ?3, applied = ?4`,
    args: [provider, through, deepOn, applied],
  }]);
