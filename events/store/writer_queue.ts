import type { Verdict } from "./plan_group.ts";
import type { AppendRequest } from "./types.ts";

/** How many waiting appends share one commit, and so one fsync (ledger §7.1). */
export const GROUP_MAX = 64;

interface WaitingAppend {
  readonly request: AppendRequest;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (reason: unknown) => void;
}
type Waiting = WaitingAppend | { readonly task: () => Promise<void> };

/**
 * Lets the process breathe between two commits: a file is written within one tick, so callers who ask again at once
 * would otherwise keep timers, sockets and everybody else waiting for as long as they ask.
 */
const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The one writer of a shop, in the order of asking. Appends that wait together are written together and acknowledged
 * after the commit; read-model writes go alone between them.
 */
export class WriterQueue {
  readonly #writeGroup: (group: readonly AppendRequest[]) => Promise<readonly Verdict[]>;
  readonly #waiting: Waiting[] = [];
  #running = false;
  #drained: (() => void)[] = [];

  constructor(writeGroup: (group: readonly AppendRequest[]) => Promise<readonly Verdict[]>) {
    this.#writeGroup = writeGroup;
  }

  get isIdle(): boolean {
    return !this.#running;
  }

  append(request: AppendRequest): Promise<Verdict> {
    return new Promise((resolve, reject) => this.#enter({ request, resolve, reject }));
  }

  /** Work that must not share a transaction with anybody. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#enter({ task: () => Promise.try(work).then(resolve, reject) });
    });
  }

  /** Resolves when all that waits now has been answered. */
  drained(): Promise<void> {
    return this.#running ? new Promise((resolve) => this.#drained.push(resolve)) : Promise.resolve();
  }

  #enter(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#running) return;
    this.#running = true;
    // Not at once: requests that arrive in this turn of the event loop come together into the first group.
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      if ("task" in first) {
        this.#waiting.shift();
        await first.task();
      } else {
        await this.#answer(this.#nextGroup());
      }
      await endOfTurn();
    }
    this.#running = false;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #nextGroup(): WaitingAppend[] {
    const group: WaitingAppend[] = [];
    for (const waiting of this.#waiting) {
      if ("task" in waiting || group.length === GROUP_MAX) break;
      group.push(waiting);
    }
    this.#waiting.splice(0, group.length);
    return group;
  }

  async #answer(group: readonly WaitingAppend[]): Promise<void> {
    try {
      const verdicts = await this.#writeGroup(group.map(({ request }) => request));
      group.forEach(({ resolve }, i) => resolve(verdicts[i]!));
    } catch (error) {
      if (group.length === 1) return group[0]!.reject(error);
      // One of them carries a bug (its read model throws, say). Alone, only that one fails.
      for (const one of group) await this.#answer([one]);
    }
  }
}
