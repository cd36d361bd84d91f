import { deepEqual, equal } from "node:assert/strict";
import { startSqld } from "../../tests/support/sqld.ts";
import type { Backend } from "../store/backend.ts";
import { embeddedBackend } from "../store/embedded_backend.ts";
import { remoteBackend } from "../store/remote_backend.ts";
import {
  appended,
  ids,
  newTenant,
  noted,
  notesProjection,
  openShops,
  refusal,
  request,
} from "../store/testing.ts";
import type { TenantStore } from "../store/types.ts";
import { compareRebuild } from "./compare.ts";
import type { Projection } from "./define_projection.ts";
import { rebuild } from "./rebuild.ts";
import { runAsyncOnce } from "./runner.ts";

const dir = await Deno.makeTempDir({ prefix: "caserito-rebuild-" });
const server = await startSqld();
Deno.test.afterAll(async () => {
  await server?.stop();
  await Deno.remove(dir, { recursive: true });
});

const later: Projection = {
  ...notesProjection,
  name: "later",
  mode: "async",
  tables: [{ ...notesProjection.tables[0]!, name: "later_total" }],
  project: (event) => notesProjection.project(event).map((change) => ({ ...change, table: "later_total" })),
};
const raised: Projection = { ...notesProjection, version: 2 };
const projections = [notesProjection, later];

/** Nothing is added but the count of events, which is what must not be lost. */
const one = () => request({ events: [noted(`note-${ids.next()}`, 0)] });
const counted = async (store: TenantStore, table: string): Promise<number> =>
  (await store.db.first<{ n: number }>(`SELECT coalesce(sum(events), 0) AS n FROM ${table}`))!.n;

/** Callers that append for as long as the work takes. */
async function whileAppending(store: TenantStore, work: () => Promise<void>, count = 16): Promise<void> {
  let going = true;
  const callers = Array.from({ length: count }, async () => {
    while (going) appended(await store.append(one()));
  });
  try {
    await work();
  } finally {
    going = false;
    await Promise.all(callers);
  }
}

const STORES: { name: string; ignore: boolean; backend: () => Backend }[] = [
  { name: "embedded", ignore: false, backend: () => embeddedBackend(dir, 16) },
  {
    name: "remote",
    ignore: server === null,
    backend: () => remoteBackend({ kind: "remote", url: server!.url, adminUrl: server!.adminUrl }),
  },
];

for (const { name, ignore, backend } of STORES) {
  Deno.test({
    name: `${name}: a read model is rebuilt while callers append without a pause, and misses no event`,
    ignore,
    async fn() {
      const shops = await openShops(backend(), { projections });
      const store = await shops.tenants.create(newTenant());
      for (let i = 0; i < 20; i++) appended(await store.append(one()));
      await whileAppending(store, () => rebuild(store, notesProjection));
      await whileAppending(store, () => rebuild(store, later));
      const beside = await openShops(backend(), { projections }); // `projections rebuild` beside a serving process
      const other = await beside.tenants.get(store.tenant);
      // From outside the writer's queue a rebuild wins its swap only in a gap between appends, so fewer of them ask.
      await whileAppending(store, () => rebuild(other, notesProjection), 4);
      await beside.tenants.close();
      appended(await store.append(one()));
      while ((await runAsyncOnce(store, projections, 50)).some(({ behind }) => behind > 0));
      const { size } = await store.head();
      deepEqual([await counted(store, "note_total"), await counted(store, "later_total")], [size, size]);
      for (const { live, rebuilt, pos } of await compareRebuild(store, projections)) {
        deepEqual([live, pos], [rebuilt, size]);
      }
      await shops.tenants.close();
    },
  });

  Deno.test({
    name:
      `${name}: a newer program takes a shop over from an older one, and no read model misses an event of either`,
    ignore,
    async fn() {
      const tenant = newTenant(), way = backend();
      const older = await openShops(way, { projections: [notesProjection] });
      const old = await older.tenants.create(tenant);
      for (let i = 0; i < 30; i++) appended(await old.append(one()));
      const newer = await openShops(backend(), { projections: [raised, later] });
      const taken = await newer.tenants.get(tenant);
      equal(await counted(taken, "note_total"), 30);
      equal(refusal(await old.append(one())).type, "StoreUnavailable");
      appended(await taken.append(one()));
      const { size } = await taken.head();
      deepEqual([size, await counted(taken, "note_total")], [31, 31]);
      await older.tenants.close();
      await newer.tenants.close();
    },
  });
}
