import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

export const ROLES = ["owner", "manager", "cashier", "professional", "auditor"] as const;
export type Role = typeof ROLES[number];

/** A person in one shop. */
export interface Staff {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
}

type StaffRow = { person_id: string; name: string; role: string };
const staffIn = (row: StaffRow): Staff => ({
  personId: row.person_id,
  name: row.name,
  role: row.role as Role,
});

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
  readonly passwordHash: string | null;
  readonly pin: StoredPin | null;
}

/** The rows that make a person and their place in a shop, for one transaction. */
export const hiring = (shop: TenantId, person: NewStaff, now: Instant): Statement[] => [{
  sql: "INSERT INTO person (id, name, email, password_hash, created_at) VALUES (?, ?, ?, ?, ?)",
  args: [person.personId, person.name, person.email, person.passwordHash, now],
}, {
  sql: "INSERT INTO staff (shop_id, person_id, role, pin_salt, pin_root) VALUES (?, ?, ?, ?, ?)",
  args: [shop, person.personId, person.role, person.pin?.salt ?? null, person.pin?.root ?? null],
}];

export async function staffOfShop(db: ControlDb, shop: TenantId): Promise<Staff[]> {
  const rows = await db.all<StaffRow>(
    `SELECT s.person_id, p.name, s.role FROM staff s JOIN person p ON p.id = s.person_id
     WHERE s.shop_id = ? AND s.active = 1 ORDER BY p.name`,
    [shop],
  );
  return rows.map(staffIn);
}

/** Null for somebody who does not work here, or no more. */
export async function staffOf(db: ControlDb, shop: TenantId, personId: string): Promise<Staff | null> {
  const row = await db.first<StaffRow>(
    `SELECT s.person_id, p.name, s.role FROM staff s JOIN person p ON p.id = s.person_id
     WHERE s.shop_id = ? AND s.person_id = ? AND s.active = 1`,
    [shop, personId],
  );
  return row && staffIn(row);
}

/** Those who may enter with a PIN at this shop's till. */
export async function cashiersOfShop(db: ControlDb, shop: TenantId): Promise<Staff[]> {
  const rows = await db.all<StaffRow>(
    `SELECT s.person_id, p.name, s.role FROM staff s JOIN person p ON p.id = s.person_id
     WHERE s.shop_id = ? AND s.active = 1 AND coalesce(s.pin_root, s.pin_hash) IS NOT NULL ORDER BY p.name`,
    [shop],
  );
  return rows.map(staffIn);
}

export async function personByEmail(
  db: ControlDb,
  shop: TenantId,
  email: string,
): Promise<(Staff & { passwordHash: string }) | null> {
  const row = await db.first<StaffRow & { password_hash: string }>(
    `SELECT s.person_id, p.name, s.role, p.password_hash FROM person p JOIN staff s ON s.person_id = p.id
     WHERE p.email = ? AND s.shop_id = ? AND s.active = 1 AND p.password_hash IS NOT NULL`,
    [email, shop],
  );
  return row && { ...staffIn(row), passwordHash: row.password_hash };
}

/** A person with what is kept of their PIN. */
export interface PinStaff extends Staff {
  readonly pin: StoredPin | null;
  /** An argon2id hash of before there were roots, until its PIN is entered once more. */
  readonly oldPinHash: string | null;
}

type PinRow = StaffRow & { pin_salt: string | null; pin_root: string | null; pin_hash: string | null };
const pinStaffOf = (row: PinRow): PinStaff => ({
  ...staffIn(row),
  pin: row.pin_salt === null || row.pin_root === null ? null : { salt: row.pin_salt, root: row.pin_root },
  oldPinHash: row.pin_hash,
});

const PIN_STAFF = `SELECT s.person_id, p.name, s.role, s.pin_salt, s.pin_root, s.pin_hash
  FROM staff s JOIN person p ON p.id = s.person_id WHERE s.shop_id = ? AND s.active = 1`;

export async function pinsOfShop(db: ControlDb, shop: TenantId): Promise<PinStaff[]> {
  return (await db.all<PinRow>(`${PIN_STAFF} ORDER BY p.name`, [shop])).map(pinStaffOf);
}

export async function staffWithPin(
  db: ControlDb,
  shop: TenantId,
  personId: string,
): Promise<PinStaff | null> {
  const row = await db.first<PinRow>(`${PIN_STAFF} AND s.person_id = ?`, [shop, personId]);
  return row && pinStaffOf(row);
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
