/**
 * What can be wrong with a ledger, gravest cause first found. `io` and `projection` are found by the command that reads
 * the database, the others by the verifier.
 */
export type FaultClass =
  | "io"
  | "schema"
  | "canonical"
  | "leaf"
  | "root"
  | "signature"
  | "head"
  | "device-chain"
  | "projection"
  | "outside-checkpoint";

/** Exit code of `ledger verify` per class. Public (README): never renumber. 1 and 2 are left to crashes and wrong usage. */
export const EXIT_CODE = {
  "io": 3,
  "schema": 4,
  "canonical": 5,
  "leaf": 6,
  "root": 7,
  "signature": 8,
  "head": 9,
  "device-chain": 10,
  "projection": 11,
  "outside-checkpoint": 12,
} as const satisfies Record<FaultClass, number>;

export interface Fault {
  readonly class: FaultClass;
  /** First position it may concern; null where it concerns no event. */
  readonly pos: number | null;
  /** For the auditor's eyes and logs; screens speak by class and position. */
  readonly message: string;
}

/** 0, or the code of the first fault: the earliest position, and there the cause found first. */
export const exitCodeOf = (faults: readonly Fault[]): number => faults[0] ? EXIT_CODE[faults[0].class] : 0;

const KEPT_MAX = 200;

/** Gathers faults in bounded memory: a log that is wrong everywhere must not exhaust the one who checks it. */
export class FaultList {
  readonly #kept: Fault[] = [];
  #found = 0;
  #lastPos = 0;

  add(faultClass: FaultClass, pos: number | null, message: string): void {
    this.#found += 1;
    if (pos !== null) this.#lastPos = Math.max(this.#lastPos, pos);
    if (this.#kept.length < KEPT_MAX) this.#kept.push({ class: faultClass, pos, message });
  }

  get found(): number {
    return this.#found;
  }

  /** First position in `(after, upTo]` already known to be bad: it explains a root that differs there. */
  firstWithin(after: number, upTo: number): number | null {
    if (this.#lastPos <= after) return null;
    const within = this.#kept.flatMap(({ pos }) => pos !== null && pos > after && pos <= upTo ? [pos] : []);
    return within.length > 0 ? Math.min(...within) : null;
  }

  /** By position, those of no event last. */
  sorted(): Fault[] {
    return this.#kept.toSorted((a, b) => (a.pos ?? Infinity) - (b.pos ?? Infinity) || 0);
  }
}
