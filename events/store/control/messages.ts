import type { Message } from "../../../kernel/ports.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { ControlDb } from "./db.ts";

export interface KeptMessage extends Message {
  readonly id: string;
  readonly sentAt: Instant;
}

/** As many as one developer reads. */
const KEPT = 100;

export async function keepMessage(
  db: ControlDb,
  id: string,
  { to, purpose, subject, text }: Message,
  now: Instant,
): Promise<void> {
  await db.batch([{
    sql: "INSERT INTO message (id, to_address, purpose, subject, text, sent_at) VALUES (?, ?, ?, ?, ?, ?)",
    args: [id, to, purpose, subject, text, now],
  }, {
    sql: "DELETE FROM message WHERE id NOT IN (SELECT id FROM message ORDER BY id DESC LIMIT ?)",
    args: [KEPT],
  }]);
}

/** Newest first. */
export async function keptMessages(db: ControlDb): Promise<KeptMessage[]> {
  return await db.all<KeptMessage & Record<string, string | null>>(
    `SELECT id, to_address AS "to", purpose, subject, text, sent_at AS sentAt FROM message ORDER BY id DESC`,
  );
}
