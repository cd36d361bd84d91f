import { factsKnown } from "../../domain/membership/account.ts";
import { termsOn } from "../../domain/membership/periods.ts";
import {
  type Limited,
  limitReached,
  type PlanLimitReached,
  TRIAL_PLAN,
} from "../../domain/membership/plans.ts";
import { apiKeyStream, staffStream } from "../../domain/streams.ts";
import { type Plan } from "../../events/facts/membership.ts";
import type { Known } from "../../domain/membership/account.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { type Clock, epochMsOf, type Instant, limaDay } from "../../kernel/time.ts";
import { versionOf } from "../handle.ts";
import { loadMembership } from "./load_membership.ts";
import { shopCounts } from "./shop_counts.ts";

/** By what a shop may grow today; null where nobody has billed it yet. */
export function planInForce(facts: readonly Known[], now: Instant): Plan | null {
  const known = factsKnown(facts, epochMsOf(now)), today = limaDay(now);
  const started = known.of("MembershipStarted")[0];
  if (!started) return null;
  return today <= started.fact.data.trialEndsOn ? TRIAL_PLAN : termsOn(known, today)?.plan ?? null;
}

export type { Limited, PlanLimitReached };

export interface LimitContext {
  readonly control: ControlDb;
  readonly platform: Pick<TenantStore, "stream">;
  readonly clock: Clock;
}

/**
 * Whether the shop's plan has room for one more. Asked before something is added; what is there stays, also after a change
 * to a smaller plan. `id` is of what is added: where it is there already, its form was sent again, and the answer to that
 * is not held back. Two who add at once may come one over the limit: that is worth no lock.
 */
export async function roomInPlan(
  { control, platform, clock }: LimitContext,
  shop: TenantStore,
  what: Limited,
  id: string | null,
): Promise<Result<null, PlanLimitReached>> {
  const stream = id === null ? null : streamOf(what, id);
  if (stream !== null && await versionOf(shop, stream) > 0) return ok(null);
  const { facts } = await loadMembership(platform, shop.tenant), plan = planInForce(facts, clock.now());
  if (plan === null) return ok(null);
  const reached = limitReached(plan, what, (await shopCounts(control, shop))[what]);
  return reached ? err(reached) : ok(null);
}

function streamOf(what: Limited, id: string): string | null {
  if (what === "registers") return null;
  return what === "apiKeys" ? apiKeyStream(id) : staffStream(id);
}
