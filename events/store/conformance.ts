import assert from "node:assert/strict";
import { instantOf } from "../../kernel/time.ts";
import { factRegistry } from "../facts/mod.ts";
import { sha256 } from "../log/bytes.ts";
import { decodeEnvelope } from "../log/envelope.ts";
import { appendLeaves, emptyFrontier, leafHash, root } from "../log/merkle.ts";
import type { Backend } from "./backend.ts";
import { TenantUnknown } from "./open_tenants.ts";
import {
  appended,
  gateSet,
  hashOf,
  newTenant,
  noted,
  NotedV1,
  type OpenShops,
  openShops,
  refusal,
  request,
  TestClock,
  withShop,
} from "./testing.ts";
import type { TenantStore } from "./types.ts";

export interface Subject {
  readonly name: string;
  /** A fresh way to the same databases, as another process would have it. */
  backend(): Backend;
  /** Set where the store cannot be had here: the tests are named and not run. */
  readonly ignore?: boolean;
}

/** What every store must do, in the words of the contract (`types.ts`). */
export function conformance(subject: Subject): void {
  const test = (
    name: string,
    work: (store: TenantStore, shops: OpenShops) => Promise<void>,
    given: Parameters<typeof withShop>[2] = {},
  ) =>
    Deno.test({
      name: `${subject.name}: ${name}`,
      ignore: subject.ignore ?? false,
      fn: () => withShop(subject.backend(), work, given),
    });

  test("a new log is empty", async (store) => {
    assert.deepEqual(await store.head(), { size: 0, root: sha256() });
    assert.deepEqual(await store.read({ limit: 10 }), []);
    assert.equal(store.origin, `caserito.test/t/${store.tenant}`);
  });

  test("positions are gapless, versions count within the stream, and the tree is that of the bytes", async (store) => {
    const first = await store.append(request({ events: [noted("a"), noted("b"), noted("a")] }));
    assert.deepEqual([appended(first).firstPos, appended(first).lastPos], [1, 3]);
    const second = await store.append(request({ events: [noted("a", 7)], expected: { a: 2 } }));
    assert.deepEqual(appended(second).firstPos, 4);
    const places = (await store.read({ limit: 10 })).map(({ pos, stream, ver }) => [pos, stream, ver]);
    assert.deepEqual(places, [[1, "a", 1], [2, "b", 1], [3, "a", 2], [4, "a", 3]]);
    const bodies = await store.bodies(1, 10);
    for (const { body, leaf, pos } of bodies) {
      const envelope = decodeEnvelope(body);
      assert.ok(envelope.ok);
      assert.deepEqual([envelope.value.pos, envelope.value.log], [pos, store.origin]);
      assert.deepEqual(leaf, leafHash(body));
    }
    const frontier = appendLeaves(emptyFrontier(), 0, bodies.map(({ leaf }) => leaf));
    assert.deepEqual(await store.head(), { size: 4, root: root(frontier, 4) });
  });

  test("an event is read as it was appended", async (store) => {
    const event = noted("a", 5);
    const dev = { id: "tablet", seq: 1, prev: null, sig: null };
    const asked = request({ events: [event], dev, actor: { kind: "person", id: "p" } });
    await store.append(asked);
    const [{ recordedAt: _, ...read }] = await store.stream("a") as [
      Awaited<ReturnType<typeof store.stream>>[0],
    ];
    assert.deepEqual(read, {
      ...event,
      pos: 1,
      ver: 1,
      sv: 2,
      dev,
      actor: asked.actor,
      cmd: asked.command.id,
    });
  });

  test("a stream that moved refuses, and nothing of the append is written", async (store) => {
    await store.append(request({ events: [noted("a")] }));
    for (const version of [0, 2, 5]) {
      const late = request({ events: [noted("b"), noted("a")], expected: { a: version } });
      assert.deepEqual(refusal(await store.append(late)), { type: "VersionConflict", stream: "a" });
    }
    const watched = request({ events: [noted("c")], expected: { a: 0 } });
    assert.deepEqual(refusal(await store.append(watched)), { type: "VersionConflict", stream: "a" });
    assert.equal((await store.head()).size, 1);
  });

  test("expectedSize refuses where anything at all was appended since", async (store) => {
    await store.append(request());
    assert.deepEqual(refusal(await store.append(request({ expectedSize: 0 }))), {
      type: "VersionConflict",
      stream: null,
    });
    assert.equal(appended(await store.append(request({ expectedSize: 1 }))).lastPos, 2);
  });

  test("a repeated command is answered as the first time and writes nothing", async (store) => {
    const asked = request({ command: "c", outcome: '{"ticket":7}', events: [noted("a"), noted("b")] });
    const first = appended(await store.append(asked));
    const again = appended(await store.append(request({ command: "c", events: [noted("z")] })));
    assert.deepEqual(again, { ...first, repeated: true });
    assert.deepEqual([first.repeated, first.outcome], [false, '{"ticket":7}']);
    assert.deepEqual(
      refusal(await store.append({ ...asked, command: { ...asked.command, hash: hashOf(2) } })),
      {
        type: "CommandReused",
        cmdId: "c",
      },
    );
    assert.equal((await store.head()).size, 2);
    assert.deepEqual(await store.outcomeOf("c", hashOf(1)), { ok: true, value: '{"ticket":7}' });
    assert.deepEqual(await store.outcomeOf("other", hashOf(1)), { ok: true, value: null });
    assert.deepEqual(await store.outcomeOf("c", hashOf(2)), {
      ok: false,
      error: { type: "CommandReused", cmdId: "c" },
    });
  });

  test("a command asked twice at once has one effect", async (store) => {
    const results = await Promise.all(
      Array.from({ length: 5 }, () => store.append(request({ command: "c", events: [noted("a")] }))),
    );
    assert.deepEqual(results.map((result) => appended(result).firstPos), [1, 1, 1, 1, 1]);
    assert.equal(results.filter((result) => !appended(result).repeated).length, 1);
    assert.equal((await store.head()).size, 1);
  });

  test("a command without events still has an outcome", async (store) => {
    await store.append(request());
    const nothing = appended(await store.append(request({ command: "n", events: [] })));
    assert.deepEqual([nothing.firstPos, nothing.lastPos], [2, 1]);
    assert.equal(appended(await store.append(request({ command: "n", events: [] }))).repeated, true);
    assert.equal((await store.head()).size, 1);
  });

  test("an event id is used once in a log", async (store) => {
    const event = noted("a");
    await store.append(request({ events: [event] }));
    const again = await store.append(request({ events: [{ ...noted("b"), id: event.id }] }));
    assert.deepEqual(refusal(again), { type: "EventIdTaken", id: event.id });
    const shared = noted("c");
    const [one, two] = await Promise.all([
      store.append(request({ events: [shared] })),
      store.append(request({ events: [{ ...shared, stream: "d" }] })),
    ]);
    assert.ok(appended(one!));
    assert.deepEqual(refusal(two!), { type: "EventIdTaken", id: shared.id });
    const fresh = noted("e");
    const twice = request({ events: [fresh, { ...noted("e"), id: fresh.id }] });
    assert.equal(refusal(await store.append(twice)).type, "EventInvalid");
  });

  test("what cannot be read back the same everywhere is refused, and its neighbours are not", async (store) => {
    const event = noted("a");
    const invalid = [
      request({ events: [{ ...event, type: "Unheard" }] }),
      request({ events: [{ ...event, id: "1" }] }),
      request({ events: [{ ...event, occurredAt: "ayer" as typeof event.occurredAt }] }),
      request({ events: [{ ...event, data: { key: "\ud800", amount: 1 } }] }),
      request({ events: [{ ...event, data: { key: "k", amount: 1.5 } }] }),
      request({ events: [{ ...event, data: { key: "x".repeat(70_000), amount: 1 } }] }),
      { ...request({ events: [event] }), expected: [] },
      { ...request(), command: { id: "c", hash: new Uint8Array(3), outcome: "" } },
    ];
    const results = await Promise.all([...invalid, request()].map((asked) => store.append(asked)));
    assert.equal(appended(results.pop()!).lastPos, 1);
    for (const result of results) assert.equal(refusal(result).type, "EventInvalid");
  });

  test("a closed gate refuses sales with its reason and nothing else, until it opens", async (store) => {
    assert.ok(appended(await store.append(request())));
    const close = request({ events: [gateSet(false, "deuda de octubre")], gate: "always" });
    const [, sale, sync] = await Promise.all(
      [close, request(), request({ gate: "always" })].map(store.append, store),
    );
    assert.deepEqual(refusal(sale!), { type: "SalesBlocked", reason: "deuda de octubre" });
    assert.ok(appended(sync!));
    assert.equal(refusal(await store.append(request())).type, "SalesBlocked");
    const open = request({ events: [gateSet(true, "pagado")], expected: { gate: 1 }, gate: "always" });
    const results = await Promise.all([open, request()].map(store.append, store));
    for (const result of results) assert.ok(appended(result));
  });

  test("a gate closed by another process is seen by the next sale", async (store, { raw: _ }) => {
    await store.append(request());
    const other = await openShops(subject.backend());
    const elsewhere = await other.tenants.get(store.tenant);
    appended(await elsewhere.append(request({ events: [gateSet(false)], gate: "always" })));
    assert.equal(refusal(await store.append(request())).type, "SalesBlocked");
    await other.tenants.close();
  });

  test("the gate's row itself decides, whoever wrote it", async (store, { raw }) => {
    await store.append(request());
    const sql = "INSERT INTO gate__v1 (k, open, reason) VALUES (1, 0, 'orden judicial')";
    await raw(store.tenant).batch([{ sql, args: [] }]);
    const [sale, sync] = await Promise.all([request(), request({ gate: "always" })].map(store.append, store));
    assert.deepEqual(refusal(sale!), { type: "SalesBlocked", reason: "orden judicial" });
    assert.ok(appended(sync!));
  });

  test("read models change with the events or not at all", async (store) => {
    await store.append(request({ events: [noted("a", 600, "arroz"), noted("b", 10, "arroz")] }));
    const rows = () => store.db.all("SELECT key, amount, events FROM note_total ORDER BY key");
    assert.deepEqual(await rows(), [{ key: "arroz", amount: 610, events: 2 }]);
    const results = await Promise.allSettled([
      store.append(request({ events: [noted("c", 1, "sal")] })),
      store.append(request({ events: [noted("d", 400, "arroz")], command: "too-much" })), // breaks the table's CHECK
      store.append(request({ events: [noted("e", 1, "bug")] })), // the read model throws
      store.append(request({ events: [noted("f", 2, "sal")] })),
    ]);
    const [c, d, e, f] = results;
    assert.ok(c!.status === "fulfilled" && c.value.ok && f!.status === "fulfilled" && f.value.ok);
    assert.ok(d!.status === "fulfilled" && refusal(d.value).type === "StoreUnavailable");
    assert.ok(e!.status === "rejected" && e.reason instanceof TypeError);
    assert.deepEqual(await rows(), [
      { key: "arroz", amount: 610, events: 2 },
      { key: "sal", amount: 3, events: 2 },
    ]);
    assert.equal((await store.head()).size, 4);
    assert.deepEqual(await store.outcomeOf("too-much", hashOf(1)), { ok: true, value: null });
  });

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
