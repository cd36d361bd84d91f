import { type Centimos, centimos } from "../../../kernel/money.ts";

/** a / b as a whole number, halves away from zero; null where there is nothing to divide by. Integers only (design §6). */
export function ratio(a: number, b: number): number | null {
  if (b === 0) return null;
  const sign = (a < 0) === (b < 0) ? 1 : -1, top = Math.abs(a), bottom = Math.abs(b);
  const rest = top % bottom;
  const whole = (top - rest) / bottom + (rest * 2 >= bottom ? 1 : 0);
  return whole === 0 ? 0 : sign * whole;
}

/** `part` of `whole` in basis points: 2,550 is 25.50 %. */
export const basisPoints = (part: number, whole: number): number | null => ratio(part * 10_000, whole);

export interface Margin {
  /** Sold less cost, of the lines whose cost is known; IGV included on both sides, as prices and costs are. */
  readonly marginCentimos: Centimos;
  /** Of what was sold of those lines; null where no cost is known. */
  readonly basisPoints: number | null;
  /** Sold without a known cost: in no margin. */
  readonly uncostedCentimos: Centimos;
}

/** What a shop sold in some stretch of time. */
export interface Figures extends Margin {
  /** What the sales came to, discounts and cash rounding taken off, IGV included. */
  readonly netCentimos: Centimos;
  readonly tickets: number;
  /** Null without a sale. */
  readonly averageTicketCentimos: Centimos | null;
  readonly discountCentimos: Centimos;
}

export type FigureSums = {
  readonly net: number;
  readonly tickets: number;
  readonly discount: number;
  readonly cost: number;
  readonly costed: number;
};

/** Of one day, or the mean of several. */
export function figuresOf(sums: FigureSums, days = 1): Figures {
  const mean = (sum: number) => centimos(ratio(sum, days) ?? 0);
  const average = ratio(sums.net, sums.tickets);
  return {
    netCentimos: mean(sums.net),
    tickets: ratio(sums.tickets, days) ?? 0,
    averageTicketCentimos: average === null ? null : centimos(average),
    discountCentimos: mean(sums.discount),
    marginCentimos: mean(sums.costed - sums.cost),
    basisPoints: basisPoints(sums.costed - sums.cost, sums.costed),
    uncostedCentimos: mean(sums.net - sums.costed),
  };
}
