import assert from "node:assert/strict";
import { onboardingDecider } from "./decider.ts";

const complete = (step: string, causeId: string) =>
  ({ type: "CompleteStep", step, causeId, causeType: "ShopOpened" }) as const;

Deno.test("a step is finished by the first thing that finishes it, and by nothing after", () => {
  const { decide, evolve, initial } = onboardingDecider;
  const first = decide(complete("registro", "a"), initial);
  assert.ok(first.ok);
  assert.deepEqual(first.value, [{
    type: "OnboardingStepCompleted",
    data: { step: "registro", causeId: "a", causeType: "ShopOpened" },
  }]);
  const done = first.value.reduce(evolve, initial);
  assert.deepEqual(decide(complete("registro", "b"), done), { ok: true, value: [] });
  const other = decide(complete("personal", "c"), done);
  assert.ok(other.ok && other.value.length === 1);
});
