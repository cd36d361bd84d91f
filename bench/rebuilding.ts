import { FACTS, PROJECTIONS } from "../compose.ts";
import { projectionStatements } from "../events/projections/engine.ts";
import { rebuildTogether } from "../events/projections/rebuild.ts";
import { recordedOf } from "../events/store/read_log.ts";
import type { TenantStore } from "../events/store/types.ts";
import { BareDatabase, type Bound, bound, schemaOf } from "./bare.ts";
import { type Figure, type Lab, rate, type Sides } from "./measure.ts";
import { openShops, soldShop } from "./shop.ts";

const EVENTS = 20_000;
const SLICE = 1_000;

/** How the bare loop reads a slice, and what it writes for it. */
interface BareSlice {
  readonly query: Bound;
  /** One transaction for each read model. */
  readonly transactions: readonly (readonly Bound[])[];
}

export const REBUILD: Figure = {
  name: "rebuild",
  title: `rebuild of all ${PROJECTIONS.length} read models`,
  unit: "events/s",
  bare: "the same bodies read and parsed once, the same rows written in the same transactions",
  rounds: 3,
  prepare: rebuildSides,
};

async function rebuildSides({ dir, scale }: Lab): Promise<Sides> {
  const count = Math.max(SLICE, EVENTS * scale);
  const tenants = await openShops(dir);
  const store = await soldShop(tenants, "shop", count);
  const { size } = await store.head();
  const slices = await slicesOf(store);
  const schema = await schemaOf(store);
  return {
    ours: () => rate(size, () => rebuildTogether(store, PROJECTIONS)),
    async bare(round) {
      using log = new BareDatabase(`${dir}/tenants/shop.db`);
      using database = new BareDatabase(`${dir}/bare-${round}.db`, schema);
      return await rate(size, () => slices.forEach((slice) => replay(log, database, slice)));
    },
    close: () => tenants.close(),
  };
}

function replay(log: BareDatabase, database: BareDatabase, { query, transactions }: BareSlice): void {
  for (const row of log.all(query)) JSON.parse(decoder.decode((row as { body: Uint8Array }).body));
  for (const rows of transactions) database.write(rows);
}
const decoder = new TextDecoder();

async function slicesOf(store: TenantStore): Promise<BareSlice[]> {
  const slices: BareSlice[] = [];
  for (let after = 0;;) {
    const query = bound({
      sql: `SELECT pos, body FROM event WHERE pos > ? ORDER BY pos LIMIT ${SLICE}`,
      args: [after],
    });
    const page = await store.db.all<{ pos: number; body: Uint8Array }>(query.sql, query.args);
    const events = page.map(({ body }) => recordedOf(body, FACTS));
    const transactions = PROJECTIONS.map((one) => projectionStatements([one], events).map(bound));
    slices.push({ query, transactions });
    if (page.length < SLICE) return slices;
    after = page.at(-1)!.pos;
  }
}
