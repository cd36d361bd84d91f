import assert from "node:assert/strict";
import { runMain } from "../support/cli_output.ts";
import { KEPT_SEEDS } from "./kept_seeds.ts";
import { main } from "./mod.ts";
import type { Plan } from "./scenario.ts";
import { simulate } from "./simulate.ts";

Deno.test("every seed that ever found something", async () => {
  for (const { seed } of KEPT_SEEDS) await simulate(seed, { arrivalOrder: true });
});

Deno.test("a seed lives the same life every time, to the last byte of its ledger", async () => {
  const [first, again, other] = [await simulate(7), await simulate(7), await simulate(8)];
  assert.deepEqual(again, first);
  assert.notEqual(other.root, first.root);
});

/** A morning at one till and nothing that goes wrong but what is asked for. */
const MORNING: Partial<Plan> = {
  tablets: 1,
  days: 0.16,
  restarts: false,
  restores: false,
  blocks: false,
  crashes: false,
  clocks: false,
  fullDisks: false,
};

Deno.test("a page that is killed at any of its awaits loses nothing and does nothing twice", async () => {
  let crashAt = 0;
  for (let reached = true; reached;) {
    const { killedAtPoint } = await simulate(3, { plan: { ...MORNING, crashAt: ++crashAt } });
    reached = killedAtPoint;
  }
  assert.ok(crashAt > 60, `only ${crashAt} places to crash at`);
});

Deno.test("simulate says what it held and which seeds broke; --help and wrong flags as everywhere", async () => {
  const run = await runMain(main, "--seeds", "2", "--from", "5");
  assert.equal(run.code, 0, run.err);
  assert.match(run.out, /2 seeds held: \d+ sales, \d+ commands/);
  assert.match((await runMain(main, "--help")).out, /--seeds/);
  assert.equal((await runMain(main, "--seeds", "many")).code, 64);
});
