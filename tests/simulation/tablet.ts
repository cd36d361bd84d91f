import type { PulledProduct, PulledRegister, PullResponse, PushCommand } from "../../kernel/sync.ts";
import { MemoryStore, type TextStorage } from "../../islands/till/memory_store.ts";
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
export class Tablet implements Machine, TextStorage {
  skewMs = 0;
  startedMs = 0;
  online = true;
  page: TillPage | null = null;
  /** What a page finds when it is opened: pulled once, kept by the browser. */
  readonly products = new Map<string, PulledProduct>();
  registers: readonly PulledRegister[] = [];
  lastServerTime: Instant | null = null;
  readonly #disk = new Map<string, string>();
  /** Some page of it was killed at the wait that was wished for. */
  killedAtPoint = false;
  /** The disk takes nothing until then: full, or the browser evicts. */
  diskFullUntilMs = 0;

  constructor(readonly parts: TabletParts) {}

  getItem(key: string): string | null {
    return this.#disk.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.parts.world.nowMs < this.diskFullUntilMs) throw new DOMException("full", "QuotaExceededError");
    this.#disk.set(key, value);
  }

  /** Opens the till; a page that was open is gone in the middle of whatever it did. */
  open(crashAtPoint: number | null = null): void {
    this.kill();
    this.startedMs = this.parts.world.nowMs;
    this.page = this.parts.world.machines.run(this, () => new TillPage(this, crashAtPoint));
  }

  kill(): void {
    this.page?.kill();
    this.page = null;
  }

  goOnline(online: boolean): void {
    this.online = online;
    if (online) this.parts.world.machines.run(this, () => this.page?.networkIsBack());
  }

  /** What the disk says is still to be sent. */
  async unsent(): Promise<readonly PushCommand[]> {
    return (await new MemoryStore(this, () => "nobody").load()).outbox;
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
