import type { OnboardingFact } from "../../events/facts/onboarding.ts";
import type { Decider } from "../../kernel/decider.ts";
import { ok } from "../../kernel/result.ts";

/** Stream `onboarding`: the steps that are done. */
export type Onboarding = ReadonlySet<string>;

export interface CompleteStep {
  readonly type: "CompleteStep";
  readonly step: string;
  readonly causeId: string;
  readonly causeType: string;
}

/** A step is finished once, whatever else would finish it later. */
export const onboardingDecider: Decider<CompleteStep, Onboarding, OnboardingFact, never> = {
  initial: new Set(),
  decide: ({ type: _, ...data }, done) =>
    ok(done.has(data.step) ? [] : [{ type: "OnboardingStepCompleted", data }]),
  evolve: (done, { data }) => new Set([...done, data.step]),
};
