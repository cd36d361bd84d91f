import { createHash, type Hash } from "node:crypto";
import type { SqlRow, TenantDb } from "../store/types.ts";
import { checkpointOf, type ProjectionStore } from "./checkpoint.ts";
import type { Projection, TableDefinition } from "./define_projection.ts";
import { SideTables } from "./side_tables.ts";

const PAGE = 2_000;
const ATTEMPTS = 50;

/**
 * SHA-256, in hex, over all rows of a read model in the order of their keys, as JSON lines: two databases that hold the
 * same answers have the same hash, whatever the order in which their rows came.
 */
export async function projectionHash(
  db: Pick<TenantDb, "all">,
  projection: Projection,
  tableName: (table: string) => string = (table) => table,
): Promise<string> {
  const hash = createHash("sha256");
  for (const table of projection.tables) await feedTable(hash, db, table, tableName(table.name));
  return hash.digest("hex");
}

async function feedTable(
  hash: Hash,
  db: Pick<TenantDb, "all">,
  table: TableDefinition,
  from: string,
): Promise<void> {
  const columns = Object.keys(table.columns), key = table.key.join(", ");
  const page = (where: string) =>
    `SELECT ${columns.join(", ")} FROM ${from} ${where} ORDER BY ${key} LIMIT ${PAGE}`;
  const after = page(`WHERE (${key}) > (${table.key.map(() => "?").join(", ")})`);
  hash.update(`${JSON.stringify([table.name, ...columns])}\n`);
  let rows: SqlRow[] = await db.all(page(""));
  while (true) {
    for (const row of rows) hash.update(`${JSON.stringify(columns.map((column) => row[column]))}\n`);
    const last = rows.length < PAGE ? undefined : rows.at(-1);
    if (!last) return;
    rows = await db.all(after, table.key.map((column) => last[column] ?? null));
  }
}

export interface Comparison {
  readonly name: string;
  /** Both hashes are of the log up to here. */
  readonly pos: number;
  readonly live: string;
  readonly rebuilt: string;
}

/**
 * The nightly check: builds every read model once more beside the one in use and compares. Two hashes that differ mean
 * that a row was changed by hand or that `project` is not pure; `rebuild` repairs it. Throws where the shop is too busy
 * for two hashes of one moment.
 */
export async function compareRebuild(
  store: ProjectionStore,
  projections: readonly Projection[],
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const projection of projections) comparisons.push(await compareOne(store, projection));
  return comparisons;
}

async function compareOne(store: ProjectionStore, projection: Projection): Promise<Comparison> {
  const side = new SideTables(store, projection, "compare");
  const livePos = async () =>
    projection.mode === "inline"
      ? (await store.head()).size
      : await checkpointOf(store.db, projection.name, projection.version) ?? 0;
  await side.begin();
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const pos = await livePos();
      await side.fill(pos);
      const live = await projectionHash(store.db, projection);
      if (await livePos() !== pos) continue; // pages of different moments: what was hashed never existed
      const rebuilt = await projectionHash(store.db, projection, (table) => side.table(table));
      return { name: projection.name, pos, live, rebuilt };
    }
    throw new Error(`${projection.name}: the log moved during each of ${ATTEMPTS} comparisons`);
  } finally {
    await side.drop();
  }
}
