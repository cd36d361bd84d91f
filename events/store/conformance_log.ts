import assert from "node:assert/strict";
import { instantOf } from "../../kernel/time.ts";
import { factRegistry } from "../facts/mod.ts";
import type { ShopTest, Subject } from "./conformance.ts";
import { TenantUnknown } from "./open_tenants.ts";
import {
  appended,
  gateSet,
  newTenant,
  noted,
  NotedV1,
  openShops,
  refusal,
  request,
  TestClock,
} from "./testing.ts";

/** What the log promises: that it does not change, how it is read, and who may share it. */
export function logConformance(test: ShopTest, subject: Subject): void {
  test("the log refuses to be changed, below the store too", async (store, { raw }) => {
    await store.append(request({ events: [noted("a"), noted("b")] }));
    await store.addCheckpoint(2, "note");
    const bytes = await store.bodies(1, 9);
    for (
      const sql of [
        "UPDATE event SET type = 'x' WHERE pos = 1",
        "DELETE FROM event WHERE pos = 2",
        "DELETE FROM checkpoint",
        "UPDATE checkpoint SET note = 'x'",
        "UPDATE command SET outcome = 'x'",
        "DELETE FROM command",
        "UPDATE log SET origin = 'x'",
        "DELETE FROM head",
        // A taken position, a taken place in a stream, a taken id, a leaf that is no hash.
        "INSERT INTO event SELECT 2, 'z', 1, 'z', type, sv, body, leaf FROM event WHERE pos = 1",
        "INSERT INTO event SELECT 3, stream, ver, 'z', type, sv, body, leaf FROM event WHERE pos = 1",
        "INSERT INTO event SELECT 3, 'z', 1, id, type, sv, body, leaf FROM event WHERE pos = 1",
        "INSERT INTO event SELECT 3, 'z', 1, 'z', type, sv, body, x'00' FROM event WHERE pos = 1",
      ]
    ) {
      await assert.rejects(raw(store.tenant).batch([{ sql, args: [] }]), {
        name: "DriverFault",
        kind: "constraint",
      }, sql);
      await assert.rejects(store.projections.batch([{ sql, args: [] }]), { name: "DriverFault" }, sql);
    }
    assert.deepEqual(await store.bodies(1, 9), bytes);
  });

  test("an event put in behind our back stops the shop, even after a gap", async (store, { raw }) => {
    await store.append(request());
    const sql = "INSERT INTO event SELECT 9, 'z', 1, 'z', type, sv, body, leaf FROM event WHERE pos = 1";
    await raw(store.tenant).batch([{ sql, args: [] }]);
    assert.equal(refusal(await store.append(request())).type, "StoreUnavailable");
    assert.equal((await store.head()).size, 1);
  });

  test("reads take filters", async (store) => {
    await store.append(request({ events: [noted("a"), gateSet(true), noted("b"), noted("a"), noted("b")] }));
    const places = async (filter: Parameters<typeof store.read>[0]) =>
      (await store.read(filter)).map(({ pos }) => pos);
    assert.deepEqual(await places({ limit: 3 }), [1, 2, 3]);
    assert.deepEqual(await places({ limit: 9, after: 1, upTo: 3 }), [2, 3]);
    assert.deepEqual(await places({ limit: 9, types: ["Noted"] }), [1, 3, 4, 5]);
    assert.deepEqual(await places({ limit: 9, types: [] }), []);
    assert.deepEqual(await places({ limit: 9, stream: "b", types: ["Noted", "SalesGateSet"] }), [3, 5]);
    assert.deepEqual(await places({ limit: 2, descending: true, stream: "a" }), [4, 1]);
    assert.deepEqual((await store.stream("a")).map(({ ver }) => ver), [1, 2]);
    assert.deepEqual((await store.bodies(4, 9)).map(({ pos }) => pos), [4, 5]);
  });

  test("a read handle reads: numbers are safe integers, blobs are bytes, writes are refused", async (store) => {
    const row = await store.db.first("SELECT 7 AS n, 'ñandú' AS t, x'00ff' AS b, NULL AS z, typeof(?) AS k", [
      7,
    ]);
    assert.deepEqual(row, { n: 7, t: "ñandú", b: new Uint8Array([0, 255]), z: null, k: "integer" });
    assert.equal(await store.db.first("SELECT 1 FROM event"), null);
    await assert.rejects(store.db.all("SELECT 9007199254740993 AS n"), RangeError);
    await assert.rejects(store.db.all("SELECT ?", [0.5]), RangeError);
    await assert.rejects(store.db.all("DELETE FROM note_total"), TypeError);
  });

  test("a checkpoint is stored verbatim, the first of a size stays", async (store) => {
    await store.addCheckpoint(3, "tres");
    await store.addCheckpoint(1, "uno\n\n— a b\n");
    await store.addCheckpoint(3, "otro");
    assert.deepEqual(await store.checkpoints(), [{ size: 1, note: "uno\n\n— a b\n" }, {
      size: 3,
      note: "tres",
    }]);
  });

  const clock = new TestClock();
  test("recorded time never goes back", async (store) => {
    await store.append(request());
    clock.move(-86_400_000);
    await store.append(request());
    clock.move(2 * 86_400_000);
    await store.append(request());
    const times = (await store.read({ limit: 9 })).map(({ recordedAt }) => recordedAt);
    assert.equal(times[0], times[1]);
    assert.equal(times[2], instantOf(Date.parse(times[0]!) + 86_400_000));
  }, { clock });

  test("an old version of a fact is read as today's and keeps its bytes", async (store, shops) => {
    await shops.tenants.close();
    const old = await openShops(subject.backend(), { facts: factRegistry([NotedV1]), projections: [] });
    const before = await old.tenants.get(store.tenant);
    appended(await before.append(request({ events: [{ ...noted("a"), data: { key: "k", n: 4 } }] })));
    const bytes = await before.bodies(1, 1);
    await old.tenants.close();
    const today = await shops.tenants.get(store.tenant);
    const [event] = await today.stream("a");
    assert.deepEqual([event!.sv, event!.data], [1, { key: "k", amount: 4 }]);
    assert.deepEqual(await today.bodies(1, 1), bytes);
    // The read model was not there then: opening has rebuilt it from the log.
    assert.deepEqual(await today.db.all("SELECT * FROM note_total"), [{ key: "k", amount: 4, events: 1 }]);
  });

  test("two processes share a log: gapless, and one winner per version", async (store) => {
    const other = await openShops(subject.backend());
    const stores = [store, await other.tenants.get(store.tenant)];
    for (let version = 0; version < 6; version++) {
      const results = await Promise.all(stores.flatMap((each) => [
        each.append(request({ events: [noted("hot")], expected: { hot: version } })),
        each.append(request()),
      ]));
      assert.equal(results.filter((result) => result.ok).length, 3);
    }
    await other.tenants.close();
    const events = await store.read({ limit: 99 });
    assert.deepEqual(events.map(({ pos }) => pos), Array.from({ length: 18 }, (_, i) => i + 1));
    assert.equal((await store.head()).size, 18);
  });

  test("a head that contradicts the log stops that shop and no other", async (store, { tenants, raw }) => {
    await store.append(request());
    const neighbour = await tenants.create(newTenant());
    const bump = (by: number) =>
      raw(store.tenant).batch([{ sql: "UPDATE head SET size = size + ?", args: [by] }]);
    await bump(1);
    for (let attempt = 0; attempt < 2; attempt++) {
      assert.equal(refusal(await store.append(request())).type, "StoreUnavailable");
    }
    assert.equal((await store.read({ limit: 9 })).length, 1);
    assert.ok(appended(await neighbour.append(request())));
    await bump(-1);
    assert.equal(refusal(await store.append(request())).type, "StoreUnavailable"); // until somebody opens it again
    await store.close();
    assert.ok(appended(await (await tenants.get(store.tenant)).append(request())));
  });

  test("a shop is made once, found again, and keeps the origin it began with", async (store, { tenants }) => {
    assert.equal(await tenants.create(store.tenant), store);
    await store.append(request());
    const moved = await openShops(subject.backend(), { baseDomain: "otro.test" });
    const again = await moved.tenants.create(store.tenant);
    assert.equal(again.origin, `caserito.test/t/${store.tenant}`);
    assert.equal((await again.head()).size, 1);
    await moved.tenants.close();
    await assert.rejects(tenants.get(newTenant("nobody")), TenantUnknown);
  });

  test("shops are worlds of their own", async (store, { tenants }) => {
    const other = await tenants.create(newTenant());
    const same = request({ command: "same", events: [noted("same")] });
    assert.equal(appended(await store.append(same)).repeated, false);
    assert.equal(appended(await other.append(same)).repeated, false);
    const [[mine], [theirs]] = await Promise.all([store.bodies(1, 1), other.bodies(1, 1)]);
    assert.notDeepEqual(mine!.leaf, theirs!.leaf);
  });
}
