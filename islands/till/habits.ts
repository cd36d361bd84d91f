import type { Sale } from "../../kernel/sale.ts";

/** How often each product is sold here: a count that halves every two weeks, so that the season's goods come forward. */
export interface Habits {
  /** Day of the last count, in days since 1970: every score is as of that day. */
  readonly day: number;
  readonly scores: Readonly<Record<string, number>>;
}

export const NO_HABITS: Habits = { day: 0, scores: {} };
const HALF_LIFE_DAYS = 14;
/** Below it a product was not sold for months, and is forgotten. */
const FORGOTTEN = .05;
/** Two rows on a tablet and four on a phone: what the hand finds without looking. */
const LEARNED_MAX = 8;
/** Sold once is no habit. */
const LEAST = 2;

/** The habits after one more sale: a product counts once a ticket, however many of it were bought. */
export function learnt(habits: Habits, sale: Pick<Sale, "lines">, day: number): Habits {
  const fade = .5 ** (Math.max(0, day - habits.day) / HALF_LIFE_DAYS);
  const scores: Record<string, number> = {};
  for (const [id, score] of Object.entries(habits.scores)) {
    if (score * fade >= FORGOTTEN) scores[id] = score * fade;
  }
  for (const id of new Set(sale.lines.map(({ productId }) => productId))) {
    if (id !== null) scores[id] = (scores[id] ?? 0) + 1;
  }
  return { day: Math.max(day, habits.day), scores };
}

/** Products by how often they are sold, most first. */
export const usual = ({ scores }: Habits): string[] =>
  Object.entries(scores).filter(([, score]) => score >= LEAST)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, LEARNED_MAX).map(([id]) => id);
