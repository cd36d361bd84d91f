import { seeded } from "../../bench/statistics.ts";

/** The one source of chance in a run: the same seed gives the same world, to the byte. */
export class Chance {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** 0 ≤ n < 1. */
  readonly next = (): number => this.#random();

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** True in so many of 100 cases. */
  percent(often: number): boolean {
    return this.#random() * 100 < often;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError("nothing to pick from");
    return list[this.int(0, list.length - 1)]!;
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.#random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
  }

  /** Milliseconds to the next of something that happens every `meanMs`: mostly soon, sometimes much later. */
  wait(meanMs: number): number {
    return Math.ceil(-Math.log(1 - this.#random()) * meanMs);
  }

  readonly fill = (bytes: Uint8Array): void => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.int(0, 255);
  };
}
