import type { PushCommand } from "../../kernel/sync.ts";
import { type Draft, EMPTY_DRAFT } from "./cart.ts";
import type { Chain, Commit, Drawer, Hold, LocalState, LocalStore } from "./local_store.ts";

/** What of `localStorage` is used. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = "caserito.caja.1";

/**
 * Keeps everything in memory, and a copy as text where a reload finds it. `newDeviceId` is asked once in the life of a
 * browser. A storage that refuses (full, private window) makes a write fail, so that no sale is shown as kept that is not.
 */
export class MemoryStore implements LocalStore {
  #state: LocalState;

  constructor(private readonly storage: TextStorage | null, newDeviceId: () => string) {
    this.#state = readState(storage) ?? {
      chain: { deviceId: newDeviceId(), lastSeq: 0, lastHash: null, ackedSeq: 0 },
      outbox: [],
      drawer: null,
      draft: EMPTY_DRAFT,
      holds: [],
    };
  }

  load(): Promise<LocalState> {
    return Promise.resolve(this.#state);
  }

  commit({ command, hash, drawer, draft }: Commit): Promise<void> {
    const { chain, outbox } = this.#state;
    if (command.seq !== chain.lastSeq + 1) {
      throw new RangeError(`command ${command.seq} after ${chain.lastSeq}`);
    }
    return this.#write({
      chain: { ...chain, lastSeq: command.seq, lastHash: hash },
      outbox: [...outbox, command],
      drawer,
      draft,
    });
  }

  acknowledge(seq: number): Promise<void> {
    const { chain, outbox } = this.#state;
    return this.#write({
      chain: { ...chain, ackedSeq: Math.max(chain.ackedSeq, Math.min(seq, chain.lastSeq)) },
      outbox: outbox.filter((command) => command.seq > seq),
    });
  }

  rechain(chain: Chain, outbox: readonly PushCommand[]): Promise<void> {
    return this.#write({ chain, outbox });
  }

  saveDrawer(drawer: Drawer | null): Promise<void> {
    return this.#write({ drawer });
  }

  saveDraft(draft: Draft): Promise<void> {
    return this.#write({ draft });
  }

  saveHolds(holds: readonly Hold[], draft: Draft): Promise<void> {
    return this.#write({ holds, draft });
  }

  #write(change: Partial<LocalState>): Promise<void> {
    const next = { ...this.#state, ...change };
    try {
      this.storage?.setItem(KEY, JSON.stringify(next));
    } catch (error) {
      return Promise.reject(error);
    }
    this.#state = next;
    return Promise.resolve();
  }
}

function readState(storage: TextStorage | null): LocalState | null {
  const text = storage?.getItem(KEY);
  return text ? JSON.parse(text) as LocalState : null;
}
