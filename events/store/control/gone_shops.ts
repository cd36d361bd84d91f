import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { Statement } from "../types.ts";
import type { ControlDb } from "./db.ts";
import type { Shop } from "./shops.ts";

/** A year: longer than anybody keeps a receipt with the address on it. */
export const REST_MS = 365 * 86_400_000;

/** How an address stands that shops have left before. */
export interface LeftAddress {
  /** How many shops have left it: each had another id. */
  readonly times: number;
  /** When somebody else may have it; null where that is now. */
  readonly restsUntil: Instant | null;
}

export async function leftAddress(db: ControlDb, slug: string, now: Instant): Promise<LeftAddress> {
  const row = await db.first<{ times: number; until: Instant | null }>(
    "SELECT count(*) AS times, max(free_at) AS until FROM shop_gone WHERE slug = ?",
    [slug],
  );
  const { times = 0, until = null } = row ?? {};
  return { times, restsUntil: until !== null && until > now ? until : null };
}

/**
 * Takes a shop out of the registry with all that hangs on it: from this moment no process finds it and nobody enters it.
 * Its people stay where they work elsewhere and are gone otherwise. Answers who is gone, so that their keys can be erased.
 */
export async function removeShop(db: ControlDb, { id, slug }: Shop, now: Instant): Promise<string[]> {
  const leaving = await db.all<{ person_id: string }>(
    `SELECT person_id FROM staff WHERE shop_id = ?1 AND person_id NOT IN
       (SELECT person_id FROM staff WHERE shop_id <> ?1)`,
    [id],
  );
  const people = leaving.map((row) => row.person_id);
  await db.batch([
    ...await rowsOf(db, "shop_id", [id]),
    ...await rowsOf(db, "person_id", people),
    {
      sql: "DELETE FROM person WHERE id IN (SELECT value FROM json_each(?))",
      args: [JSON.stringify(people)],
    },
    { sql: "DELETE FROM shop WHERE id = ?", args: [id] },
    {
      sql: "INSERT INTO shop_gone (id, slug, gone_at, free_at) VALUES (?, ?, ?, ?)",
      args: [id, slug, now, plusMs(now, REST_MS)],
    },
  ]);
  return people;
}

/** Asked of the schema itself, so that a table added later is not forgotten here. Names of tables are ours, not a client's. */
async function rowsOf(
  db: ControlDb,
  column: "shop_id" | "person_id",
  ids: readonly string[],
): Promise<Statement[]> {
  const tables = await db.all<{ name: string }>(
    `SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name = ?
     WHERE t.type = 'table' ORDER BY t.rowid DESC`, // newest first: what refers to a table is made after it
    [column],
  );
  return tables.map(({ name }) => ({
    sql: `DELETE FROM "${name}" WHERE ${column} IN (SELECT value FROM json_each(?))`,
    args: [JSON.stringify(ids)],
  }));
}
