import assert from "node:assert/strict";
import { AWAY_MS, Sightings } from "./sightings.ts";

Deno.test("a code held before the lens counts once, and anew after it was away", () => {
  const sightings = new Sightings();
  assert.deepEqual(sightings.fresh(["775"], 0), ["775"]);
  for (let at = 100; at <= 5000; at += 100) assert.deepEqual(sightings.fresh(["775"], at), []);
  assert.deepEqual(sightings.fresh([], 5500), []);
  assert.deepEqual(sightings.fresh(["775"], 5000 + AWAY_MS), [], "a blurred picture is not away");
  assert.deepEqual(sightings.fresh(["775"], 5000 + 2 * AWAY_MS + 1), ["775"]);
});

Deno.test("two codes in one picture are two", () => {
  const sightings = new Sightings();
  assert.deepEqual(sightings.fresh(["775", "776", "775"], 0), ["775", "776"]);
  assert.deepEqual(sightings.fresh(["776", "777"], 100), ["777"]);
});
