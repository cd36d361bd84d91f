import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId } from "./fields.ts";

/** Stream `onboarding`. A step of the first days was finished, by the event that is its cause and never by a click. */
export const OnboardingStepCompleted = defineFact({
  type: "OnboardingStepCompleted",
  version: 1,
  schema: z.strictObject({
    step: z.string().regex(/^[a-z][a-z-]{1,39}$/),
    causeId: zId,
    causeType: z.string().min(1).max(80),
  }),
});

export type OnboardingFact = FactOf<typeof OnboardingStepCompleted>;
