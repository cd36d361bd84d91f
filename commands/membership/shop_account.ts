import {
  factsKnown,
  type Movement,
  movementsOf,
  type Standing,
  standingsAt,
} from "../../domain/membership/account.ts";
import { type Hold, holdsOf } from "../../domain/membership/holds.ts";
import { type Terms, termsOn } from "../../domain/membership/periods.ts";
import { POLICY_OF_TODAY, policyOf } from "../../domain/membership/policy.ts";
import { type MembershipStatus, membershipStatus } from "../../domain/membership/status.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { epochMsOf, type Instant, limaDay, plusMs } from "../../kernel/time.ts";
import type { KnownBy } from "./membership_facts.ts";

/** What an operator is shown of one shop's membership: its state, why, and all of its money. */
export interface ShopAccount {
  readonly status: MembershipStatus;
  /** The facts that explain the state, oldest first. */
  readonly because: readonly KnownBy[];
  /** Newest first. */
  readonly history: readonly KnownBy[];
  /** Newest first. */
  readonly invoices: readonly Standing[];
  /** Newest first. */
  readonly movements: readonly Movement[];
  /** What was paid beyond all that was billed. */
  readonly inFavourCentimos: Centimos;
  /** The last one asked for. */
  readonly hold: Hold | null;
  readonly claims: readonly string[];
  readonly extensionDaysLeft: number;
  /** What it has today; null before its membership began. */
  readonly terms: Terms | null;
}

export { type Hold, PROPOSAL_MS } from "../../domain/membership/holds.ts";
export { allows } from "../../domain/membership/access.ts";
export { type MembershipStatus, STATES } from "../../domain/membership/status.ts";

const YEAR_MS = 365 * 86_400_000;

export function shopAccount(facts: readonly KnownBy[], now: Instant): ShopAccount {
  const t = epochMsOf(now), known = factsKnown(facts, t), movements = movementsOf(known);
  const status = membershipStatus(facts, now), invoices = standingsAt(known, movements, t);
  const byId = new Map(facts.map((entry) => [entry.id, entry]));
  const extended = known.of("ExtensionGranted").filter(({ occurredAt }) =>
    occurredAt > plusMs(now, -YEAR_MS)
  );
  const resolved = new Set(known.of("PaymentClaimResolved").map(({ fact }) => fact.data.claimId));
  const paid = movements.reduce((sum, movement) => sum + movement.centimos, 0);
  const billed = invoices.reduce((sum, { amountCentimos }) => sum + amountCentimos, 0);
  const daysAYear = policyOf(POLICY_OF_TODAY).extensionDaysAYear;
  return {
    status,
    because: [...new Set(status.because)].flatMap((id) => byId.get(id) ?? []),
    history: facts.toReversed(),
    invoices: invoices.toReversed(),
    movements: movements.toReversed(),
    inFavourCentimos: centimos(Math.max(0, paid - billed)),
    hold: holdsOf(facts, now).at(-1) ?? null,
    claims: known.of("PaymentClaimed").map(({ fact }) => fact.data.claimId).filter((id) => !resolved.has(id)),
    terms: termsOn(known, limaDay(now)),
    extensionDaysLeft: daysAYear - extended.reduce((sum, { fact }) => sum + fact.data.days, 0),
  };
}
