import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import { newPerson, type Role, setPin, type StoredPin } from "./people.ts";
import { phoneSaid } from "./phones_said.ts";

/** A person as the owner of a shop sees them. */
export interface StaffRecord {
  readonly personId: string;
  /** Empty for who was erased. */
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  readonly hasPin: boolean;
  readonly seenAt: Instant | null;
}

type Row = {
  person_id: string;
  sealed_name: string | null;
  role: string;
  active: number;
  has_pin: number;
  seen_at: string | null;
};

/** Those who work here first, each part by name. */
export async function staffRecords(db: ControlDb, shop: TenantId): Promise<StaffRecord[]> {
  const rows = await db.all<Row>(
    `SELECT s.person_id, coalesce(s.sealed_name, d.sealed) AS sealed_name, s.role, s.active, s.seen_at,
       coalesce(s.pin_root, s.pin_hash) IS NOT NULL AS has_pin
     FROM staff s LEFT JOIN personal d ON d.person_id = s.person_id AND d.field = 'name' WHERE s.shop_id = ?`,
    [shop],
  );
  const records = await Promise.all(rows.map(async (row): Promise<StaffRecord> => ({
    personId: row.person_id,
    name: await db.personal.open(row.sealed_name) ?? "",
    role: row.role as Role,
    active: row.active === 1,
    hasPin: row.has_pin === 1,
    seenAt: row.seen_at as Instant | null,
  })));
  return records.sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name, "es"));
}

export interface NewPlace {
  readonly personId: string;
  /** As this shop calls them. */
  readonly name: string;
  readonly role: Role;
  /** Said by the owner, not yet shown to be theirs; null for who only enters a PIN. */
  readonly phone: string | null;
  readonly pin: StoredPin | null;
}

/** The rows of a person's place here, and of the person where there is none of this id. Safe to write again. */
export async function placing(
  db: ControlDb,
  shop: TenantId,
  { personId, name, role, phone, pin }: NewPlace,
  now: Instant,
): Promise<Statement[]> {
  const isNew = !await db.first("SELECT 1 AS here FROM person WHERE id = ?", [personId]);
  const born = isNew
    ? await newPerson(db, personId, { name, email: null, phone: null, passwordHash: null }, now)
    : [];
  const called = await db.personal.sealed(personId, "name", name);
  const said = isNew && phone !== null
    ? [phoneSaid(
      personId,
      await db.personal.sealed(personId, "phone", phone),
      await db.personal.lookup("phone", phone),
      now,
    )]
    : [];
  return [...born, {
    sql:
      `INSERT INTO staff (shop_id, person_id, role, pin_salt, pin_root, sealed_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (shop_id, person_id) DO UPDATE SET role = ?3, active = 1, sealed_name = ?6,
        pin_salt = ?4, pin_root = ?5, pin_hash = NULL`,
    args: [shop, personId, role, pin?.salt ?? null, pin?.root ?? null, JSON.stringify(called)],
  }, ...said];
}

/** Here, and where people of here practise. */
const HERE = "(SELECT id FROM shop WHERE id = ?1 OR practice_of = ?1)";

/** Leaves the shop: no session, no PIN and no hand-over of theirs is worth anything here any more. */
export const leaving = (shop: TenantId, personId: string): Statement[] =>
  [
    `UPDATE staff SET active = 0, pin_salt = NULL, pin_root = NULL, pin_hash = NULL
     WHERE shop_id IN ${HERE} AND person_id = ?2`,
    `DELETE FROM hand_over WHERE shop_id IN ${HERE} AND person_id = ?2`,
    `DELETE FROM session WHERE shop_id IN ${HERE} AND person_id = ?2`,
  ].map((sql) => ({ sql, args: [shop, personId] }));

/** Another PIN: sessions that the old one opened end. */
export const changingPin = (shop: TenantId, personId: string, pin: StoredPin): Statement[] => [
  setPin(shop, personId, pin),
  {
    sql: "DELETE FROM session WHERE person_id = ? AND shop_id = ? AND way = 'pin'",
    args: [personId, shop],
  },
];

export const forgettingName = (shop: TenantId, personId: string): Statement => ({
  sql: "UPDATE staff SET sealed_name = NULL WHERE shop_id = ? AND person_id = ?",
  args: [shop, personId],
});

/** True where a person has a place in another shop, or answers for the platform. */
export async function worksElsewhere(db: ControlDb, shop: TenantId, personId: string): Promise<boolean> {
  return await db.first(
    `SELECT 1 AS elsewhere FROM staff WHERE person_id = ?2 AND shop_id NOT IN ${HERE} AND active = 1
     UNION SELECT 1 FROM operator WHERE person_id = ?2`,
    [shop, personId],
  ) !== null;
}

/** Whatever a person signs in with and is found by, everywhere. */
export const forgettingPerson = (personId: string): Statement[] => [
  ...[
    "session",
    "passkey",
    "challenge",
    "one_time_code",
    "recovery_code",
    "phone_said",
    "personal",
    "hand_over",
  ]
    .map((table) => ({ sql: `DELETE FROM ${table} WHERE person_id = ?`, args: [personId] })),
  { sql: "UPDATE person SET password_hash = NULL WHERE id = ?", args: [personId] },
];
