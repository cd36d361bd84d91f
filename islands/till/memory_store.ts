import type { PulledProduct, PushCommand } from "../../kernel/sync.ts";
import {
  afterAnswer,
  afterCommit,
  afterRecall,
  afterSave,
  type Chain,
  type Commit,
  type Kept,
  type LocalState,
  type LocalStore,
  NOTHING_KEPT,
} from "./local_store.ts";

/** What of `localStorage` is used. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = "caserito.caja.1";

/**
 * Keeps everything in memory, and a copy as text where a reload finds it: for tests. `newDeviceId` is asked once in the
 * life of a browser. A storage that refuses makes a write fail, so that no sale is shown as kept that is not.
 */
export class MemoryStore implements LocalStore {
  #state: LocalState;
  readonly #answered: PushCommand[] = [];
  readonly #products = new Map<string, PulledProduct>();

  constructor(private readonly storage: TextStorage | null, newDeviceId: () => string) {
    this.#state = readState(storage) ?? {
      ...NOTHING_KEPT,
      chain: { deviceId: newDeviceId(), lastSeq: 0, lastHash: null, ackedSeq: 0 },
      outbox: [],
    };
  }

  load(): Promise<LocalState> {
    return Promise.resolve(this.#state);
  }

  // deno-lint-ignore require-await -- a command out of turn rejects, as it does where it is written to a disk
  async commit(commit: Commit): Promise<void> {
    this.#write(afterCommit(this.#state, commit));
  }

  // deno-lint-ignore require-await -- as above
  async acknowledge(seq: number): Promise<void> {
    const answered = this.#state.outbox.filter((command) => command.seq <= seq);
    this.#write(afterAnswer(this.#state, seq));
    this.#answered.push(...answered);
  }

  // deno-lint-ignore require-await -- as above
  async recall(seq: number): Promise<boolean> {
    const next = afterRecall(this.#state, this.#answered.filter((command) => command.seq >= seq));
    if (next === null || next.outbox[0]!.seq !== seq) return false;
    this.#write(next);
    this.#answered.splice(0, this.#answered.length, ...this.#answered.filter((command) => command.seq < seq));
    return true;
  }

  history(): Promise<readonly PushCommand[]> {
    return Promise.resolve([...this.#answered, ...this.#state.outbox]);
  }

  // deno-lint-ignore require-await -- as above
  async rechain(chain: Chain, outbox: readonly PushCommand[]): Promise<void> {
    this.#write({ ...this.#state, chain, outbox });
    this.#answered.length = 0;
  }

  // deno-lint-ignore require-await -- as above
  async save(change: Partial<Kept>): Promise<void> {
    this.#write(afterSave(this.#state, change));
  }

  saveProducts(changed: readonly PulledProduct[], removed: readonly string[], cursor: string): Promise<void> {
    for (const id of removed) this.#products.delete(id);
    for (const product of changed) this.#products.set(product.id, product);
    return this.save({ cursor });
  }

  async *products(): AsyncIterable<readonly PulledProduct[]> {
    yield await Promise.resolve([...this.#products.values()]);
  }

  #write(next: LocalState): void {
    this.storage?.setItem(KEY, JSON.stringify(next));
    this.#state = next;
  }
}

function readState(storage: TextStorage | null): LocalState | null {
  const text = storage?.getItem(KEY);
  return text ? { ...NOTHING_KEPT, ...JSON.parse(text) } as LocalState : null;
}
