import type { TenantId } from "../types.ts";
import type { ControlDb } from "./db.ts";

/** No step of any list, and what every list is for: the funnel ends with it. */
export const FIRST_SALE = "primera-venta";

export interface Progress {
  readonly step: string;
  readonly doneAt: string;
}

/** How many steps of each shop are noted here: a worker goes on with those that have more. */
export async function progressCounts(db: ControlDb): Promise<ReadonlyMap<string, number>> {
  const rows = await db.all<{ shop_id: string; steps: number }>(
    "SELECT shop_id, count(*) AS steps FROM onboarding_progress GROUP BY shop_id",
  );
  return new Map(rows.map(({ shop_id, steps }) => [shop_id, steps]));
}

export const noteProgress = (db: ControlDb, shop: TenantId, steps: readonly Progress[]): Promise<void> =>
  db.batch(steps.map(({ step, doneAt }) => ({
    sql: "INSERT INTO onboarding_progress (shop_id, step, done_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    args: [shop, step, doneAt],
  })));

export interface FunnelStep {
  readonly niche: string;
  readonly step: string;
  /** Shops of the trade that came this far. */
  readonly shops: number;
  /** Shops of the trade. */
  readonly of: number;
  /** From the making of the shop to the step, for half of those that came; null where none did. */
  readonly medianMs: number | null;
}

/** The funnel of every trade: how many shops finished each step, and how long half of them took. */
export async function onboardingFunnel(
  db: ControlDb,
  steps: readonly { readonly niche: string; readonly step: string }[],
): Promise<FunnelStep[]> {
  const rows = await db.all<{ niche: string; step: string; took: number }>(
    `SELECT s.niche, p.step,
       CAST(round((julianday(p.done_at) - julianday(s.created_at)) * 86400000) AS INTEGER) AS took
     FROM onboarding_progress p JOIN shop s ON s.id = p.shop_id ORDER BY took`,
  );
  const sizes = await db.all<{ niche: string; shops: number }>(
    "SELECT niche, count(*) AS shops FROM shop WHERE practice_of IS NULL GROUP BY niche",
  );
  const of = new Map(sizes.map(({ niche, shops }) => [niche, shops]));
  return steps.map(({ niche, step }) => {
    const took = rows.filter((row) => row.niche === niche && row.step === step).map((row) =>
      Math.max(0, row.took)
    );
    const medianMs = took[Math.floor((took.length - 1) / 2)] ?? null;
    return { niche, step, shops: took.length, of: of.get(niche) ?? 0, medianMs };
  });
}
