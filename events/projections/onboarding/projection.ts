import { OnboardingStepCompleted } from "../../facts/onboarding.ts";
import type { Recorded } from "../../store/types.ts";
import { defineProjection, type Projection } from "../define_projection.ts";

/**
 * True for an event that can finish a step. What the platform wrote by itself (the catalogue a shop begins with) finishes
 * nothing; that the shop exists does, whoever made it.
 */
export const finishes = ({ actor, stream }: Recorded): boolean =>
  actor.kind !== "system" || stream === "shop";

/**
 * Which finishing facts a shop has, and which steps were noted. Inline, so that the owner's list is right when the page
 * comes back; it hears nothing of sales, which finish no step. `types` and `version` rise together (niches/onboarding_test.ts).
 */
export const onboardingProjection = (types: readonly string[], version: number): Projection =>
  defineProjection({
    name: "onboarding",
    version,
    mode: "inline",
    tables: [
      {
        name: "onboarding_cause",
        columns: { type: "TEXT NOT NULL", pos: "INTEGER NOT NULL" },
        key: ["type"],
      },
      {
        name: "onboarding_step",
        columns: { step: "TEXT NOT NULL", done_at: "TEXT NOT NULL" },
        key: ["step"],
      },
    ],
    handles: [OnboardingStepCompleted.type, ...types],
    project(event) {
      const { type, pos, occurredAt } = event;
      if (type === OnboardingStepCompleted.type) {
        const { step } = event.data as { step: string };
        return [{ table: "onboarding_step", key: { step }, set: { done_at: occurredAt } }];
      }
      return finishes(event) ? [{ table: "onboarding_cause", key: { type }, set: { pos } }] : [];
    },
  });
