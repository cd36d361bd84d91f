import type { Interval, Plan } from "../../events/facts/membership.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";

/** What a plan costs and holds, as the landing page says (i18n/es_pe/landing.ts). Null is without limit. */
export interface PlanTerms {
  readonly monthCentimos: Centimos;
  readonly registers: number | null;
  readonly people: number | null;
  readonly apiKeys: number | null;
  readonly accountants: number | null;
}

export const PLAN_TERMS: Readonly<Record<Plan, PlanTerms>> = {
  puesto: { monthCentimos: centimos(30_00), registers: 1, people: 2, apiKeys: 0, accountants: 0 },
  tienda: { monthCentimos: centimos(50_00), registers: 3, people: 6, apiKeys: 0, accountants: 0 },
  negocio: { monthCentimos: centimos(80_00), registers: 10, people: null, apiKeys: null, accountants: null },
};
/** From the smallest to the largest: up and down are told by it. */
export const PLANS_BY_SIZE: readonly Plan[] = ["puesto", "tienda", "negocio"];
export const isUpgrade = (from: Plan, to: Plan): boolean =>
  PLANS_BY_SIZE.indexOf(to) > PLANS_BY_SIZE.indexOf(from);

/** While somebody tries, nothing is kept from them. */
export const TRIAL_PLAN: Plan = "negocio";
export const TRIAL_DAYS = 14;
/** An invoice is there this many days before the period that it pays. */
export const ISSUE_DAYS = 7;
/** What is not the next period waits this many days for its money. */
export const ONE_OFF_DAYS = 7;
/** Twelve months for the price of ten. */
const YEAR_MONTHS_PAID = 10;
export const MONTHS: Readonly<Record<Interval, number>> = { month: 1, year: 12 };

export const priceOf = (plan: Plan, interval: Interval): Centimos =>
  centimos(PLAN_TERMS[plan].monthCentimos * (interval === "year" ? YEAR_MONTHS_PAID : 1));

/** The desktop edition is paid once, by how many computers it is for: S/ 300 for one, S/ 50 for each more, S/ 500 at most. */
export const licencePrice = (computers: number): Centimos =>
  centimos(Math.min(300_00 + 50_00 * (computers - 1), 500_00));

/** What a plan says how many of. */
export const LIMITED = ["registers", "people", "apiKeys", "accountants"] as const;
export type Limited = (typeof LIMITED)[number];

/** The smallest plan that holds this many; the largest where none does. */
export const planHolding = (what: Limited, count: number): Plan =>
  PLANS_BY_SIZE.find((plan) => count <= (PLAN_TERMS[plan][what] ?? Infinity)) ?? "negocio";

/** The smallest plan that holds a shop as it is. */
export const planFitting = (counts: Readonly<Record<Limited, number>>): Plan =>
  PLANS_BY_SIZE.find((plan) =>
    LIMITED.every((what) => counts[what] <= (PLAN_TERMS[plan][what] ?? Infinity))
  ) ??
    "negocio";

export interface PlanLimitReached {
  readonly type: "PlanLimitReached";
  readonly what: Limited;
  readonly max: number;
  /** The smallest plan that has it. */
  readonly plan: Plan;
}

/** Why one more of something is not part of the plan, or null. What is there already stays, however many it is. */
export function limitReached(plan: Plan, what: Limited, have: number): PlanLimitReached | null {
  const max = PLAN_TERMS[plan][what];
  return max === null || have < max
    ? null
    : { type: "PlanLimitReached", what, max, plan: planHolding(what, have + 1) };
}
