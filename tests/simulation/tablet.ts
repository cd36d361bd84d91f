import { IDBFactory } from "fake-indexeddb";
import { IdbStore } from "../../islands/till/idb_store.ts";
import type { PulledProduct, PulledRegister, PullResponse, PushCommand } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Books } from "./books.ts";
import type { Network } from "./network.ts";
import { TillPage } from "./till_page.ts";
import type { Machine, World } from "./world.ts";

export interface TabletParts {
  readonly world: World;
  readonly books: Books;
  readonly network: Network;
  readonly number: number;
  readonly cashierId: string;
  readonly registerId: string;
}

/** A device at a counter: its disk outlives every page that is opened on it. */
export class Tablet {
  skewMs = 0;
  online = true;
  readonly databases: IDBFactory = new IDBFactory();
  page: TillPage | null = null;
  /** What the server writes into a page that is opened: favourites, registers, its time. */
  readonly products = new Map<string, PulledProduct>();
  registers: readonly PulledRegister[] = [];
  lastServerTime: Instant | null = null;
  /** Some page of it was killed at the wait that was wished for. */
  killedAtPoint = false;
  /** The disk takes nothing until then: full, or the browser evicts. */
  diskFullUntilMs = 0;

  constructor(readonly parts: TabletParts) {}

  /** Opens the till; a page that was open is gone in the middle of whatever it did. */
  open(crashAtPoint: number | null = null): TillPage {
    this.kill();
    return this.#opened(crashAtPoint);
  }

  /** A second window takes the till over. The first hears of it a moment later, whatever it has in hand. */
  openSecond(): TillPage {
    const { world } = this.parts, first = this.page;
    if (first) {
      world.after(world.chance.int(0, 50), () => first.takenOver());
      world.after(30_000, () => first.kill());
    }
    return this.#opened(null);
  }

  #opened(crashAtPoint: number | null): TillPage {
    return this.page = new TillPage(this, crashAtPoint);
  }

  kill(): void {
    this.page?.kill();
    this.page = null;
  }

  goOnline(online: boolean): void {
    this.online = online;
    if (online) this.page?.networkIsBack();
  }

  get isDiskFull(): boolean {
    return this.parts.world.nowMs < this.diskFullUntilMs;
  }

  /** What the disk says is still to be sent. */
  unsent(): Promise<readonly PushCommand[]> {
    const { world } = this.parts;
    const looking: Machine = {
      skewMs: 0,
      startedMs: world.nowMs,
      databases: this.databases,
      fetch: () => Promise.reject(new TypeError("nobody is there")),
    };
    return world.machines.run(looking, async () => {
      const store = await IdbStore.open(() => "nobody");
      const { outbox } = await store.load();
      store.close();
      return outbox;
    });
  }

  /** The moment from which a command may no longer be lost. */
  kept(command: PushCommand): void {
    this.parts.books.keep(this.parts.number, command);
  }

  pulled(page: PullResponse): void {
    for (const product of page.products) this.products.set(product.id, product);
    for (const id of page.removed) this.products.delete(id);
    this.registers = page.registers;
    this.lastServerTime = page.serverTime;
  }
}
