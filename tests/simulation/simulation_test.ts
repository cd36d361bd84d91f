import assert from "node:assert/strict";
import { runMain } from "../support/cli_output.ts";
import { KEPT_SEEDS } from "./kept_seeds.ts";
import { main } from "./mod.ts";
import { mutated } from "./mutate.ts";
import { MUTATIONS } from "./mutations.ts";
import { simulate } from "./simulate.ts";

Deno.test("every seed that ever found something", async () => {
  for (const { seed } of KEPT_SEEDS) await simulate(seed, { arrivalOrder: true });
});

Deno.test("a seed lives the same life every time, to the last byte of its ledger", async () => {
  const [first, again, other] = [await simulate(7), await simulate(7), await simulate(8)];
  assert.deepEqual(again, first);
  assert.notEqual(other.root, first.root);
});

Deno.test("each safeguard that is taken out to see the simulation turn red is still where it is looked for", async () => {
  for (const mutation of MUTATIONS) assert.notEqual(await mutated(mutation), "");
});

Deno.test("simulate says what it held and which seeds broke; --help and wrong flags as everywhere", async () => {
  const run = await runMain(main, "--seeds", "2", "--from", "5");
  assert.equal(run.code, 0, run.err);
  assert.match(run.out, /2 seeds held: \d+ sales, \d+ commands/);
  assert.match((await runMain(main, "--help")).out, /--seeds/);
  assert.equal((await runMain(main, "--seeds", "many")).code, 64);
});
