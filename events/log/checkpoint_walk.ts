import { sameBytes } from "./bytes.ts";
import { openCheckpoint } from "./checkpoint.ts";
import type { FaultList } from "./faults.ts";
import { type Frontier, type Hash, root } from "./merkle.ts";
import type { VerifierKey } from "./verifier_key.ts";

/** A row of the `checkpoint` table. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
}

export interface Pinned {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
}

interface Expected {
  readonly size: number;
  readonly root: Hash;
}

/**
 * Signed roots, met one by one as the tree grows past their sizes. The log's own checkpoints prove that it agrees with
 * what it said; only one kept outside proves that it says the same as before.
 */
export class CheckpointWalk {
  #next = 0;
  #good = 0;
  #lastGood = 0;
  #broken = false;

  private constructor(
    private readonly faults: FaultList,
    private readonly kind: "root" | "outside-checkpoint",
    private readonly expected: readonly Expected[],
  ) {}

  static async stored(faults: FaultList, checkpoints: readonly StoredCheckpoint[], pinned: Pinned) {
    const expected: Expected[] = [];
    for (const { size, note } of checkpoints) {
      const opened = await openCheckpoint(note, pinned);
      if (!opened.ok) faults.add("signature", null, `checkpoint of size ${size}: ${opened.error.detail}`);
      else if (opened.value.size !== size) {
        faults.add("schema", null, `checkpoint stored under size ${size} says ${opened.value.size}`);
      } else expected.push(opened.value);
    }
    return new CheckpointWalk(faults, "root", bySize(expected));
  }

  static async outside(faults: FaultList, notes: readonly string[], pinned: Pinned) {
    const expected: Expected[] = [];
    for (const note of notes) {
      const opened = await openCheckpoint(note, pinned);
      if (opened.ok) expected.push(opened.value);
      else faults.add("signature", null, `checkpoint kept outside: ${opened.error.detail}`);
    }
    return new CheckpointWalk(faults, "outside-checkpoint", bySize(expected));
  }

  /** Checkpoints whose root was met. */
  get good(): number {
    return this.#good;
  }

  /** Size of the largest of them: events after it are not signed yet. */
  get signedSize(): number {
    return this.#lastGood;
  }

  /** To be called at every size, 0 included, in order. */
  reach(size: number, frontier: Frontier): void {
    for (; this.expected[this.#next]?.size === size; this.#next++) {
      if (this.#broken) continue; // one difference makes every later root differ too
      if (sameBytes(root(frontier, size), this.expected[this.#next]!.root)) {
        this.#good += 1;
        this.#lastGood = size;
      } else {
        this.#broken = true;
        this.#differs(size);
      }
    }
  }

  #differs(size: number): void {
    const first = Math.min(this.#lastGood + 1, size);
    const pos = size === 0 ? null : this.faults.firstWithin(first - 1, size) ?? first;
    this.faults.add(
      this.kind,
      pos,
      `another root than signed at size ${size}: differs between ${first} and ${size}`,
    );
  }

  /** After the last event: what was signed of a larger log than there is. */
  end(size: number): void {
    const largest = this.expected.at(-1)?.size ?? 0;
    if (largest > size) {
      this.faults.add(this.kind, null, `signed at size ${largest}, but only ${size} events are left`);
    }
  }
}

const bySize = (expected: readonly Expected[]): Expected[] => expected.toSorted((a, b) => a.size - b.size);
