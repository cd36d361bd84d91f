/** How long a code must be out of sight before it counts anew: a can held before the lens is one can. */
export const AWAY_MS = 1200;

/** Tells a code that comes into sight from one that is still there. Pure: time comes with each look. */
export class Sightings {
  readonly #seenAt = new Map<string, number>();

  /** The codes of this look that were not in sight just before it. */
  fresh(codes: readonly string[], at: number): string[] {
    const found = [...new Set(codes)].filter((code) => at - (this.#seenAt.get(code) ?? -Infinity) > AWAY_MS);
    for (const code of codes) this.#seenAt.set(code, at);
    for (const [code, seenAt] of this.#seenAt) if (at - seenAt > AWAY_MS) this.#seenAt.delete(code);
    return found;
  }
}
