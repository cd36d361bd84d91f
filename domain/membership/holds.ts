import type { MembershipFact } from "../../events/facts/membership.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant, plusMs } from "../../kernel/time.ts";
import { atOf, factsKnown, type Known } from "./account.ts";

const HOUR = 3_600_000;
/** A proposal that nobody confirms by then is worth nothing: whoever confirms it later would not know why it was made. */
export const PROPOSAL_MS = 24 * HOUR;
/** No hold is for good: after this it has to be asked for again. */
export const HOLD_DAYS_MAX = 30;

/** Selling stopped by hand, from the wish of one operator to its end. */
export interface Hold {
  readonly holdId: string;
  /** `waits` for a second operator, `lapsed` without one, `stands`, or is `over`: lifted or at its end. */
  readonly status: "waits" | "lapsed" | "stands" | "over";
  readonly by: string;
  readonly confirmedBy: string | null;
  readonly reason: string;
  readonly at: Instant;
  readonly until: Instant;
}

export type HoldRefusal =
  | { readonly type: "HoldUnknown" }
  /** One at a time: the first is lifted, or lapses. */
  | { readonly type: "HoldStands" }
  | { readonly type: "HoldEndWrong"; readonly daysMax: number }
  | { readonly type: "HoldNeedsAnother" }
  | { readonly type: "HoldProposalLapsed" }
  | { readonly type: "HoldOver" };

/** Every hold of a shop, oldest first, as it stands at `now`. */
export function holdsOf(reported: readonly Known[], now: Instant): Hold[] {
  const t = epochMsOf(now), known = factsKnown(reported, t);
  const lifted = new Set(known.of("HoldLifted").map(({ fact }) => fact.data.holdId));
  const placed = new Map(known.of("HoldPlaced").map((entry) => [entry.fact.data.holdId, entry]));
  const proposed = known.of("HoldProposed");
  const unproposed = [...placed.values()].filter(({ fact }) =>
    !proposed.some((other) => other.fact.data.holdId === fact.data.holdId)
  );
  return [...proposed, ...unproposed].sort((a, b) => atOf(a) - atOf(b)).map(({ fact, occurredAt }): Hold => {
    const { holdId, reason, until } = fact.data, second = placed.get(holdId);
    const by = fact.type === "HoldProposed" ? fact.data.by : fact.data.by[0];
    const over = lifted.has(holdId) || t >= epochMsOf(until);
    const lapsed = t >= epochMsOf(plusMs(occurredAt, PROPOSAL_MS));
    return {
      ...{ holdId, by, reason, until, at: second?.occurredAt ?? occurredAt },
      confirmedBy: second?.fact.data.by[1] ?? null,
      status: second ? over ? "over" : "stands" : lapsed || over ? "lapsed" : "waits",
    };
  });
}

type FactOfType<Type extends MembershipFact["type"]> = Extract<MembershipFact, { type: Type }>;
type Decision<Type extends MembershipFact["type"]> = Result<readonly FactOfType<Type>[], HoldRefusal>;

export function proposeHold(
  holds: readonly Hold[],
  asked: FactOfType<"HoldProposed">["data"],
  now: Instant,
): Decision<"HoldProposed"> {
  if (holds.some(({ status }) => status === "waits" || status === "stands")) {
    return err({ type: "HoldStands" });
  }
  const lasts = epochMsOf(asked.until) - epochMsOf(now);
  if (lasts <= 0 || lasts > HOLD_DAYS_MAX * 24 * HOUR) {
    return err({ type: "HoldEndWrong", daysMax: HOLD_DAYS_MAX });
  }
  return ok([{ type: "HoldProposed", data: asked }]);
}

/** The second person says in their own words why: theirs stand in the hold, the first one's in the proposal. */
export function confirmHold(
  holds: readonly Hold[],
  { shop, holdId, by, reason }: Omit<FactOfType<"HoldProposed">["data"], "until">,
): Decision<"HoldPlaced"> {
  const hold = holds.find((other) => other.holdId === holdId);
  if (!hold) return err({ type: "HoldUnknown" });
  if (hold.status === "lapsed") return err({ type: "HoldProposalLapsed" });
  if (hold.status === "stands") return err({ type: "HoldStands" });
  if (hold.status === "over") return err({ type: "HoldOver" });
  if (hold.by === by) return err({ type: "HoldNeedsAnother" });
  return ok([{ type: "HoldPlaced", data: { shop, holdId, by: [hold.by, by], reason, until: hold.until } }]);
}
