import type { Instant } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import type { Statement } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** The phone somebody signed up with, sealed under their key. Nothing is sent there and nobody enters by it until it is verified. */
export const phoneSaid = (personId: string, sealed: SealedField, now: Instant): Statement => ({
  sql: "INSERT INTO phone_said (person_id, sealed, said_at) VALUES (?, ?, ?)",
  args: [personId, JSON.stringify(sealed), now],
});

/** Null for somebody who said none, or whose phone is verified. */
export async function saidPhone(db: ControlDb, personId: string): Promise<SealedField | null> {
  const row = await db.first<{ sealed: string }>("SELECT sealed FROM phone_said WHERE person_id = ?", [
    personId,
  ]);
  return row && JSON.parse(row.sealed) as SealedField;
}

export const forgetSaidPhone = (personId: string): Statement => ({
  sql: "DELETE FROM phone_said WHERE person_id = ?",
  args: [personId],
});
