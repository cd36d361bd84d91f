import { type Centimos, centimos, sumCentimos } from "./money.ts";

/** Notes and coins in circulation in Peru (BCRP), in céntimos, largest first: the rows of a blind count. */
export const DENOMINATIONS = [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10].map(centimos);

export interface DenominationCount {
  readonly denominationCentimos: Centimos;
  readonly count: number;
}

export const countedCash = (counts: readonly DenominationCount[]): Centimos =>
  sumCentimos(counts.map((row) => centimos(row.denominationCentimos * row.count)));
