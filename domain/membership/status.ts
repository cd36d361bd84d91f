import { type Centimos, centimos } from "../../kernel/money.ts";
import { epochMsOf, type Instant, instantOf, type LimaDay, plusDays, startOfDay } from "../../kernel/time.ts";
import {
  atOf,
  type Facts,
  factsKnown,
  type Known,
  type KnownOf,
  type Movement,
  movementsOf,
  standingsAt,
} from "./account.ts";
import { type Ladder, ladderOf, type Promised, promisesOf } from "./ladder.ts";
import { POLICY_OF_TODAY, policyOf } from "./policy.ts";

/** From selling freely to handed over. What each allows: `access.ts` (features §4.3). */
export const STATES = ["TRIAL", "ACTIVE", "GRACE", "RESTRICTED", "BLOCKED", "DORMANT", "CLOSED"] as const;
export type State = (typeof STATES)[number];

/** What stands beside the state without being one. */
export type Overlay = "payment_pending" | "claim" | "extension" | "dispute" | "operator_hold";

export interface MembershipStatus {
  readonly state: State;
  readonly since: Instant;
  /** When it changes by itself, if nothing happens before; null for never. */
  readonly nextChangeAt: Instant | null;
  /** Ids of the events that explain the state, oldest first. */
  readonly because: readonly string[];
  readonly debtCentimos: Centimos;
  /** The last full day of service of the oldest invoice that nothing covers. */
  readonly dueOn: LimaDay | null;
  readonly overlays: readonly Overlay[];
  /** The block waits because the shop was not told of it: somebody has to look (guard a). */
  readonly blockWaitsForNotice: boolean;
}

/** The state alone, as it was at `t` by what was known then. */
export function stateKnown(all: readonly Known[], t: Instant): State {
  const now = epochMsOf(t), known = factsKnown(all, now), movements = movementsOf(known);
  return evaluate(known, movements, promisesOf(known, movements), now).state;
}

interface Evaluated {
  readonly state: State;
  readonly because: readonly string[];
  readonly ladders: readonly Ladder[];
}

/**
 * Whether a shop may sell at `t`, from the set of facts known by then: nothing else decides and nothing is stored. The same
 * set gives the same answer in any order and with any repetition.
 */
export function membershipStatus(all: readonly Known[], t: Instant): MembershipStatus {
  const now = epochMsOf(t), known = factsKnown(all, now);
  const movements = movementsOf(known), promises = promisesOf(known, movements);
  const at = (instant: number): Evaluated => evaluate(known, movements, promises, instant);
  const current = at(now);
  const standings = standingsAt(known, movements, now);
  const open = standings.filter(({ openCentimos }) => openCentimos > 0);
  return {
    state: current.state,
    since: instantOf(sinceOf(known, at, now, current.state)),
    nextChangeAt: nextOf(known, current, at, now),
    because: current.because,
    debtCentimos: centimos(open.reduce((sum, { openCentimos }) => sum + openCentimos, 0)),
    dueOn: open[0]?.dueOn ?? null,
    overlays: overlaysAt(known, now),
    blockWaitsForNotice: current.ladders.some(({ blocked, restricted }) =>
      blocked === Infinity && restricted <= now
    ),
  };
}

function evaluate(
  known: Facts,
  movements: readonly Movement[],
  promises: readonly Promised[],
  at: number,
): Evaluated {
  const standings = standingsAt(known, movements, at);
  const claims = believedClaims(known, movements, at);
  const ladders = standings.filter(({ openCentimos }) => openCentimos > 0).map((invoice) =>
    afterClaims(ladderOf(known, promises, invoice, at), claims, policyOf(invoice.policy).stepMs)
  );
  const decided = (state: State, because: readonly string[]): Evaluated => ({ state, because, ladders });
  const happened = <Type extends Known["fact"]["type"]>(type: Type) =>
    known.of(type).filter((entry) => atOf(entry) <= at);

  const closed = happened("MembershipClosed")[0];
  if (closed) return decided("CLOSED", [closed.id]);
  const hold = holdAt(known, at);
  const left = happened("MembershipCancelled").at(-1);
  const back = happened("MembershipReturned").findLast(({ fact }) => fact.data.because === "resumed");
  const gone = left && !(back && atOf(back) >= atOf(left)) ? left : undefined;
  const cancelled = gone && at >= morningAfter(gone.fact.data.endsOn) ? gone : undefined;
  const worst = ladders.map((ladder) => ({ ladder, state: stepOf(ladder, at) }))
    .reduce<{ ladder: Ladder; state: State } | null>(
      (found, next) => found && STATES.indexOf(found.state) >= STATES.indexOf(next.state) ? found : next,
      null,
    );
  const step = worst?.state ?? "ACTIVE";
  if (step === "DORMANT") return decided(step, worst!.ladder.because);
  if (cancelled) return decided("DORMANT", [cancelled.id]);
  if (hold) return decided("BLOCKED", [hold.id]);
  if (step === "BLOCKED") {
    const believed = claims.find(({ from, until }) => from <= at && at < until);
    if (believed) return decided("RESTRICTED", [...worst!.ladder.because, believed.claim.id]);
    return decided(step, [...worst!.ladder.because, ...worst!.ladder.notices]);
  }
  if (step !== "ACTIVE") return decided(step, worst!.ladder.because);
  const started = happened("MembershipStarted")[0];
  const money = movements.filter((movement) => movement.at <= at && movement.centimos > 0);
  const inTrial = started !== undefined && money.length === 0 &&
    at < morningAfter(started.fact.data.trialEndsOn);
  return inTrial
    ? decided("TRIAL", [started.id])
    : decided("ACTIVE", [...started ? [started.id] : [], ...money.map(({ id }) => id)]);
}

function stepOf({ grace, restricted, blocked, dormant }: Ladder, at: number): State {
  if (at >= dormant) return "DORMANT";
  if (at >= blocked) return "BLOCKED";
  if (at >= restricted) return "RESTRICTED";
  return at >= grace ? "GRACE" : "ACTIVE";
}

/** A trial and a cancelled period end like a due day: the day named is the last full day of service (case 6). */
const morningAfter = (day: LimaDay): number =>
  epochMsOf(startOfDay(plusDays(day, 1))) + policyOf(POLICY_OF_TODAY).hour * 3_600_000;

const holdAt = (known: Facts, at: number): KnownOf<"HoldPlaced"> | undefined =>
  known.of("HoldPlaced").find((entry) => {
    const { holdId, until } = entry.fact.data;
    const lifted = known.of("HoldLifted").some((other) =>
      other.fact.data.holdId === holdId && atOf(other) <= at
    );
    return atOf(entry) <= at && at < epochMsOf(until) && !lifted;
  });

/** A claim that keeps the shop selling, and for how long. */
interface Believed {
  readonly claim: KnownOf<"PaymentClaimed">;
  readonly from: number;
  readonly until: number;
}

/** The claims up to `at` that count: the first for its invoice, and not the third in a year (case 13). */
function believedClaims(known: Facts, movements: readonly Movement[], at: number): Believed[] {
  const believed: (Believed & { readonly invoiceId: string })[] = [];
  for (const claim of known.of("PaymentClaimed")) {
    const from = atOf(claim);
    if (from > at) break;
    const oldest = standingsAt(known, movements, from).find(({ openCentimos }) => openCentimos > 0);
    if (!oldest) continue;
    const policy = policyOf(oldest.policy), { invoiceId } = oldest;
    const lastYear = believed.filter((other) => other.from > from - 365 * 86_400_000);
    if (lastYear.length >= policy.claimsAYear || believed.some((other) => other.invoiceId === invoiceId)) {
      continue;
    }
    const resolved = known.of("PaymentClaimResolved").find(({ fact }) =>
      fact.data.claimId === claim.fact.data.claimId
    );
    const rejected = resolved?.fact.data.outcome === "rejected" ? atOf(resolved) : Infinity;
    believed.push({ claim, from, until: Math.min(from + policy.claimMs, rejected), invoiceId });
  }
  return believed;
}

/** A block that a claim put off begins when the claim ends, and the shop is not dormant the same day. */
function afterClaims(ladder: Ladder, claims: readonly Believed[], stepMs: number): Ladder {
  const ends = claims.filter(({ until }) => until > ladder.blocked).map(({ until }) => until + stepMs);
  return { ...ladder, dormant: Math.max(ladder.dormant, ...ends) };
}

function overlaysAt(known: Facts, now: number): Overlay[] {
  const { pendingMs, claimMs } = policyOf(POLICY_OF_TODAY);
  const has = (overlay: Overlay, is: boolean): Overlay[] => is ? [overlay] : [];
  const ended = new Set(known.of("PaymentAttemptEnded").map(({ fact }) => fact.data.attemptId));
  const resolved = new Set(known.of("PaymentClaimResolved").map(({ fact }) => fact.data.claimId));
  const settled = new Set(known.of("DisputeClosed").map(({ fact }) => fact.data.disputeId));
  return [
    ...has(
      "payment_pending",
      known.of("PaymentAttempted").some((entry) =>
        !ended.has(entry.fact.data.attemptId) && now < atOf(entry) + pendingMs
      ),
    ),
    ...has(
      "claim",
      known.of("PaymentClaimed").some((entry) =>
        !resolved.has(entry.fact.data.claimId) && now < atOf(entry) + claimMs
      ),
    ),
    ...has("extension", known.of("ExtensionGranted").length > 0),
    ...has("dispute", known.of("DisputeOpened").some(({ fact }) => !settled.has(fact.data.disputeId))),
    ...has("operator_hold", holdAt(known, now) !== undefined),
  ];
}

/** Instants at which the state may change by the facts and their ladders up to `at`. */
function instantsOf(known: Facts, { ladders }: Evaluated): number[] {
  const { claimMs } = policyOf(POLICY_OF_TODAY);
  return [
    ...ladders.flatMap(({ grace, restricted, blocked, dormant }) => [grace, restricted, blocked, dormant]),
    ...known.of("MembershipStarted").map(({ fact }) => morningAfter(fact.data.trialEndsOn)),
    ...known.of("MembershipCancelled").map(({ fact }) => morningAfter(fact.data.endsOn)),
    ...known.of("HoldPlaced").map(({ fact }) => epochMsOf(fact.data.until)),
    ...known.of("PaymentClaimed").map((entry) => atOf(entry) + claimMs),
  ].filter(Number.isFinite);
}

function nextOf(
  known: Facts,
  current: Evaluated,
  at: (instant: number) => Evaluated,
  now: number,
): Instant | null {
  const future = instantsOf(known, current).filter((instant) => instant > now).sort((a, b) => a - b);
  const next = future.find((instant) => at(instant).state !== current.state);
  return next === undefined ? null : instantOf(next);
}

/** The start of the run of instants, back from now, in which the state was what it is. */
function sinceOf(
  known: Facts,
  at: (instant: number) => Evaluated,
  now: number,
  state: State,
): number {
  const happened = [...new Set(known.all.map(atOf))].filter((instant) => instant <= now).sort((a, b) =>
    b - a
  );
  let since = now, upper = now;
  for (const from of happened) {
    const inner = instantsOf(known, at(from)).filter((instant) => instant > from && instant <= upper);
    for (const instant of [...new Set([...inner, from])].sort((a, b) => b - a)) {
      if (at(instant).state !== state) return since;
      since = instant;
    }
    upper = from - 1;
  }
  return since;
}
