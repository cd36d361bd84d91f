import {
  allows,
  type MembershipStatus,
  PROPOSAL_MS,
  STATES,
} from "../../../commands/membership/shop_account.ts";
import { statusesOf } from "../../../commands/membership/statuses.ts";
import { holdsThatWait, openClaims, outboxDepth } from "../../../events/projections/console/queries.ts";
import { openExceptions } from "../../../events/projections/payments/queries.ts";
import { shopCount } from "../../../events/store/control/operators.ts";
import { type Centimos, sumCentimos } from "../../../kernel/money.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { State } from "../../(_shared)/define.ts";
import { providerLines } from "./providers.ts";

/** Figures of the first page: how the shops stand, and what waits for a person. */
export interface Overview {
  readonly shops: number;
  readonly byState: ReadonlyMap<MembershipStatus["state"] | null, number>;
  readonly selling: number;
  readonly claims: number;
  readonly oldestClaimAt: Instant | null;
  readonly holds: number;
  /** Shops whose block waits because they were told on no two channels (guard a): each is looked at today. */
  readonly waitForNotice: number;
  readonly deadLetters: number;
  /** Money that nothing but a person decides about. */
  readonly exceptions: number;
  readonly exceptionsCentimos: Centimos;
  readonly slowProviders: number;
}

/** More than this is more than a person looks at in a day, and is said as `100+`. */
export const COUNTED = 100;

export async function overview(
  { control, platform, clock, providers: configured }: Pick<
    State["services"],
    "control" | "platform" | "clock" | "providers"
  >,
): Promise<Overview> {
  const [shops, statuses, claims, holds, depth, providers, exceptions] = await Promise.all([
    shopCount(control),
    statusesOf(platform, clock),
    openClaims(platform.db, COUNTED),
    holdsThatWait(platform.db, clock.now(), PROPOSAL_MS),
    outboxDepth(platform.db),
    providerLines({ control, clock, providers: configured }),
    openExceptions(platform.db),
  ]);
  const known = [...statuses.values()], byState = new Map<MembershipStatus["state"] | null, number>();
  for (const state of STATES) {
    const count = known.filter((status) => status.state === state).length;
    if (count > 0) byState.set(state, count);
  }
  if (shops > known.length) byState.set(null, shops - known.length);
  return {
    shops,
    byState,
    selling: shops - known.filter(({ state }) => !allows(state, "sell")).length,
    claims: claims.length,
    oldestClaimAt: claims[0]?.claimedAt ?? null,
    holds: holds.length,
    waitForNotice: known.filter(({ blockWaitsForNotice }) => blockWaitsForNotice).length,
    deadLetters: depth.dead,
    exceptions: exceptions.length,
    exceptionsCentimos: sumCentimos(exceptions.map(({ amountCentimos }) => amountCentimos)),
    slowProviders: providers.filter(({ standing }) => standing === "slow").length,
  };
}
