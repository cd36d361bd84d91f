import { createHash } from "node:crypto";
import { type Driver, isFault } from "./driver.ts";
import { retryBusy } from "./retry.ts";
import { messageOf } from "../../kernel/thrown.ts";

/** A SQL file, once released never edited. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** A database could not be brought to today's schema. Names the file; only the shop it belongs to stays closed. */
export class MigrationFailed extends Error {
  override readonly name = "MigrationFailed";
}

/** The files of `migrations/<family>`, in their order. */
export async function readMigrations(family: "control" | "tenant"): Promise<Migration[]> {
  return await migrationsIn(new URL(`../../migrations/${family}/`, import.meta.url));
}

export async function migrationsIn(folder: URL): Promise<Migration[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) if (entry.name.endsWith(".sql")) names.push(entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await Deno.readTextFile(new URL(name, folder));
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

const VERSIONS = `CREATE TABLE IF NOT EXISTS migration (
  name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT`;

/**
 * Brings a database to today's schema. Each file is one transaction together with its row, so a crash between two files
 * is resumed at the next start and one within a file leaves nothing. Throws {@link MigrationFailed}.
 */
export async function migrate(driver: Driver, migrations: readonly Migration[]): Promise<void> {
  const applied = await appliedTo(driver);
  for (const { name, sha256 } of applied) {
    const file = migrations.find((migration) => migration.name === name);
    if (!file) throw new MigrationFailed(`${name}: was applied by a newer program`);
    if (file.sha256 !== sha256) throw new MigrationFailed(`${name}: was edited after it had been applied`);
  }
  const missing = migrations.filter(({ name }) => !applied.some((row) => row.name === name));
  for (const migration of missing) await apply(driver, migration, applied);
}

type Applied = { name: string; sha256: string };

async function appliedTo(driver: Driver): Promise<Applied[]> {
  const tables = await retryBusy(() =>
    driver.all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'")
  );
  if (tables.length === 0) return [];
  const rows = await retryBusy(() => driver.all("SELECT name, sha256 FROM migration ORDER BY name"));
  return rows as Applied[];
}

async function apply(driver: Driver, { name, sql, sha256 }: Migration, applied: readonly Applied[]) {
  const last = applied.at(-1);
  if (last && name < last.name) {
    throw new MigrationFailed(`${name}: comes before ${last.name}, already applied`);
  }
  // Both are ours: a file's name and a hash in hex carry no quote.
  const note = `INSERT INTO migration (name, sha256) VALUES ('${name}', '${sha256}')`;
  try {
    await retryBusy(() => driver.script(`${VERSIONS};\n${sql}\n;${note}`));
  } catch (error) {
    // Another process may have been first with the very same file.
    if (isFault(error, "sql", "constraint")) {
      const rows = await appliedTo(driver);
      if (rows.some((row) => row.name === name && row.sha256 === sha256)) return;
    }
    const why = messageOf(error);
    throw new MigrationFailed(`${name}: ${why}`, { cause: error });
  }
}
