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
    ...await inheriting(db, personId, lookup),
    {
      sql: `UPDATE staff SET active = 0 WHERE person_id IN (${said}) AND person_id <> ?2`,
      args: [lookup, personId],
    },
    { sql: "DELETE FROM phone_said WHERE lookup = ?", args: [lookup] },
  ];
}

/** The places of all who said this phone, with the PIN and the name they have there, under the key of whose it is. */
async function inheriting(db: ControlDb, personId: string, lookup: string): Promise<Statement[]> {
  const places = await db.all<
    Record<"shop_id" | "role", string> & Record<"pin_salt" | "pin_root" | "name", string | null>
  >(
    `SELECT s.shop_id, s.role, s.pin_salt, s.pin_root, coalesce(s.sealed_name, d.sealed) AS name
     FROM phone_said p JOIN staff s ON s.person_id = p.person_id AND s.active = 1
     LEFT JOIN personal d ON d.person_id = s.person_id AND d.field = 'name'
     WHERE p.lookup = ? AND p.person_id <> ?`,
    [lookup, personId],
  );
  return await Promise.all(places.map(async ({ shop_id, role, pin_salt, pin_root, name }) => {
    const text = await db.personal.open(name);
    const called = text === null ? null : JSON.stringify(await db.personal.sealed(personId, "name", text));
    return {
      sql:
        `INSERT INTO staff (shop_id, person_id, role, pin_salt, pin_root, sealed_name) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING`,
      args: [shop_id, personId, role, pin_salt, pin_root, called],
    };
  }));
}
