import type { Instant } from "../../../kernel/time.ts";
import type { SealedField } from "../../log/envelope.ts";
import type { Statement } from "../types.ts";
import type { ControlDb } from "./db.ts";

/**
 * The phone somebody signed up with, sealed under their key and found by its index. Nobody enters by it before a code sent
 * there has come back.
 */
export const phoneSaid = (
  personId: string,
  sealed: SealedField,
  lookup: string,
  now: Instant,
): Statement => ({
  sql: "INSERT INTO phone_said (person_id, sealed, lookup, said_at) VALUES (?, ?, ?, ?)",
  args: [personId, JSON.stringify(sealed), lookup, now],
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

/** Whose a phone is: of the one it is proven for, or else of the last who signed up with it. */
export async function personOfPhone(
  db: ControlDb,
  lookup: string,
): Promise<{ readonly personId: string; readonly proven: boolean } | null> {
  const row = await db.first<{ person_id: string; proven: number }>(
    `SELECT person_id, 1 AS proven, '' AS said_at FROM personal WHERE field = 'phone' AND lookup = ?1
     UNION ALL SELECT person_id, 0, said_at FROM phone_said WHERE lookup = ?1
     ORDER BY proven DESC, said_at DESC`,
    [lookup],
  );
  return row && { personId: row.person_id, proven: row.proven === 1 };
}

/**
 * A phone is shown to belong to this person. Anybody could have signed up with it before: whatever they left to come back
 * by (sessions, passkeys, a password) ends here, and every shop that was opened in this phone's name is this person's.
 */
export async function provingPhone(db: ControlDb, personId: string, phone: string): Promise<Statement[]> {
  const lookup = await db.personal.lookup("phone", phone);
  const said = "SELECT person_id FROM phone_said WHERE lookup = ?1";
  return [
    ...await db.personal.keeping(personId, { phone }),
    { sql: `DELETE FROM session WHERE person_id IN (${said})`, args: [lookup] },
    { sql: `DELETE FROM passkey WHERE person_id IN (${said})`, args: [lookup] },
    { sql: `UPDATE person SET password_hash = NULL WHERE id IN (${said})`, args: [lookup] },
    {
      sql: `INSERT INTO staff (shop_id, person_id, role, pin_salt, pin_root, sealed_name)
        SELECT shop_id, ?2, role, pin_salt, pin_root, sealed_name FROM staff WHERE person_id IN (${said}) AND person_id <> ?2 AND active = 1
        ON CONFLICT DO NOTHING`,
      args: [lookup, personId],
    },
    {
      sql: `UPDATE staff SET active = 0 WHERE person_id IN (${said}) AND person_id <> ?2`,
      args: [lookup, personId],
    },
    { sql: "DELETE FROM phone_said WHERE lookup = ?", args: [lookup] },
  ];
}
