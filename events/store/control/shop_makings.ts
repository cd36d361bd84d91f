import type { Instant } from "../../../kernel/time.ts";
import type { Statement, TenantId } from "../types.ts";
import { ConstraintError, type ControlDb } from "./db.ts";
import { hiring, type NewStaff } from "./people.ts";
import type { Shop } from "./shops.ts";

export interface Making {
  readonly tenant: TenantId;
  readonly slug: string;
  /** Claimed until then; whoever is not done by then has lost the address. */
  readonly until: Instant;
}

/**
 * Claims an address for a shop that is about to be made: one statement decides between all who ask at once. False where
 * a shop has it, or one that looks like it, or somebody else is making such a shop now.
 */
export async function claimAddress(
  db: ControlDb,
  { tenant, slug, until }: Making,
  now: Instant,
): Promise<boolean> {
  const likeness = `(SELECT likeness FROM shop_making WHERE tenant_id = ?1)`;
  try {
    await db.batch([
      { sql: "UPDATE shop_making SET slug = NULL WHERE until <= ?", args: [now] },
      {
        sql: `INSERT INTO shop_making (tenant_id, slug, until) VALUES (?1, ?2, ?3)
          ON CONFLICT (tenant_id) DO UPDATE SET until = ?3 WHERE slug IS NOT NULL`,
        args: [tenant, slug, until],
      },
      // NOT NULL of `until` undoes the claim where a shop is there already, an address rests, or this very making ran out:
      // its ledger may be on its way to be thrown away.
      {
        sql: `UPDATE shop_making SET until = NULL WHERE tenant_id = ?1
          AND (slug IS NULL OR EXISTS (SELECT 1 FROM shop WHERE likeness = ${likeness})
            OR EXISTS (SELECT 1 FROM shop_gone WHERE slug = ?2 AND free_at > ?3))`,
        args: [tenant, slug, now],
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConstraintError) return false;
    throw error;
  }
}

/**
 * Registers a shop whose making holds its claim, with its people, in one transaction that ends the claim. Without the claim
 * there is no shop for its people to belong to, and the whole is refused: false.
 */
export async function finishMaking(
  db: ControlDb,
  shop: Shop,
  staff: readonly NewStaff[],
  more: readonly Statement[],
  now: Instant,
): Promise<boolean> {
  try {
    await db.batch([
      {
        sql: `INSERT INTO shop (id, slug, name, niche, created_at)
          SELECT tenant_id, slug, ?3, ?4, ?5 FROM shop_making WHERE tenant_id = ?1 AND slug = ?2`,
        args: [shop.id, shop.slug, shop.name, shop.niche, now],
      },
      ...(await Promise.all(staff.map((person) => hiring(db, shop.id, person, now)))).flat(),
      ...more,
      { sql: "DELETE FROM shop_making WHERE tenant_id = ?", args: [shop.id] },
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConstraintError) return false;
    throw error;
  }
}

/** True for a shop of this id that was made after `since`. */
export const wasJustMade = async (db: ControlDb, tenant: TenantId, since: Instant): Promise<boolean> =>
  await db.first("SELECT 1 AS made FROM shop WHERE id = ? AND created_at > ?", [tenant, since]) !== null;

/** Of these addresses, those that neither a shop nor a making has, nor one that looks like it. */
export async function freeAddresses(
  db: ControlDb,
  wished: readonly { readonly slug: string; readonly likeness: string }[],
  now: Instant,
): Promise<string[]> {
  const rows = await db.all<{ likeness: string }>(
    `SELECT likeness FROM shop UNION SELECT likeness FROM shop_making WHERE until > ?1
     INTERSECT SELECT value FROM json_each(?2)`,
    [now, JSON.stringify(wished.map(({ likeness }) => likeness))],
  );
  const gone = await db.all<{ slug: string }>("SELECT slug FROM shop_gone WHERE free_at > ?", [now]);
  const taken = new Set(rows.map(({ likeness }) => likeness)),
    resting = new Set(gone.map(({ slug }) => slug));
  return wished.filter(({ slug, likeness }) => !taken.has(likeness) && !resting.has(slug)).map(({ slug }) =>
    slug
  );
}

/** Ledgers of makings that were cut off. From now on none of them can be finished any more. */
export async function cutOffMakings(db: ControlDb, now: Instant): Promise<TenantId[]> {
  await db.batch([{ sql: "UPDATE shop_making SET slug = NULL WHERE until <= ?", args: [now] }]);
  const rows = await db.all<{ tenant_id: string }>("SELECT tenant_id FROM shop_making WHERE slug IS NULL");
  return rows.map(({ tenant_id }) => tenant_id as TenantId);
}

export const forgetMaking = (db: ControlDb, tenant: TenantId): Promise<void> =>
  db.batch([{ sql: "DELETE FROM shop_making WHERE tenant_id = ?", args: [tenant] }]);
