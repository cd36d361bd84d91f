import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import type { PersonalField } from "./personal.ts";
import type { Role } from "./people.ts";
import type { Shop } from "./shops.ts";

/** A person of the platform, wherever they work. */
export interface Person {
  readonly personId: string;
  readonly passwordHash: string | null;
}

/** Who has this e-mail (lower case) or phone (E.164). */
export async function personByLookup(
  db: ControlDb,
  field: Exclude<PersonalField, "name">,
  text: string,
): Promise<Person | null> {
  return await db.first<{ personId: string; passwordHash: string | null }>(
    `SELECT p.id AS personId, p.password_hash AS passwordHash FROM personal d JOIN person p ON p.id = d.person_id
     WHERE d.field = ? AND d.lookup = ?`,
    [field, await db.personal.lookup(field, text)],
  );
}

export async function personById(db: ControlDb, personId: string): Promise<Person | null> {
  return await db.first<{ personId: string; passwordHash: string | null }>(
    "SELECT id AS personId, password_hash AS passwordHash FROM person WHERE id = ?",
    [personId],
  );
}

/** What is known of a person, opened; null where a thing is not known or was erased. */
export async function personalOf(
  db: ControlDb,
  personId: string,
): Promise<Readonly<Record<PersonalField, string | null>>> {
  const rows = await db.all<{ field: PersonalField; sealed: string }>(
    "SELECT field, sealed FROM personal WHERE person_id = ?",
    [personId],
  );
  const opened = await Promise.all(
    rows.map(async ({ field, sealed }) => [field, await db.personal.open(sealed)] as const),
  );
  return { name: null, email: null, phone: null, ...Object.fromEntries(opened) };
}

/** A shop where a person works, and as what. */
export interface Workplace {
  readonly shop: Shop;
  readonly role: Role;
}

/** Real shops: one is handed over to a practice from its own shop alone. */
export async function workplaces(db: ControlDb, personId: string): Promise<Workplace[]> {
  const rows = await db.all<{ id: string; slug: string; name: string; niche: string; role: string }>(
    `SELECT h.id, h.slug, h.name, h.niche, s.role FROM staff s JOIN shop h ON h.id = s.shop_id
     WHERE s.person_id = ? AND s.active = 1 AND h.practice_of IS NULL ORDER BY h.name`,
    [personId],
  );
  return rows.map(({ role, ...shop }) => ({
    shop: { ...shop, id: shop.id as TenantId }, // made by the registry
    role: role as Role,
  }));
}

export const setPassword = (personId: string, passwordHash: string): Statement => ({
  sql: "UPDATE person SET password_hash = ? WHERE id = ?",
  args: [passwordHash, personId],
});
