import assert from "node:assert/strict";
import { commandHash } from "../../kernel/device_signature.ts";
import { instantOf } from "../../kernel/time.ts";
import { centimos } from "../../kernel/money.ts";
import { EMPTY_DRAFT } from "./cart.ts";
import { MemoryStore, type TextStorage } from "./memory_store.ts";
import { type CommandFrame, Outbox } from "./outbox.ts";

class FakeStorage implements TextStorage {
  readonly texts = new Map<string, string>();
  full = false;
  getItem = (key: string) => this.texts.get(key) ?? null;
  setItem(key: string, value: string): void {
    if (this.full) throw new Error("QuotaExceededError");
    this.texts.set(key, value);
  }
}

const FRAME: CommandFrame = {
  occurredAt: instantOf(0),
  monotonicMs: 1,
  serverOffsetMs: 0,
  cashierId: "rosa",
  appBuild: "test",
};
const after = { drawer: null, draft: EMPTY_DRAFT };
const movement = {
  cashSessionId: "c",
  direction: "in",
  amountCentimos: centimos(100),
  reason: "sencillo",
} as const;
const write = (outbox: Outbox, cmdId: string) =>
  outbox.write(cmdId, "MoveCash", { ...movement, movementId: cmdId }, FRAME, after);

Deno.test("commands are numbered without a gap and each names the hash of the one before, written at once or not", async () => {
  const store = new MemoryStore(null, () => "device"), outbox = new Outbox(store);
  await Promise.all(["a", "b", "c"].map((id) => write(outbox, id)));
  const { outbox: commands, chain } = await store.load();
  assert.deepEqual(commands.map(({ cmdId, seq }) => [cmdId, seq]), [["a", 1], ["b", 2], ["c", 3]]);
  assert.equal(commands[0]!.prevHash, null);
  assert.equal(commands[1]!.prevHash, await commandHash(commands[0]!));
  assert.equal(chain.lastHash, await commandHash(commands[2]!));
});

Deno.test("a second tap writes nothing", async () => {
  const store = new MemoryStore(null, () => "device"), outbox = new Outbox(store);
  const wrote = await Promise.all(Array.from({ length: 100 }, () => write(outbox, "a")));
  assert.equal(wrote.filter(Boolean).length, 1);
  assert.equal((await store.load()).outbox.length, 1);
});

Deno.test("a reload finds the chain, what waits, and goes on after it", async () => {
  const storage = new FakeStorage();
  const first = new MemoryStore(storage, () => "device");
  await write(new Outbox(first), "a");
  await write(new Outbox(first), "b");
  await first.acknowledge(1);
  const second = new MemoryStore(storage, () => "another");
  assert.deepEqual(await second.load(), await first.load());
  await write(new Outbox(second), "c");
  const { chain, outbox } = await second.load();
  assert.equal(chain.deviceId, "device");
  assert.equal(chain.ackedSeq, 1);
  assert.deepEqual(outbox.map(({ seq }) => seq), [2, 3]);
});

Deno.test("what cannot be kept is refused and changes nothing", async () => {
  const storage = new FakeStorage();
  const store = new MemoryStore(storage, () => "device"), outbox = new Outbox(store);
  await write(outbox, "a");
  storage.full = true;
  await assert.rejects(write(outbox, "b"));
  assert.equal((await store.load()).outbox.length, 1);
  storage.full = false;
  assert.equal(await write(outbox, "b"), true); // the same command, once there is room
});

Deno.test("an answer for what was never written moves nothing beyond", async () => {
  const store = new MemoryStore(null, () => "device");
  await write(new Outbox(store), "a");
  await store.acknowledge(9);
  assert.equal((await store.load()).chain.ackedSeq, 1);
});

Deno.test("a chain begun anew keeps every command and its id", async () => {
  const store = new MemoryStore(null, () => "device"), outbox = new Outbox(store);
  for (const id of ["a", "b", "c"]) await write(outbox, id);
  await store.acknowledge(1);
  await outbox.startAnew("other");
  const { chain, outbox: commands } = await store.load();
  assert.deepEqual([chain.deviceId, chain.lastSeq, chain.ackedSeq], ["other", 2, 0]);
  assert.deepEqual(commands.map(({ cmdId, seq }) => [cmdId, seq]), [["b", 1], ["c", 2]]);
  assert.equal(commands[1]!.prevHash, await commandHash(commands[0]!));
});

Deno.test("a drawer that goes leaves behind how far its series was counted", async () => {
  const store = new MemoryStore(null, () => "device");
  const drawer = {
    registerId: "r",
    registerName: "Caja 1",
    series: "T001",
    cashSessionId: "c",
    openedAt: instantOf(0),
    nextTicket: 43,
  };
  await store.save({ drawer });
  await store.save({ drawer: null });
  assert.deepEqual((await store.load()).lastTickets, { T001: 42 });
});
