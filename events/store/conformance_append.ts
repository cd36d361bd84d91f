import assert from "node:assert/strict";
import { sha256 } from "../log/bytes.ts";
import { decodeEnvelope } from "../log/envelope.ts";
import { appendLeaves, emptyFrontier, leafHash, root } from "../log/merkle.ts";
import type { ShopTest, Subject } from "./conformance.ts";
import { appended, gateSet, hashOf, noted, openShops, refusal, request } from "./testing.ts";

/** What an append promises: its place, its refusals, its one effect, its read models. */
export function appendConformance(test: ShopTest, subject: Subject): void {
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
      pii: [],
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

  test("a gate closed by another process is seen by the next sale", async (store) => {
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
}
