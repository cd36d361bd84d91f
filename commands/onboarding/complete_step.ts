import { z } from "zod";
import { onboardingDecider } from "../../domain/onboarding/decider.ts";
import { ONBOARDING } from "../../domain/streams.ts";
import { OnboardingStepCompleted } from "../../events/facts/onboarding.ts";
import type { OnboardingFact } from "../../events/facts/onboarding.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";

/** The platform notes what an event has finished. No person can ask for it: routes offer no way here. */
export const completeStep = defineCommand({
  type: "CompleteStep",
  schema: z.object(OnboardingStepCompleted.schema.shape),
  attempt: async ({ store }, input) => {
    const events = await store.stream(ONBOARDING);
    const facts = events.map(({ type, data }) => ({ type, data }) as OnboardingFact);
    const decision = onboardingDecider.decide(
      { type: "CompleteStep", ...input },
      facts.reduce(onboardingDecider.evolve, onboardingDecider.initial),
    );
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: ONBOARDING, version: events.length }],
      gate: "always",
      outcome: { step: input.step },
    });
  },
});
