import assert from "node:assert/strict";
import { plusMs } from "../../kernel/time.ts";
import { FakePayments, NOON, WATCHED, YAPE } from "./wallet_fixture.ts";
import { isSeen, type KeptWallets, type Watched } from "./wallet_records.ts";
import { WalletWatch } from "./wallet_watch.ts";

/** A watch over a server that is not there; its pauses are over when the test says so. */
function watching(watched: readonly Watched[], server = new FakePayments()) {
  let kept: KeptWallets = { accounts: [], watched };
  const pauses: number[] = [], reached: boolean[] = [];
  let over = () => {}, arrived = () => {}, meanwhile = () => Promise.resolve();
  let paused = new Promise<void>((resolve) => arrived = resolve);
  const watch = new WalletWatch({
    fetch: async (url, init) => {
      const answer = await server.fetch(url, init);
      await meanwhile();
      return answer;
    },
    kept: () => kept,
    keep: (next) => {
      kept = next;
      return Promise.resolve();
    },
    now: () => NOON,
    session: () => WATCHED.cashSessionId,
    wait: (ms) => {
      pauses.push(ms);
      const done = new Promise<void>((resolve) => over = resolve);
      arrived();
      return { done, hurry: () => over() };
    },
    onReach: (isReachable) => reached.push(isReachable),
  });
  return {
    server,
    watch,
    pauses,
    reached,
    kept: () => kept,
    put: (change: Partial<Watched>) => watch.put({ ...kept.watched[0]!, ...change }),
    /** Done between a request and its answer. */
    whileAnswering: (work: () => Promise<void>) => void (meanwhile = work),
    /** Until it waits, having said and asked all there is. */
    async round(): Promise<void> {
      const here = paused;
      if (pauses.length === 0) watch.kick();
      else over();
      await here;
      paused = new Promise((resolve) => arrived = resolve);
    },
  };
}

Deno.test("it is opened once and asked about every second while it is on the screen", async () => {
  const till = watching([WATCHED]);
  for (let i = 0; i < 3; i++) await till.round();
  assert.deepEqual(till.server.asked, ["POST /intents", ...Array(3).fill("GET /intents/*/standing")]);
  assert.deepEqual(till.server.bodies.get(WATCHED.intentId), {
    intentId: WATCHED.intentId,
    accountIds: [YAPE.accountId],
    amountCentimos: 2450,
    saleId: WATCHED.saleId,
    registerId: WATCHED.registerId,
    cashierId: WATCHED.cashierId,
    openedAt: NOON,
    expiresAt: plusMs(NOON, 30 * 60_000),
  });
  assert.deepEqual(till.pauses, [1000, 1000, 1000]);
  till.watch.end();
});

Deno.test("once it was seen nobody asks again", async () => {
  const till = watching([WATCHED]);
  await till.round();
  till.server.comes(WATCHED.intentId, 2450);
  await till.round();
  assert.ok(isSeen(till.kept().watched[0]!));
  assert.equal(till.kept().watched[0]!.heard!.payer, "Ana Per*");
  const { length } = till.server.asked;
  till.watch.kick();
  await Promise.resolve();
  assert.equal(till.server.asked.length, length);
});

Deno.test("a server that is not there is asked more and more seldom, and told all of it when it is back", async () => {
  const till = watching([{ ...WATCHED, stage: "claimed", operationNumber: "00123456" }]);
  till.server.isDown = true;
  for (let i = 0; i < 4; i++) await till.round();
  assert.deepEqual(till.pauses, [20_000, 30_000, 30_000, 30_000]);
  assert.deepEqual(till.reached, [false, false, false, false]);
  till.server.isDown = false;
  for (let i = 0; i < 3; i++) await till.round();
  assert.deepEqual(till.server.asked, [
    "POST /intents",
    "POST /intents/*/claim",
    "GET /intents/*/standing",
    "GET /intents/*/standing",
  ]);
  assert.equal(till.server.claims.get(WATCHED.intentId), "00123456");
  assert.equal(till.pauses.at(-1), 10_000, "what was sold is looked at without haste");
  till.watch.end();
});

Deno.test("a pause on the screen grows from one second", async () => {
  const till = watching([WATCHED]);
  till.server.isDown = true;
  for (let i = 0; i < 4; i++) await till.round();
  assert.deepEqual(till.pauses, [2000, 4000, 8000, 16_000]);
  till.watch.end();
});

Deno.test("what was left unpaid is called off, and forgotten", async () => {
  const till = watching([WATCHED]);
  await till.round();
  await till.put({ stage: "ended" });
  await till.round().catch(() => undefined);
  assert.deepEqual(till.server.ended, [WATCHED.intentId]);
  assert.deepEqual(till.kept().watched, []);
});

Deno.test("what is called off while it is being asked for is called off at the server too", async () => {
  const till = watching([WATCHED]);
  let isNew = true;
  till.whileAnswering(async () => {
    if (isNew) await till.put({ stage: "ended" });
    isNew = false;
  });
  await till.round();
  till.watch.kick();
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(till.server.ended, [WATCHED.intentId]);
  assert.deepEqual(till.kept().watched, []);
});

Deno.test("money that came in the moment it was called off is looked at, and not forgotten", async () => {
  const till = watching([WATCHED]);
  await till.round();
  till.server.comes(WATCHED.intentId, 2450);
  await till.put({ stage: "ended" });
  for (let i = 0; i < 2; i++) await till.round();
  assert.deepEqual(till.server.ended, []);
  const [watched] = till.kept().watched;
  assert.equal(watched!.stage, "asked");
  assert.ok(isSeen(watched!));
});

Deno.test("what a cashier did while an answer was on its way stays", async () => {
  const till = watching([WATCHED]);
  await till.round();
  till.whileAnswering(() => till.put({ stage: "claimed", ticketNumber: "T001-000007" }));
  till.server.comes(WATCHED.intentId, 100);
  await till.round();
  assert.equal(till.kept().watched[0]!.heard!.receivedCentimos, 100);
  assert.equal(till.kept().watched[0]!.stage, "claimed");
  till.watch.end();
});

Deno.test("what is asked for while an answer is on its way does not wait for the next round", async () => {
  const sold = { ...WATCHED, stage: "claimed" as const }, intentId = "0193a000-0000-7000-8000-0000000001a2";
  const till = watching([sold]);
  for (let i = 0; i < 2; i++) await till.round();
  let isNew = true;
  till.whileAnswering(async () => {
    if (!isNew) return;
    isNew = false;
    await till.watch.put({ ...WATCHED, intentId, ids: { open: "a", claim: "b", end: "c" } });
    till.watch.kick();
  });
  const { length } = till.pauses;
  await till.round();
  assert.equal(till.pauses.length, length + 1);
  assert.ok(till.server.intents.has(intentId));
  till.watch.end();
});

Deno.test("a restored server that has forgotten it hears of it again", async () => {
  const till = watching([WATCHED]);
  await till.round();
  till.server.forget();
  for (let i = 0; i < 2; i++) await till.round();
  assert.deepEqual(till.server.asked, [
    "POST /intents",
    "GET /intents/*/standing",
    "GET /intents/*/standing",
    "POST /intents",
    "GET /intents/*/standing",
  ]);
  assert.equal(till.server.only(), WATCHED.intentId);
  till.watch.end();
});

Deno.test("a person chooses between two of the same amount, and it counts as seen", async () => {
  const till = watching([WATCHED]);
  await till.round();
  till.server.couldBe(WATCHED.intentId, [
    { exceptionId: "p1", amountCentimos: WATCHED.amountCentimos, payer: "Ana Per*", at: NOON, named: true },
    { exceptionId: "p2", amountCentimos: WATCHED.amountCentimos, payer: "Luis Qui*", at: NOON, named: true },
  ]);
  await till.round();
  assert.equal(till.kept().watched[0]!.heard!.candidates.length, 2);
  assert.ok(await till.watch.choose(till.kept().watched[0]!, "p1", "cmd"));
  assert.ok(isSeen(till.kept().watched[0]!));
  till.server.isDown = true;
  assert.equal(await till.watch.choose(till.kept().watched[0]!, "p1", "cmd"), false);
  till.watch.end();
});

Deno.test("accounts of before stay where nobody answers", async () => {
  const till = watching([]);
  assert.ok(await till.watch.accounts());
  assert.deepEqual(till.kept().accounts, [YAPE]);
  till.server.isDown = true;
  assert.equal(await till.watch.accounts(), false);
  assert.deepEqual(till.kept().accounts, [YAPE]);
});
