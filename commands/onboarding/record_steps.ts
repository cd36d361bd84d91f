import { finishes } from "../../events/projections/onboarding/projection.ts";
import { type DoneStep, finishingTypes, notedSteps } from "../../events/projections/onboarding/queries.ts";
import type { Recorded, TenantStore } from "../../events/store/types.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import { completeStep } from "./complete_step.ts";

/** A step, and the facts of which the first one finishes it. */
export interface FinishedBy {
  readonly step: string;
  readonly types: readonly string[];
}

/**
 * Notes every step whose cause stands in the log and that was not noted yet. The cause never leaves the log, so a step is
 * not lost however often this is cut off; its command has an id of its own, so it is noted once by any number of workers.
 */
export async function recordSteps(
  context: CommandContext,
  steps: readonly FinishedBy[],
): Promise<readonly DoneStep[]> {
  const { store } = context;
  const [there, noted] = await Promise.all([finishingTypes(store.db), notedSteps(store.db)]);
  const due = steps.filter(({ step, types }) =>
    !noted.some((done) => done.step === step) && types.some((type) => there.has(type))
  );
  if (due.length === 0) return noted;
  for (const { step, types } of due) {
    const cause = await firstCause(store, types);
    if (!cause) continue;
    const asked = { id: fixedId(`onboarding/${step}`), occurredAt: cause.occurredAt };
    await completeStep(context, asked, { step, causeId: cause.id, causeType: cause.type });
  }
  return await notedSteps(store.db);
}

/** The platform's own first catalogue comes before a person's and is a handful of events. */
const AT_ONCE = 100;

async function firstCause(store: TenantStore, types: readonly string[]): Promise<Recorded | null> {
  for (let after = 0;;) {
    const events = await store.read({ types, after, limit: AT_ONCE });
    const cause = events.find(finishes);
    if (cause) return cause;
    if (events.length < AT_ONCE) return null;
    after = events.at(-1)!.pos;
  }
}
