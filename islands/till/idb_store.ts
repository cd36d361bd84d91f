import type { PulledProduct, PushCommand } from "../../kernel/sync.ts";
import {
  afterAnswer,
  afterCommit,
  afterRecall,
  afterSave,
  ANSWERED_MAX,
  type Chain,
  type Commit,
  type Kept,
  type LocalState,
  type LocalStore,
  NOTHING_KEPT,
  OtherWriter,
} from "./local_store.ts";
import { DATABASE, openTillDb, STORES, type TillDb, type TillWrite } from "./till_db.ts";

const PAGE = 1000, TRIES = 3;

type Work = (tx: TillWrite, before: LocalState) => readonly Promise<unknown>[];

/**
 * Keeps a till in IndexedDB. Reads come from memory: one window alone writes (Web Locks), and each transaction sees to it
 * that no other did. A connection the browser closed is opened anew; a full disk first gives back what is there twice.
 */
export class IdbStore implements LocalStore {
  #db: Promise<TillDb> | null = null;
  #state: LocalState | null = null;
  /** One write after another: each begins where the last one ended. */
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(private readonly name: string) {}

  /** `newDeviceId` is asked once in the life of a browser. */
  static async open(newDeviceId: () => string, name: string = DATABASE): Promise<IdbStore> {
    const store = new IdbStore(name);
    store.#state = await store.#read() ?? await store.#begin(newDeviceId());
    return store;
  }

  // deno-lint-ignore require-await -- a closed store rejects, as it does for every write
  async load(): Promise<LocalState> {
    return this.#loaded();
  }

  commit(commit: Commit): Promise<void> {
    return this.#write((state) => afterCommit(state, commit), (tx) => [
      tx.objectStore("outbox").put(commit.command, commit.command.seq),
    ]);
  }

  acknowledge(seq: number): Promise<void> {
    return this.#write((state) => afterAnswer(state, seq), (tx, before) => {
      const answered = tx.objectStore("answered"),
        now = before.outbox.filter((command) => command.seq <= seq);
      return [
        tx.objectStore("outbox").delete(IDBKeyRange.upperBound(seq)),
        ...now.map((command) => answered.put(command, command.seq)),
        answered.delete(IDBKeyRange.upperBound(seq - ANSWERED_MAX)),
      ];
    });
  }

  async recall(seq: number): Promise<boolean> {
    const again = await (await this.#open()).getAll("answered", IDBKeyRange.lowerBound(seq));
    const recalled = (state: LocalState) => again[0]?.seq === seq ? afterRecall(state, again) : null;
    if (recalled(this.#loaded()) === null) return false;
    await this.#write((state) => recalled(state) ?? state, (tx) => [
      ...again.map((command) => tx.objectStore("outbox").put(command, command.seq)),
      tx.objectStore("answered").delete(IDBKeyRange.lowerBound(seq)),
    ]);
    return true;
  }

  async history(): Promise<readonly PushCommand[]> {
    return [...await (await this.#open()).getAll("answered"), ...this.#loaded().outbox];
  }

  rechain(chain: Chain, outbox: readonly PushCommand[]): Promise<void> {
    return this.#write((state) => ({ ...state, chain, outbox }), (tx) => [
      tx.objectStore("outbox").clear(),
      tx.objectStore("answered").clear(), // numbers of another chain
      ...outbox.map((command) => tx.objectStore("outbox").put(command, command.seq)),
    ]);
  }

  save(change: Partial<Kept>): Promise<void> {
    // No sale hangs on an open ticket, and there is one more of it with every scan: it does not wait for the disk.
    const isDraft = Object.keys(change).every((name) => name === "draft");
    return this.#write((state) => afterSave(state, change), () => [], isDraft ? "relaxed" : "strict");
  }

  saveProducts(changed: readonly PulledProduct[], removed: readonly string[], cursor: string): Promise<void> {
    return this.#write((state) => ({ ...state, cursor }), (tx) => [
      ...removed.map((id) => tx.objectStore("products").delete(id)),
      ...changed.map((product) => tx.objectStore("products").put(product)),
    ], "relaxed"); // it can be had again
  }

  async *products(): AsyncIterable<readonly PulledProduct[]> {
    for (let range: IDBKeyRange | null = null;;) {
      const page: PulledProduct[] = await (await this.#open()).getAll("products", range, PAGE);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      range = IDBKeyRange.lowerBound(page.at(-1)!.id, true);
    }
  }

  /** After a pause of the whole device: a connection that died meanwhile is not found out by the next sale. */
  async wake(): Promise<void> {
    await (await this.#open()).count("outbox").catch(() => this.#db = null);
  }

  /** From here on this window writes nothing more. */
  close(): void {
    this.#state = null;
    this.#db?.then((db) => db.close(), () => undefined);
  }

  #loaded(): LocalState {
    if (this.#state === null) throw new OtherWriter();
    return this.#state;
  }

  #open(): Promise<TillDb> {
    const forget = () => this.#db = null;
    return this.#db ??= openTillDb(this.name, forget).catch((error) => {
      forget();
      throw error;
    });
  }

  async #read(): Promise<LocalState | null> {
    const tx = (await this.#open()).transaction(["kept", "outbox"]), kept = tx.objectStore("kept");
    const [names, values, outbox] = await Promise.all([
      kept.getAllKeys(),
      kept.getAll(),
      tx.objectStore("outbox").getAll(),
    ]);
    const found: Partial<LocalState> = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    return found.chain ? { ...NOTHING_KEPT, ...found, chain: found.chain, outbox } : null;
  }

  async #begin(deviceId: string): Promise<LocalState> {
    const chain: Chain = { deviceId, lastSeq: 0, lastHash: null, ackedSeq: 0 };
    const tx = (await this.#open()).transaction("kept", "readwrite", { durability: "strict" });
    await Promise.all([tx.store.add(chain, "chain"), tx.done]);
    return { ...NOTHING_KEPT, chain, outbox: [] };
  }

  #write(
    change: (state: LocalState) => LocalState,
    work: Work,
    durability: IDBTransactionDurability = "strict",
  ): Promise<void> {
    const turn = this.#tail.then(async () => {
      const before = this.#loaded(), next = change(before);
      for (let tries = 1;; tries++) {
        try {
          await this.#writeOnce(before, next, work, durability);
          break;
        } catch (error) {
          if (error instanceof OtherWriter || tries === TRIES) throw error;
          if (isFull(error)) await this.#makeRoom();
          else this.#db = null;
        }
      }
      if (this.#state !== null) this.#state = next; // closed meanwhile: kept all the same
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #writeOnce(
    before: LocalState,
    next: LocalState,
    work: Work,
    durability: IDBTransactionDurability,
  ): Promise<void> {
    const tx = (await this.#open()).transaction(STORES, "readwrite", { durability });
    tx.done.catch(() => undefined); // awaited below, and it may end before
    const kept = tx.objectStore("kept"), stored = await kept.get("chain") as Chain | undefined;
    // Where a try before this one was kept and its answer was lost, the chain is already at its end.
    if (stored && !sameEnd(stored, before.chain) && !sameEnd(stored, next.chain)) {
      tx.abort();
      throw new OtherWriter();
    }
    // A browser that threw the database away under a running till gets all of it back.
    const known = stored ? before : null, names = Object.keys(next) as (keyof LocalState)[];
    const lost = known ? [] : before.outbox;
    await Promise.all([
      ...lost.map((command) => tx.objectStore("outbox").put(command, command.seq)),
      ...work(tx, before),
      ...names.filter((name) => name !== "outbox" && next[name] !== known?.[name])
        .map((name) => kept.put(next[name], name)),
      tx.done,
    ]).catch((error) => {
      throw tx.error ?? error; // a full disk is the transaction's error; its requests only say that they were aborted
    });
  }

  /** Answered commands are on the server too. */
  async #makeRoom(): Promise<void> {
    await (await this.#open()).clear("answered").catch(() => undefined);
  }
}

const sameEnd = (a: Chain, b: Chain): boolean =>
  a.deviceId === b.deviceId && a.lastSeq === b.lastSeq && a.lastHash === b.lastHash;

const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "QuotaExceededError";
