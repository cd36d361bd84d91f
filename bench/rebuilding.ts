import { FACTS, PROJECTIONS } from "../compose.ts";
import type { Projection } from "../events/projections/define_projection.ts";
import { projectionStatements } from "../events/projections/engine.ts";
import { rebuild } from "../events/projections/rebuild.ts";
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
  readonly rows: readonly Bound[];
}

export const REBUILD: Figure = {
  name: "rebuild",
  title: `rebuild of all ${PROJECTIONS.length} read models`,
  unit: "events/s",
  bare: "the same bodies read and parsed for each read model, the same rows written in the same slices",
  rounds: 3,
  prepare: rebuildSides,
};

async function rebuildSides({ dir, scale }: Lab): Promise<Sides> {
  const count = Math.max(SLICE, EVENTS * scale);
  const tenants = await openShops(dir);
  const store = await soldShop(tenants, "shop", count);
  const { size } = await store.head();
  const slices: BareSlice[] = [];
  for (const projection of PROJECTIONS) slices.push(...await slicesOf(store, projection));
  const schema = await schemaOf(store);
  return {
    ours: () =>
      rate(size, async () => {
        for (const projection of PROJECTIONS) await rebuild(store, projection);
      }),
    async bare(round) {
      using log = new BareDatabase(`${dir}/tenants/shop.db`);
      using database = new BareDatabase(`${dir}/bare-${round}.db`, schema);
      return await rate(size, () => slices.forEach((slice) => replay(log, database, slice)));
    },
    close: () => tenants.close(),
  };
}

function replay(log: BareDatabase, database: BareDatabase, { query, rows }: BareSlice): void {
  for (const row of log.all(query)) JSON.parse(decoder.decode((row as { body: Uint8Array }).body));
  database.write(rows);
}
const decoder = new TextDecoder();

async function slicesOf(store: TenantStore, projection: Projection): Promise<BareSlice[]> {
  const slices: BareSlice[] = [];
  for (let after = 0;;) {
    const query = bound({
      sql: `SELECT pos, body FROM event WHERE pos > ? AND type IN (SELECT value FROM json_each(?))
        ORDER BY pos LIMIT ${SLICE}`,
      args: [after, JSON.stringify(projection.handles)],
    });
    const page = await store.db.all<{ pos: number; body: Uint8Array }>(query.sql, query.args);
    const events = page.map(({ body }) => recordedOf(body, FACTS));
    slices.push({ query, rows: projectionStatements([projection], events).map(bound) });
    if (page.length < SLICE) return slices;
    after = page.at(-1)!.pos;
  }
}
