import { z } from "zod";
import type { Statement, TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import { sealPeople } from "./personal.ts";
import { ROLES } from "./people.ts";
import type { Shop } from "./shops.ts";

export interface ShopRow extends Shop {
  readonly createdAt: string;
}

/**
 * A shop's people as they move with it from one platform to another: hashes of secrets, and names, e-mails and phones
 * as they stand here, sealed. Who takes the keys along can read them there.
 */
export const zPersonRecord = z.strictObject({
  id: z.uuid(),
  /** In clear in copies of before there were keys (migration 0023), and sealed on their way in. */
  name: z.string().nullable().default(null),
  email: z.string().nullable().default(null),
  personal: z.array(z.strictObject({ field: z.enum(["name", "email", "phone"]), sealed: z.string() }))
    .default([]),
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

export async function peopleOfShop(db: ControlDb, shop: TenantId): Promise<PersonRecord[]> {
  const rows = await db.all<Omit<PersonRecord, "personal" | "name" | "email"> & { personal: string }>(
    `SELECT p.id, p.password_hash AS passwordHash, p.created_at AS createdAt, s.role, s.pin_hash AS pinHash,
       s.pin_salt AS pinSalt, s.pin_root AS pinRoot, s.active,
       (SELECT json_group_array(json_object('field', d.field, 'sealed', d.sealed)) FROM personal d
         WHERE d.person_id = p.id) AS personal
     FROM staff s JOIN person p ON p.id = s.person_id WHERE s.shop_id = ? ORDER BY p.id`,
    [shop],
  );
  return rows.map((row) => zPersonRecord.parse({ ...row, personal: JSON.parse(row.personal) }));
}

/** The first e-mail or phone that is somebody else's here, or null. What came sealed without its key is nobody's yet. */
export async function takenLookup(db: ControlDb, people: readonly PersonRecord[]): Promise<string | null> {
  for (const { id, email, personal } of people) {
    const opened = await Promise.all(
      personal.filter(({ field }) => field !== "name")
        .map(async ({ field, sealed }) => ({ field, text: await db.personal.open(sealed) })),
    );
    for (const { field, text } of [...opened, { field: "email" as const, text: email }]) {
      const sql = "SELECT 1 AS taken FROM personal WHERE field = ? AND lookup = ? AND person_id <> ?";
      if (text !== null && await db.first(sql, [field, await db.personal.lookup(field, text), id])) {
        return text;
      }
    }
  }
  return null;
}

/**
 * Registers a shop that comes from elsewhere, with its people, in one transaction. A person who is here already keeps
 * the secrets of here. Throws `ConstraintError` where the slug, the id or somebody else's e-mail is taken.
 */
export async function addShopRecord(
  db: ControlDb,
  shop: ShopRow,
  people: readonly PersonRecord[],
): Promise<void> {
  await db.batch([
    {
      sql: "INSERT INTO shop (id, slug, name, niche, created_at) VALUES (?, ?, ?, ?, ?)",
      args: [shop.id, shop.slug, shop.name, shop.niche, shop.createdAt],
    },
    ...(await Promise.all(people.map((person) => arriving(db, shop.id, person)))).flat(),
  ]);
  await sealPeople(db); // the index of what came sealed with its key
}

async function arriving(db: ControlDb, shop: TenantId, person: PersonRecord): Promise<Statement[]> {
  const { id, name, email } = person;
  const clear = { ...name === null ? {} : { name }, ...email === null ? {} : { email } };
  return [
    {
      sql: `INSERT INTO person (id, name, password_hash, created_at) VALUES (?, '', ?, ?)
        ON CONFLICT (id) DO NOTHING`,
      args: [id, person.passwordHash, person.createdAt],
    },
    ...Object.keys(clear).length === 0 ? [] : await db.personal.keeping(id, clear),
    ...person.personal.map(({ field, sealed }): Statement => ({
      sql: `INSERT INTO personal (person_id, field, sealed) VALUES (?, ?, ?)
        ON CONFLICT (person_id, field) DO NOTHING`,
      args: [id, field, sealed],
    })),
    {
      sql: `INSERT INTO staff (shop_id, person_id, role, pin_hash, pin_salt, pin_root, active)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
      args: [shop, id, person.role, person.pinHash, person.pinSalt, person.pinRoot, person.active],
    },
  ];
}
