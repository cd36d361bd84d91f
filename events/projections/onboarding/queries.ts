import type { TenantDb } from "../../store/types.ts";

/** Types of the finishing facts that the shop has. */
export async function finishingTypes(db: TenantDb): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ type: string }>("SELECT type FROM onboarding_cause");
  return new Set(rows.map(({ type }) => type));
}

export interface DoneStep {
  readonly step: string;
  readonly doneAt: string;
}

/** Steps that were noted in the ledger. */
export const notedSteps = (db: TenantDb): Promise<DoneStep[]> =>
  db.all<{ step: string; doneAt: string }>(
    "SELECT step, done_at AS doneAt FROM onboarding_step ORDER BY done_at, step",
  );
