/** Whole numbers that look like chance and are the same on every machine: mulberry32, in 32-bit integers. */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to 2^32 - 1. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.#next() % (high - low + 1);
  }

  /** True so many times in a hundred. */
  percent(times: number): boolean {
    return this.between(1, 100) <= times;
  }

  /** Index of one of these weights, as often as it weighs. */
  weighted(weights: readonly number[]): number {
    let left = this.between(1, weights.reduce((sum, weight) => sum + weight, 0));
    return weights.findIndex((weight) => (left -= weight) <= 0);
  }
}
