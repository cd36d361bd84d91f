import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

export const ROLES = ["owner", "manager", "cashier", "professional", "auditor"] as const;
export type Role = typeof ROLES[number];

/** A person in one shop. */
export interface Staff {
  readonly personId: string;
  /** Empty for who was erased. */
  readonly name: string;
  readonly role: Role;
}

/** What is kept of a PIN: its root and the salt it was made with, in base64 (kernel/pin.ts). */
export interface StoredPin {
  readonly salt: string;
  readonly root: string;
}

/** A person who begins at a shop. Secrets come hashed. */
export interface NewStaff {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Lower case. Null for someone who only enters a PIN. */
  readonly email: string | null;
  /** In E.164. */
  readonly phone: string | null;
  readonly passwordHash: string | null;
  readonly pin: StoredPin | null;
}

/** The rows that make a person and their place in a shop, for one transaction. */
export async function hiring(
  db: ControlDb,
  shop: TenantId,
  { personId, name, role, email, phone, passwordHash, pin }: NewStaff,
  now: Instant,
): Promise<Statement[]> {
  return [
    ...await newPerson(db, personId, { name, email, phone, passwordHash }, now),
    {
      sql: "INSERT INTO staff (shop_id, person_id, role, pin_salt, pin_root) VALUES (?, ?, ?, ?, ?)",
      args: [shop, personId, role, pin?.salt ?? null, pin?.root ?? null],
    },
  ];
}

/** Makes somebody who is known already an owner of the shop. Writes nothing where they work there. */
export const owning = (shop: TenantId, personId: string): Statement => ({
  sql: "INSERT INTO staff (shop_id, person_id, role) VALUES (?, ?, 'owner') ON CONFLICT DO NOTHING",
  args: [shop, personId],
});

/** The rows of a person, whose name, e-mail and phone are sealed under a key made here. */
export async function newPerson(
  db: ControlDb,
  personId: string,
  { name, email, phone, passwordHash }: Pick<NewStaff, "name" | "email" | "phone" | "passwordHash">,
  now: Instant,
): Promise<Statement[]> {
  const known = { name, ...email === null ? {} : { email }, ...phone === null ? {} : { phone } };
  return [{
    sql: "INSERT INTO person (id, name, password_hash, created_at) VALUES (?, '', ?, ?)",
    args: [personId, passwordHash, now],
  }, ...await db.personal.keeping(personId, known)];
}

type StaffRow = { person_id: string; sealed_name: string | null; role: string };
/** The name is the one this shop gave them, or else their own. */
const STAFF = `SELECT s.person_id, coalesce(s.sealed_name, d.sealed) AS sealed_name, s.role FROM staff s
  LEFT JOIN personal d ON d.person_id = s.person_id AND d.field = 'name' WHERE s.shop_id = ?`;

const staffIn = async (db: ControlDb, row: StaffRow): Promise<Staff> => ({
  personId: row.person_id,
  name: await db.personal.open(row.sealed_name) ?? "",
  role: row.role as Role,
});

const byName = (a: Staff, b: Staff): number =>
  a.name.localeCompare(b.name, "es") || (a.personId < b.personId ? -1 : 1);

async function staffWhere(db: ControlDb, shop: TenantId, and: string): Promise<Staff[]> {
  const rows = await db.all<StaffRow>(`${STAFF} ${and}`, [shop]);
  return (await Promise.all(rows.map((row) => staffIn(db, row)))).sort(byName);
}

export const staffOfShop = (db: ControlDb, shop: TenantId): Promise<Staff[]> =>
  staffWhere(db, shop, "AND s.active = 1");

/** With those who work here no more: the ledger still names them. */
export const everStaffOfShop = (db: ControlDb, shop: TenantId): Promise<Staff[]> => staffWhere(db, shop, "");

/** Those who may enter with a PIN at this shop's till. */
export const cashiersOfShop = (db: ControlDb, shop: TenantId): Promise<Staff[]> =>
  staffWhere(db, shop, "AND s.active = 1 AND coalesce(s.pin_root, s.pin_hash) IS NOT NULL");

/** Null for somebody who does not work here, or no more. */
export async function staffOf(db: ControlDb, shop: TenantId, personId: string): Promise<Staff | null> {
  const row = await db.first<StaffRow>(`${STAFF} AND s.active = 1 AND s.person_id = ?`, [shop, personId]);
  return row && await staffIn(db, row);
}

/** A person with what is kept of their PIN. */
export interface PinStaff extends Staff {
  readonly pin: StoredPin | null;
  /** An argon2id hash of before there were roots, until its PIN is entered once more. */
  readonly oldPinHash: string | null;
}

type PinRow = StaffRow & { pin_salt: string | null; pin_root: string | null; pin_hash: string | null };
const PIN_STAFF = STAFF.replace("s.role FROM", "s.role, s.pin_salt, s.pin_root, s.pin_hash FROM") +
  " AND s.active = 1";

const pinStaffIn = async (db: ControlDb, row: PinRow): Promise<PinStaff> => ({
  ...await staffIn(db, row),
  pin: row.pin_salt === null || row.pin_root === null ? null : { salt: row.pin_salt, root: row.pin_root },
  oldPinHash: row.pin_hash,
});

export async function pinsOfShop(db: ControlDb, shop: TenantId): Promise<PinStaff[]> {
  const rows = await db.all<PinRow>(PIN_STAFF, [shop]);
  return (await Promise.all(rows.map((row) => pinStaffIn(db, row)))).sort(byName);
}

export async function staffWithPin(
  db: ControlDb,
  shop: TenantId,
  personId: string,
): Promise<PinStaff | null> {
  const row = await db.first<PinRow>(`${PIN_STAFF} AND s.person_id = ?`, [shop, personId]);
  return row && await pinStaffIn(db, row);
}

/** Puts a root in the place of what was kept of this person's PIN here. */
export const setPin = (shop: TenantId, personId: string, pin: StoredPin): Statement => ({
  sql: "UPDATE staff SET pin_salt = ?, pin_root = ?, pin_hash = NULL WHERE shop_id = ? AND person_id = ?",
  args: [pin.salt, pin.root, shop, personId],
});

export const setActive = (shop: TenantId, personId: string, active: boolean): Statement => ({
  sql: "UPDATE staff SET active = ? WHERE shop_id = ? AND person_id = ?",
  args: [active ? 1 : 0, shop, personId],
});

export const setRole = (shop: TenantId, personId: string, role: Role): Statement => ({
  sql: "UPDATE staff SET role = ? WHERE shop_id = ? AND person_id = ?",
  args: [role, shop, personId],
});

/** Whoever works at the shop or ever did: what they sold before they left is still theirs. */
export async function everOfShop(db: ControlDb, shop: TenantId): Promise<Set<string>> {
  const rows = await db.all<{ person_id: string }>("SELECT person_id FROM staff WHERE shop_id = ?", [shop]);
  return new Set(rows.map(({ person_id }) => person_id));
}
