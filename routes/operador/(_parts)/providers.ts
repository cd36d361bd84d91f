import { type ProviderHealth, providerHealth } from "../../../events/store/control/provider_health.ts";
import { PROVIDER_NAMES } from "../../../kernel/payment_provider.ts";
import { type Instant, plusMs } from "../../../kernel/time.ts";
import type { State } from "../../(_shared)/define.ts";

/** What should be done in seconds and is not done after this is a fault. */
const SLOW_MS = 15 * 60_000;
/** The books are compared every hour; after this nobody has compared them. */
const UNCOMPARED_MS = 6 * 3_600_000;

export interface ProviderLine extends ProviderHealth {
  readonly standing: "good" | "slow" | "unheard";
  /** All of its keys are in the environment: shops can pay through it. */
  readonly configured: boolean;
}

const standingOf = (health: ProviderHealth, now: Instant): ProviderLine["standing"] => {
  const { lastWebhookAt, waitingSince, reconciledThrough } = health;
  if (lastWebhookAt === null && reconciledThrough === null) return "unheard";
  const isSlow = waitingSince !== null && waitingSince < plusMs(now, -SLOW_MS);
  const isUncompared = reconciledThrough !== null && reconciledThrough < plusMs(now, -UNCOMPARED_MS);
  return isSlow || isUncompared ? "slow" : "good";
};

export async function providerLines(
  { control, clock, providers }: Pick<State["services"], "control" | "clock" | "providers">,
): Promise<ProviderLine[]> {
  const now = clock.now(), all = await providerHealth(control, PROVIDER_NAMES);
  const names = new Set<string>(providers.keys());
  return all.map((health) => ({
    ...health,
    standing: standingOf(health, now),
    configured: names.has(health.provider),
  }));
}
