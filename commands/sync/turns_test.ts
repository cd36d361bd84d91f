import assert from "node:assert/strict";
import { inTurn } from "./turns.ts";

Deno.test("queues of one shop go one command at a time, in the order of asking, and timers come in between", async () => {
  const order: string[] = [], shop = {};
  let running = 0, most = 0;
  const queue = async (name: string, length: number) => {
    for (let n = 0; n < length; n++) {
      await inTurn(shop, async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
        order.push(name);
      });
    }
  };
  const queues = Promise.all([queue("a", 200), queue("b", 200)]);
  const heard = new Promise<number>((resolve) => setTimeout(() => resolve(order.length), 0));
  assert.ok(await heard < 400, "a timer is served before the queues are through");
  await queues;
  assert.deepEqual([most, order.slice(0, 6)], [1, ["a", "b", "a", "b", "a", "b"]]);
});

Deno.test("a command that throws keeps nobody behind it waiting, and another shop waits for none", async () => {
  const shop = {};
  let release = () => {};
  const stuck = inTurn(shop, () => new Promise<void>((resolve) => release = resolve));
  const failing = inTurn(shop, () => Promise.reject(new Error("a bug")));
  const after = inTurn(shop, () => Promise.resolve("done"));
  assert.equal(await inTurn({}, () => Promise.resolve("elsewhere")), "elsewhere");
  release();
  await stuck;
  await assert.rejects(failing, /a bug/);
  assert.equal(await after, "done");
});
