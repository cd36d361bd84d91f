import { z } from "zod";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import { ROLES } from "./people.ts";
import type { Shop } from "./shops.ts";

export interface ShopRow extends Shop {
  readonly createdAt: string;
}

/** A shop's people as they move with it from one platform to another. Holds hashes of secrets: keep it like a key. */
export const zPersonRecord = z.strictObject({
  id: z.uuid(),
  name: z.string().min(1),
  email: z.string().nullable(),
  passwordHash: z.string().nullable(),
  createdAt: z.string(),
  role: z.enum(ROLES),
  /** Of before there were roots (migration 0003); a copy of that time holds no roots. */
  pinHash: z.string().nullable(),
  pinSalt: z.string().nullable().default(null),
  pinRoot: z.string().nullable().default(null),
  active: z.union([z.literal(0), z.literal(1)]),
});
export type PersonRecord = z.output<typeof zPersonRecord>;

type Reads = { all(sql: string): Promise<unknown> };

/** Every shop of a control database, or of a copy of one. */
export const shopRows = async (db: Reads): Promise<ShopRow[]> =>
  await db.all("SELECT id, slug, name, niche, created_at AS createdAt FROM shop ORDER BY slug") as ShopRow[];

export const peopleOfShop = (db: ControlDb, shop: TenantId): Promise<PersonRecord[]> =>
  db.all<PersonRecord>(
    `SELECT p.id, p.name, p.email, p.password_hash AS passwordHash, p.created_at AS createdAt,
       s.role, s.pin_hash AS pinHash, s.pin_salt AS pinSalt, s.pin_root AS pinRoot, s.active
     FROM staff s JOIN person p ON p.id = s.person_id WHERE s.shop_id = ? ORDER BY p.id`,
    [shop],
  );

/** The first e-mail that is somebody else's here, or null. */
export async function takenEmail(db: ControlDb, people: readonly PersonRecord[]): Promise<string | null> {
  for (const { id, email } of people) {
    const sql = "SELECT 1 AS taken FROM person WHERE email = ? AND id <> ?";
    if (email !== null && await db.first(sql, [email, id])) return email;
  }
  return null;
}

/**
 * Registers a shop that comes from elsewhere, with its people, in one transaction. A person who is here already keeps
 * the secrets of here. Throws `ConstraintError` where the slug, the id or somebody else's e-mail is taken.
 */
export const addShopRecord = (
  db: ControlDb,
  shop: ShopRow,
  people: readonly PersonRecord[],
): Promise<void> =>
  db.batch([
    {
      sql: "INSERT INTO shop (id, slug, name, niche, created_at) VALUES (?, ?, ?, ?, ?)",
      args: [shop.id, shop.slug, shop.name, shop.niche, shop.createdAt],
    },
    ...people.flatMap((person) => [{
      sql: `INSERT INTO person (id, name, email, password_hash, created_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING`,
      args: [person.id, person.name, person.email, person.passwordHash, person.createdAt],
    }, {
      sql: `INSERT INTO staff (shop_id, person_id, role, pin_hash, pin_salt, pin_root, active)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      args: [
        shop.id,
        person.id,
        person.role,
        person.pinHash,
        person.pinSalt,
        person.pinRoot,
        person.active,
      ],
    }]),
  ]);
