import {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  type Hash,
  leafHash,
  root,
} from "../../events/log/merkle.ts";
import type { TenantStore } from "../../events/store/types.ts";

const SLICE = 1_000;

/**
 * Roots of one log, re-derived from the stored bodies. It remembers where it stopped, so a later root costs only the
 * events since: what it holds is the frontier, 64 hashes at most, whatever the size of the log.
 */
export class TreeReader {
  #size = 0;
  #frontier: Frontier = emptyFrontier();

  /** RFC 6962 root of the first `size` events. Throws `RangeError` where there are fewer. */
  async rootAt(store: Pick<TenantStore, "bodies">, size: number): Promise<Hash> {
    if (size < this.#size) this.forget();
    while (this.#size < size) {
      const slice = await store.bodies(this.#size + 1, Math.min(SLICE, size - this.#size));
      if (slice.length === 0) throw new RangeError(`no event ${this.#size + 1} in a log of ${size}`);
      for (const { body } of slice) {
        this.#frontier = appendLeaf(this.#frontier, this.#size, leafHash(body));
        this.#size += 1;
      }
    }
    return root(this.#frontier, size);
  }

  /** Reads from the first event again next time. */
  forget(): void {
    this.#size = 0;
    this.#frontier = emptyFrontier();
  }
}
