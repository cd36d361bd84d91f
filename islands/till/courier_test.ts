import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import * as fakeIndexedDb from "fake-indexeddb";
import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import { centimos } from "../../kernel/money.ts";
import { instantOf } from "../../kernel/time.ts";
import { CarriedStore } from "./carried_store.ts";
import { Courier } from "./courier.ts";
import { countOf, readHandOver } from "./hand_over.ts";
import { MemoryStore } from "./memory_store.ts";
import { Outbox } from "./outbox.ts";
import { PushClient } from "./push_client.ts";
import { FrameCollector, framesOf } from "./qr_frames.ts";
import { FakeServer, requestOf } from "./till_fixture.ts";

const SHOP = "minimarket.test";

/** Two tablets of one shop before one server, each with a network of its own. */
function twoTablets(server: FakeServer, network: { up: boolean }) {
  let answers = 0, turn: Promise<unknown> = Promise.resolve();
  const call = async (_url: string, init: RequestInit) => {
    if (!network.up) throw new TypeError("no network");
    const answered = turn.then(() => server.answer(requestOf(init))); // one append at a time, as a ledger has it
    turn = answered;
    const answer = await answered;
    if (answers++ % 3 === 1) throw new TypeError("the answer was lost");
    return answer;
  };
  const tablet = (deviceId: string) => {
    const store = new MemoryStore(null, () => deviceId), carried = signal(0);
    const courier = new Courier(
      { carried },
      store,
      { isIn: true, call },
      null,
      new CarriedStore(deviceId),
      SHOP,
    );
    return { store, carried, courier, outbox: new Outbox(store), call };
  };
  return [tablet("tablet-a"), tablet("tablet-b")] as const;
}

const IDS = Array.from({ length: 200 }, (_, i) => `sale-${i}`);

const write = (outbox: Outbox, cmdId: string) =>
  outbox.write(cmdId, "MoveCash", {
    movementId: cmdId,
    cashSessionId: "c",
    direction: "in",
    amountCentimos: centimos(100),
    reason: "sencillo",
  }, {
    occurredAt: instantOf(0),
    monotonicMs: 1,
    serverOffsetMs: 0,
    cashierId: "rosa",
    appBuild: "test",
  }, {});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("not in time");
}

Deno.test("200 commands change tablets over the screen, and both send them: none lost, none doubled", async () => {
  Object.assign(globalThis, fakeIndexedDb, { indexedDB: new fakeIndexedDb.IDBFactory() });
  const server = new FakeServer(), network = { up: false };
  const [giving, taking] = twoTablets(server, network);
  for (const id of IDS) await write(giving.outbox, id);
  const frames = await framesOf(await giving.courier.give()), collector = new FrameCollector();
  let text: string | null = null;
  for (const frame of [...frames.slice(5), ...frames.slice(0, 9)]) text ??= await collector.add(frame);
  assert.equal(await taking.courier.take(text!), 200);
  assert.equal(await taking.courier.take(text!), 200); // shown and read twice
  assert.equal(countOf(await taking.courier.waiting()), 200);

  network.up = true;
  const own = new PushClient({
    store: giving.store,
    isIn: () => true,
    fetch: giving.call,
    wait: () => ({ done: Promise.resolve(), hurry: () => undefined }),
    random: () => 0,
    onLink: () => undefined,
    onServerTime: () => undefined,
    onResults: () => undefined,
    onChainLost: () => giving.outbox.startAnew("never"),
  });
  own.kick();
  await taking.courier.kick();
  await until(async () =>
    taking.carried.value === 0 && (await giving.store.load()).outbox.length === 0 &&
    server.applied.length >= 200
  );
  assert.deepEqual(server.applied.map(({ command }) => command.cmdId), IDS);
  assert.ok(
    server.applied.every(({ deviceId }) => deviceId === "tablet-a"),
    "in the chain of who wrote them",
  );
  assert.deepEqual(server.faults, []);
});

Deno.test("a picture is read as it was drawn", async () => {
  const [frame] = await framesOf("Inca Kola ".repeat(50));
  const bits = encodeQR(frame!, "raw", { ecc: "low", border: 4 }), side = bits.length, scale = 4;
  const data = new Uint8Array((side * scale) ** 2 * 4).fill(255);
  for (let y = 0; y < side * scale; y++) {
    for (let x = 0; x < side * scale; x++) {
      if (bits[Math.floor(y / scale)]![Math.floor(x / scale)]) {
        data.fill(0, (y * side * scale + x) * 4, (y * side * scale + x) * 4 + 3);
      }
    }
  }
  assert.equal(decodeQR({ width: side * scale, height: side * scale, data }), frame);
});

Deno.test("what is no hand-over of this shop is refused by name", () => {
  const given = (change: object) =>
    JSON.stringify({ kind: "caserito-pendientes/1", shop: SHOP, chains: [], ...change });
  assert.equal(readHandOver("{", SHOP), "not-ours");
  assert.equal(readHandOver("null", SHOP), "not-ours");
  assert.equal(readHandOver(given({ chains: [{ deviceId: 1, commands: [] }] }), SHOP), "not-ours");
  assert.equal(readHandOver(given({ chains: [{ deviceId: "a", commands: [null] }] }), SHOP), "not-ours");
  assert.equal(readHandOver(given({ shop: "other.test" }), SHOP), "other-shop");
  assert.equal(readHandOver(given({}), SHOP), "empty");
});
