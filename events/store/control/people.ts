import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

export type Role = "owner" | "manager" | "cashier" | "auditor";

/** A person in one shop. */
export interface Staff {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
}

type StaffRow = { person_id: string; name: string; role: string };
const staffOf = (row: StaffRow): Staff => ({
  personId: row.person_id,
  name: row.name,
  role: row.role as Role,
});

/** A person who begins at a shop. Secrets come hashed. */
export interface NewStaff {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Lower case. Null for someone who only enters a PIN. */
  readonly email: string | null;
  readonly passwordHash: string | null;
  readonly pinHash: string | null;
}

/** The rows that make a person and their place in a shop, for one transaction. */
export const hiring = (shop: TenantId, person: NewStaff, now: Instant): Statement[] => [{
  sql: "INSERT INTO person (id, name, email, password_hash, created_at) VALUES (?, ?, ?, ?, ?)",
  args: [person.personId, person.name, person.email, person.passwordHash, now],
}, {
  sql: "INSERT INTO staff (shop_id, person_id, role, pin_hash) VALUES (?, ?, ?, ?)",
  args: [shop, person.personId, person.role, person.pinHash],
}];

export async function staffOfShop(db: ControlDb, shop: TenantId): Promise<Staff[]> {
  const rows = await db.all<StaffRow>(
    `SELECT s.person_id, p.name, s.role FROM staff s JOIN person p ON p.id = s.person_id
     WHERE s.shop_id = ? AND s.active = 1 ORDER BY p.name`,
    [shop],
  );
  return rows.map(staffOf);
}

/** Those who may enter with a PIN at this shop's till. */
export async function cashiersOfShop(db: ControlDb, shop: TenantId): Promise<Staff[]> {
  const rows = await db.all<StaffRow>(
    `SELECT s.person_id, p.name, s.role FROM staff s JOIN person p ON p.id = s.person_id
     WHERE s.shop_id = ? AND s.active = 1 AND s.pin_hash IS NOT NULL ORDER BY p.name`,
    [shop],
  );
  return rows.map(staffOf);
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
  return row && { ...staffOf(row), passwordHash: row.password_hash };
}

export async function staffWithPin(
  db: ControlDb,
  shop: TenantId,
  personId: string,
): Promise<(Staff & { pinHash: string }) | null> {
  const row = await db.first<StaffRow & { pin_hash: string }>(
    `SELECT s.person_id, p.name, s.role, s.pin_hash FROM staff s JOIN person p ON p.id = s.person_id
     WHERE s.shop_id = ? AND s.person_id = ? AND s.active = 1 AND s.pin_hash IS NOT NULL`,
    [shop, personId],
  );
  return row && { ...staffOf(row), pinHash: row.pin_hash };
}
