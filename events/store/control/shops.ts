import type { Instant } from "../../../kernel/time.ts";
import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";
import { hiring, type NewStaff } from "./people.ts";

export interface Shop {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly niche: string;
  /** The real shop, where this one is for practising; absent for a real one. */
  readonly practiceOf?: TenantId;
}

// The ids in this table were made by the registry, so reading one back is where the brand is given.
type ShopRow = { id: string; slug: string; name: string; niche: string; practice_of: string | null };
const COLUMNS = "id, slug, name, niche, practice_of";
const shopOf = ({ practice_of, ...row }: ShopRow): Shop => ({
  ...row,
  id: row.id as TenantId,
  ...practice_of !== null && { practiceOf: practice_of as TenantId },
});

export async function shopBySlug(db: ControlDb, slug: string): Promise<Shop | null> {
  const row = await db.first<ShopRow>(`SELECT ${COLUMNS} FROM shop WHERE slug = ?`, [slug]);
  return row && shopOf(row);
}

export async function shopById(db: ControlDb, id: TenantId): Promise<Shop | null> {
  const row = await db.first<ShopRow>(`SELECT ${COLUMNS} FROM shop WHERE id = ?`, [id]);
  return row && shopOf(row);
}

/** The shop where the people of this one practise; null where they do not. */
export async function practiceShopOf(db: ControlDb, shop: TenantId): Promise<Shop | null> {
  const row = await db.first<ShopRow>(`SELECT ${COLUMNS} FROM shop WHERE practice_of = ?`, [shop]);
  return row && shopOf(row);
}

/** Practices that were begun before this instant. */
export async function practicesBefore(db: ControlDb, before: Instant): Promise<Shop[]> {
  const rows = await db.all<ShopRow>(
    `SELECT ${COLUMNS} FROM shop WHERE practice_of IS NOT NULL AND created_at < ? ORDER BY id`,
    [before],
  );
  return rows.map(shopOf);
}

export async function shopList(db: ControlDb): Promise<Shop[]> {
  return (await db.all<ShopRow>(`SELECT ${COLUMNS} FROM shop ORDER BY slug`)).map(shopOf);
}

/**
 * Registers a shop with its people in one transaction: no shop is ever found without somebody who may enter. Throws
 * `ConstraintError` where the slug or an e-mail is taken: of two who ask at once, one wins.
 */
export async function addShop(
  db: ControlDb,
  shop: Shop,
  staff: readonly NewStaff[],
  now: Instant,
): Promise<void> {
  await db.batch([{
    sql: "INSERT INTO shop (id, slug, name, niche, created_at) VALUES (?, ?, ?, ?, ?)",
    args: [shop.id, shop.slug, shop.name, shop.niche, now],
  }, ...(await Promise.all(staff.map((person) => hiring(db, shop.id, person, now)))).flat()]);
}
