import { deepEqual, equal, notEqual, rejects } from "node:assert/strict";
import fc from "fast-check";
import { compareRebuild, projectionHash } from "./compare.ts";
import { checkpointOf } from "./checkpoint.ts";
import { type Change, defineProjection, type Projection } from "./define_projection.ts";
import { MemoryStore } from "./testing.ts";
import { ensureProjections, rebuild, rebuildTogether } from "./rebuild.ts";
import type { ReadFilter } from "../store/types.ts";
import { runAsyncOnce } from "./runner.ts";
import { physicalTable } from "./tables.ts";

type Hit = { at: string; n: number };
const hit = (at: string, n = 1) => ({ type: "Hit", data: { at, n } });

/** Counts hits by place: one inline, one async, one that a later program writes another way. */
const counter = (name: string, rest: Partial<Projection> = {}): Projection =>
  defineProjection({
    name,
    version: 1,
    mode: "inline",
    tables: [{
      name,
      columns: { at: "TEXT NOT NULL", n: "INTEGER NOT NULL DEFAULT 0", last: "INTEGER" },
      key: ["at"],
      indexes: [["n"]],
    }],
    handles: ["Hit"],
    project: ({ pos, data }): Change[] => {
      const { at, n } = data as Hit;
      return [{ table: name, key: { at }, add: { n }, set: { last: pos } }];
    },
    ...rest,
  });
const live = counter("live"), later = counter("later", { mode: "async" });
const doubled = counter("live", {
  version: 2,
  project: ({ data }) => [{ table: "live", key: { at: (data as Hit).at }, add: { n: 2 * (data as Hit).n } }],
});

async function opened(projections: readonly Projection[]): Promise<MemoryStore> {
  const store = new MemoryStore(projections);
  await ensureProjections(store, projections);
  return store;
}
const total = async (store: MemoryStore, table: string) =>
  (await store.db.first<{ n: number | null }>(`SELECT sum(n) AS n FROM ${table}`))?.n ?? 0;
const tables = async (store: MemoryStore) =>
  (await store.db.all<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name GLOB 'l*' ORDER BY name",
  )).map(({ name }) => name);

Deno.test("opening a new shop makes tables and views once, and a second opening writes nothing", async () => {
  const store = await opened([live, later]);
  deepEqual(await tables(store), ["later", "later__v1", "live", "live__v1"]);
  store.beforeBatch = () => {
    throw new Error("wrote");
  };
  await ensureProjections(store, [live, later]);
  store.close();
});

Deno.test("a raised version, a changed table, a new read model and a gone one are put right on opening", async () => {
  const store = await opened([live, later]);
  store.record(hit("a"), hit("b", 3));
  const wide = counter("wide");
  await ensureProjections(store, [doubled, wide]);
  deepEqual([await total(store, "live"), await total(store, "wide")], [8, 4]);
  deepEqual(await tables(store), ["live", "live__v2"]);
  const changed = { ...wide, tables: [{ ...wide.tables[0]!, indexes: [] }] };
  await ensureProjections(store, [doubled, changed]);
  equal(await total(store, "wide"), 4);
  await ensureProjections(store, [live, changed]); // back to the older program
  equal(await total(store, "live"), 4);
  store.close();
});

Deno.test("the program that was left behind by a rebuild cannot append any more", async () => {
  const store = await opened([live]);
  store.record(hit("a"));
  await ensureProjections(store, [live, counter("wide")]);
  await rejects(async () => await store.record(hit("b")), /NOT NULL/);
  equal(store.events.length, 1);
  store.close();
});

Deno.test("a rebuild of any history, in slices and under appends, equals the read model that was there all along", async () => {
  const step = fc.record({ at: fc.constantFrom("a", "b", "c"), n: fc.integer({ min: -9, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 8 }),
      async (past, meanwhile) => {
        const store = await opened([live, later]);
        for (const data of past) store.record({ type: "Hit", data });
        await runAsyncOnce(store, [later], 7);
        store.beforeBatch = () => {
          for (const data of meanwhile.shift() ?? []) store.record({ type: "Hit", data });
        };
        await rebuild(store, live);
        await rebuild(store, later);
        store.beforeBatch = null;
        store.record(hit("a"), hit("z"));
        await runAsyncOnce(store, [later], 1_000);
        for (const found of await compareRebuild(store, [live, later])) equal(found.live, found.rebuilt);
        const sum = store.events.reduce((n, { data }) => n + (data as Hit).n, 0);
        deepEqual([await total(store, "live"), await total(store, "later")], [sum, sum]);
        deepEqual(await tables(store), ["later", "later__v1", "live", "live__v1"]);
        store.close();
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("a history longer than a slice is read whole", async () => {
  const store = await opened([live]);
  store.record(...Array.from({ length: 2_500 }, (_, i) => hit(`p${i % 7}`)));
  const before = await projectionHash(store.db, live);
  await rebuild(store, live);
  equal(await projectionHash(store.db, live), before);
  equal(await total(store, "live"), 2_500);
  store.close();
});

Deno.test("read models that are rebuilt together read the log once and are each as if rebuilt alone", async () => {
  const store = await opened([live, later]);
  store.record(...Array.from({ length: 2_500 }, (_, i) => hit(`p${i % 7}`)));
  await runAsyncOnce(store, [later], 5_000);
  const before = [await projectionHash(store.db, live), await projectionHash(store.db, later)];
  let handed = 0;
  const counting = {
    db: store.db,
    projections: store.projections,
    head: () => store.head(),
    read: async (filter: ReadFilter) => {
      const events = await store.read(filter);
      handed += events.length;
      return events;
    },
  };
  await rebuildTogether(counting, [live, later]);
  equal(handed, 2_500);
  deepEqual([await projectionHash(store.db, live), await projectionHash(store.db, later)], before);
  deepEqual(await tables(store), ["later", "later__v1", "live", "live__v1"]);
  store.record(hit("a"));
  await runAsyncOnce(store, [later], 5_000);
  deepEqual([await total(store, "live"), await total(store, "later")], [2_501, 2_501]);
  store.close();
});

Deno.test("a rebuild that was cut off leaves the shop as it was and the next one finishes", async () => {
  const store = await opened([live]);
  store.record(hit("a"), hit("b"));
  let batches = 0;
  store.beforeBatch = () => {
    if (++batches === 2) throw new Error("power cut");
  };
  await rejects(rebuild(store, live), /power cut/);
  store.beforeBatch = null;
  store.record(hit("a"));
  equal(await total(store, "live"), 3);
  await rebuild(store, live);
  equal(await total(store, "live"), 3);
  deepEqual(await tables(store), ["live", "live__v1"]);
  store.close();
});

Deno.test("two rebuilds at once leave one set of tables with every event in it once", async () => {
  const store = await opened([live]);
  store.record(...Array.from({ length: 1_500 }, (_, i) => hit(`p${i % 3}`)));
  const results = await Promise.allSettled([rebuild(store, live), rebuild(store, live)]);
  equal(results.some(({ status }) => status === "fulfilled"), true);
  equal(await total(store, "live"), 1_500);
  await rebuild(store, live);
  deepEqual(await tables(store), ["live", "live__v1"]);
  store.close();
});

Deno.test("the nightly comparison sees a row changed by hand, and a rebuild repairs it", async () => {
  const store = await opened([live]);
  store.record(hit("a"), hit("b", 2));
  const [good] = await compareRebuild(store, [live]);
  equal(good!.live, good!.rebuilt);
  equal(good!.pos, 2);
  store.exec(`UPDATE ${physicalTable("live", 1)} SET n = n + 1 WHERE at = 'a'`);
  const [bad] = await compareRebuild(store, [live]);
  notEqual(bad!.live, bad!.rebuilt);
  equal(bad!.rebuilt, good!.rebuilt);
  await rebuild(store, live);
  equal(await projectionHash(store.db, live), good!.rebuilt);
  deepEqual(await tables(store), ["live", "live__v1"]);
  store.close();
});

Deno.test("two async runners have the effect of one", async () => {
  const store = await opened([later]);
  store.record(...Array.from({ length: 40 }, () => hit("a")), { type: "Other", data: {} });
  while ((await checkpointOf(store.db, "later", 1))! < 41) {
    await Promise.all([runAsyncOnce(store, [later], 3), runAsyncOnce(store, [later], 5)]);
  }
  equal(await total(store, "later"), 40);
  deepEqual(await runAsyncOnce(store, [later]), [{ name: "later", applied: 0, behind: 0 }]);
  store.close();
});

Deno.test("an async read model whose project throws stays where it is", async () => {
  const store = await opened([later]);
  store.record(hit("a"), hit("b"));
  const broken = {
    ...later,
    project: (event: Parameters<Projection["project"]>[0]) => {
      if (event.pos === 2) throw new Error("cannot read this");
      return later.project(event);
    },
  };
  await rejects(runAsyncOnce(store, [broken], 2), /cannot read this/);
  deepEqual([await checkpointOf(store.db, "later", 1), await total(store, "later")], [0, 0]);
  deepEqual(await runAsyncOnce(store, [broken], 1), [{ name: "later", applied: 1, behind: 1 }]);
  store.close();
});
