import assert from "node:assert/strict";
import fc from "fast-check";
import { centimos } from "../../kernel/money.ts";
import type { PushResult } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import { EMPTY_DRAFT } from "./cart.ts";
import { MemoryStore } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { type Link, PushClient } from "./push_client.ts";
import { FakeServer, requestOf } from "./till_fixture.ts";

type Network = (init: RequestInit, server: FakeServer) => Promise<Response>;

/** A till's way to the server over `network`, without a clock: every pause is over at once. */
function way(
  network: Network,
  { server, store } = { server: new FakeServer(), store: new MemoryStore(null, () => "device-1") },
) {
  const outbox = new Outbox(store);
  const links: Link[] = [], results: PushResult[] = [];
  const pauses: number[] = [];
  let devices = 1, settle = () => {};
  let settled = Promise.resolve();
  const client = new PushClient({
    store,
    isIn: () => true,
    fetch: (_url, init) => network(init, server),
    wait: (ms) => {
      pauses.push(ms);
      return { done: Promise.resolve(), hurry: () => undefined };
    },
    random: () => 0.5,
    onLink: (link) => {
      links.push(link);
      if (link.state === "idle" || link.state === "signed-out") settle();
    },
    onResults: (all) => results.push(...all.map(({ result }) => result)),
    onServerTime: () => undefined,
    onChainLost: () => outbox.startAnew(`device-${++devices}`),
  });
  return {
    server,
    store,
    outbox,
    links,
    results,
    pauses,
    /** Resolves once there is nothing to do, or nobody signed in. */
    kick: async () => {
      settled = new Promise((resolve) => settle = resolve);
      client.kick();
      await settled;
    },
    client,
    write: (cmdId: string) =>
      outbox.write(cmdId, "MoveCash", {
        movementId: cmdId,
        cashSessionId: "c",
        direction: "in",
        amountCentimos: centimos(100),
        reason: "sencillo",
      }, {
        occurredAt: instantOf(0),
        monotonicMs: 0,
        serverOffsetMs: 0,
        cashierId: "rosa",
        appBuild: "test",
      }, { drawer: null, draft: EMPTY_DRAFT }),
  };
}

const honest: Network = (init, server) => server.answer(requestOf(init));
const appliedIds = (server: FakeServer) => server.applied.map(({ command }) => command.cmdId);
const IDS = Array.from({ length: 12 }, (_, i) => `cmd-${i}`);

Deno.test("everything goes out in order, at most fifty at a time", async () => {
  const sizes: number[] = [];
  const till = way((init, server) => {
    sizes.push(requestOf(init).commands.length);
    return honest(init, server);
  });
  const ids = Array.from({ length: 120 }, (_, i) => `cmd-${i}`);
  for (const id of ids) await till.write(id);
  await till.kick();
  assert.deepEqual(appliedIds(till.server), ids);
  assert.deepEqual(sizes, [50, 50, 20]);
  assert.deepEqual(till.server.faults, []);
  assert.equal((await till.store.load()).outbox.length, 0);
});

Deno.test("one request at a time, however often it is asked to send", async () => {
  let flying = 0, most = 0;
  const till = way(async (init, server) => {
    most = Math.max(most, ++flying);
    const answer = await honest(init, server);
    flying--;
    return answer;
  });
  for (const id of IDS) {
    await till.write(id);
    till.client.kick();
  }
  await till.kick();
  assert.equal(most, 1);
  assert.deepEqual(appliedIds(till.server), IDS);
});

Deno.test("whatever the network does, each command has one effect and none is lost", async () => {
  // What happens to one request: it gets lost, its answer does, it is heard twice, an older one is heard again, nonsense answers.
  const fault = fc.constantFrom("ok", "lost", "answer-lost", "twice", "replay", "portal", "500", "cut");
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 30 }), async (faults) => {
      const seen: RequestInit[] = [], left = [...faults];
      const till = way(async (init, server) => {
        seen.push(init);
        switch (left.shift() ?? "ok") {
          case "lost":
            throw new TypeError("network");
          case "answer-lost":
            await honest(init, server);
            throw new TypeError("network");
          case "twice":
            await honest(init, server);
            return honest(init, server);
          case "replay":
            return honest(seen[0]!, server); // a proxy answers with what it answered before
          case "portal":
            return new Response("<h1>Paga tu wifi</h1>");
          case "500":
            return new Response("", { status: 500 });
          case "cut":
            await honest(init, server);
            return new Response('{"lastSeq":1,"resul');
          default:
            return honest(init, server);
        }
      });
      for (const id of IDS.slice(0, 6)) await till.write(id);
      const first = till.kick();
      for (const id of IDS.slice(6)) await till.write(id);
      await first;
      await till.kick();
      assert.deepEqual(appliedIds(till.server), IDS);
      assert.deepEqual(till.server.faults, []);
      assert.equal((await till.store.load()).outbox.length, 0);
    }),
    { numRuns: 200 },
  );
});

Deno.test("pauses grow to half a minute and never end", async () => {
  let left = 12;
  const till = way((init, server) =>
    left-- > 0 ? Promise.reject(new TypeError("network")) : honest(init, server)
  );
  await till.write("a");
  await till.kick();
  assert.deepEqual(till.pauses.slice(0, 6), [750, 1500, 3000, 6000, 12_000, 22_500]);
  assert.equal(till.pauses.at(-1), 22_500);
  assert.deepEqual(appliedIds(till.server), ["a"]);
});

Deno.test("without a session everything is kept until somebody signs in", async () => {
  let signedIn = false;
  const till = way((init, server) =>
    signedIn ? honest(init, server) : Promise.resolve(new Response("", { status: 401 }))
  );
  await till.write("a");
  await till.kick();
  assert.equal(till.links.at(-1)!.state, "signed-out");
  assert.equal((await till.store.load()).outbox.length, 1);
  signedIn = true;
  await till.kick();
  assert.deepEqual(appliedIds(till.server), ["a"]);
});

Deno.test("a blocked shop says why and sends by itself once it has paid", async () => {
  let left = 2;
  const till = way((init, server) =>
    left-- > 0
      ? Promise.resolve(Response.json({ title: "Bloqueada", detail: "Paga S/ 50" }, { status: 402 }))
      : honest(init, server)
  );
  await till.write("a");
  await till.kick();
  assert.deepEqual(till.links.filter((link) => link.state === "blocked").at(0), {
    state: "blocked",
    reason: "Paga S/ 50",
  });
  assert.deepEqual(appliedIds(till.server), ["a"]);
});

Deno.test("a server restored from a backup is sent again what it had answered, and nothing twice", async () => {
  const till = way(honest);
  for (const id of ["a", "b", "c"]) await till.write(id);
  await till.kick();
  till.server.restore(1);
  await till.write("d");
  await till.kick();
  assert.deepEqual(appliedIds(till.server), ["a", "b", "c", "d"]);
  const { chain, outbox } = await till.store.load();
  assert.deepEqual([chain.deviceId, chain.ackedSeq, outbox.length], ["device-1", 4, 0]);
  assert.deepEqual(till.server.faults, []);
});

Deno.test("what a server asks for and nobody has goes on under a new device, and nothing twice", async () => {
  const till = way(honest);
  for (const id of ["a", "b"]) await till.write(id);
  await till.kick();
  till.server.restore(0);
  till.store.recall = () => Promise.resolve(false); // longer ago than answered commands are kept
  for (const id of ["c", "d"]) await till.write(id);
  await till.kick();
  assert.deepEqual(appliedIds(till.server), ["c", "d"]);
  const { chain, outbox } = await till.store.load();
  assert.deepEqual([chain.deviceId, outbox.length], ["device-2", 0]);
  assert.deepEqual(till.server.faults, []);
});

Deno.test("a page with nothing to send asks once whether the server still has all it answered", async () => {
  const till = way(honest);
  for (const id of ["a", "b", "c"]) await till.write(id);
  await till.kick();
  till.server.restore(1); // an older backup was put back, and nobody sells today
  const sizes: number[] = [];
  const reopened = way((init, server) => {
    sizes.push(requestOf(init).commands.length);
    return honest(init, server);
  }, till);
  await reopened.kick();
  while (till.server.applied.length < 3) await new Promise((resolve) => setTimeout(resolve, 0));
  await reopened.kick();
  assert.deepEqual(appliedIds(till.server), ["a", "b", "c"]);
  assert.deepEqual(
    sizes,
    [0, 2],
    "what is missing goes out again, under the same numbers, and then all is sure",
  );
});
