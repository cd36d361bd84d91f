import type { FinishedBy } from "../commands/onboarding/record_steps.ts";
import { finishingTypes } from "../events/projections/onboarding/queries.ts";
import type { TenantDb } from "../events/store/types.ts";
import type { Niche } from "./define_niche.ts";

/** The steps of a trade, each with the facts of which the first one finishes it. */
export const stepsOf = ({ onboarding }: Niche): FinishedBy[] =>
  onboarding.map(({ id, doneWhen }) => ({
    step: id,
    types: typeof doneWhen === "string" ? [doneWhen] : doneWhen,
  }));

/** Every fact that finishes a step of some trade. */
export const finishingFacts = (niches: readonly Niche[]): string[] =>
  [...new Set(niches.flatMap((niche) => stepsOf(niche).flatMap(({ types }) => types)))].sort();

export interface StepState {
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly isDone: boolean;
}

/** The steps of a trade as they stand in a shop, in their order. */
export async function onboardingOf(db: TenantDb, niche: Niche): Promise<StepState[]> {
  const there = await finishingTypes(db), steps = stepsOf(niche);
  return niche.onboarding.map(({ id, title, page }, i) => ({
    id,
    title,
    page,
    isDone: steps[i]!.types.some((type) => there.has(type)),
  }));
}
