import { forgetClosed, keepPage } from "../../islands/till/connect.ts";
import { IdbStore } from "../../islands/till/idb_store.ts";
import type { LocalStore } from "../../islands/till/local_store.ts";
import { Outbox } from "../../islands/till/outbox.ts";
import { sent } from "../../islands/till/paying.ts";
import { PullClient } from "../../islands/till/pull_client.ts";
import { PushClient } from "../../islands/till/push_client.ts";
import { loadCatalogue } from "../../islands/till/start.ts";
import { Till } from "../../islands/till/till.ts";
import { instantOf } from "../../kernel/time.ts";
import { Way } from "../../islands/till/way.ts";
import { slowStore } from "./slow_store.ts";
import type { Tablet } from "./tablet.ts";
import type { Machine } from "./world.ts";

const PULL_EVERY_MS = 1_800_000;

/**
 * One life of the till's page, put together as `islands/till/start.ts` does in a browser. Everything that waits (disk,
 * network, time) stands on the world's heap, and after each such wait the page may be gone: the promise then never
 * resolves, and what the disk has is all that is left.
 */
export class TillPage implements Machine {
  alive = true;
  readonly startedMs: number;
  /** Waits that came to an end: where a crash can be put. */
  points = 0;
  readonly till: Till;
  /** Once what the device remembers has been read. */
  readonly ready: Promise<void>;
  readonly #tablet: Tablet;
  readonly #crashAt: number | null;
  #store: IdbStore | null = null;
  #refresh = (): Promise<void> => Promise.resolve();

  constructor(tablet: Tablet, crashAt: number | null) {
    const { machines, nowMs } = tablet.parts.world;
    this.#tablet = tablet;
    this.#crashAt = crashAt;
    this.startedMs = nowMs;
    this.till = machines.run(this, () => this.#newTill());
    this.ready = machines.run(this, () => this.#begin());
    tablet.parts.world.background(this.ready);
  }

  get skewMs(): number {
    return this.#tablet.skewMs;
  }

  get databases(): IDBFactory {
    return this.#tablet.databases;
  }

  #newTill(): Till {
    const tablet = this.#tablet;
    return new Till({
      shop: { name: "Minimarket", address: null, ruc: null },
      cashier: { cashierId: tablet.parts.cashierId, name: "Rosa" },
      registers: tablet.registers,
      products: [...tablet.products.values()].filter(({ favourite }) => favourite),
      methods: ["efectivo", "yape", "plin", "tarjeta"],
      rooms: [],
      serverTime: tablet.lastServerTime ?? instantOf(0),
      appBuild: "simulation",
    });
  }

  async #begin(): Promise<void> {
    const { till } = this, { world } = this.#tablet.parts;
    await this.wait(world.chance.int(0, 20));
    this.#store = await world.during(() => IdbStore.open(() => till.ids.next()));
    await this.wait(world.chance.int(0, 20));
    const store = slowStore(this, this.#tablet, this.#store), outbox = new Outbox(store);
    const way = new Way(till, store, outbox), push = this.#pushing(store, outbox, way);
    this.#refresh = this.#pulling(store, way);
    const state = await store.load();
    till.notBefore(till.props.serverTime);
    Object.assign(till, { store, outbox, push, joined: way.join() });
    till.drawer.value = state.drawer;
    till.draft.value = state.draft;
    till.holds.value = state.holds;
    till.unsent.value = state.outbox;
    till.told.value = state.told;
    till.remember(state);
    till.screen.value = state.drawer ? "sell" : "open";
    till.ready.value = true;
    till.loadingCatalogue();
    world.background(this.#goOn(store));
    this.#pullNowAndThen();
  }

  async #goOn(store: LocalStore): Promise<void> {
    await sent(this.till);
    await loadCatalogue(this.till, store);
    await store.save({ seat: this.till.seat() }).catch(() => undefined); // a full disk
    await this.#refresh();
  }

  #pushing(store: LocalStore, outbox: Outbox, way: Way): PushClient {
    const { till } = this, { world } = this.#tablet.parts;
    return new PushClient({
      store,
      isIn: () => way.isIn,
      fetch: way.call.bind(way),
      wait: (ms) => this.#pause(ms),
      random: Math.random,
      onLink: (link) => till.link.value = link,
      onServerTime: (serverTime) => till.serverTimeIs(serverTime),
      onChainLost: async () => {
        await outbox.startAnew(till.ids.next());
        await way.rejoin();
      },
      onResults: (results) => {
        till.answered(results);
        world.background(
          store.load().then((state) => void (till.unsent.value = state.outbox)).catch(() => undefined),
        );
        this.#refreshNow();
      },
    });
  }

  #pulling(store: LocalStore, way: Way): () => Promise<void> {
    const { till } = this;
    const pull = new PullClient({
      fetch: way.call.bind(way),
      standing: async () => {
        const { cursor, chain } = await store.load();
        return { cursor, made: chain.lastSeq };
      },
      onPage: async (page) => {
        till.pulled(page);
        this.#tablet.pulled(page);
        await keepPage(till, store, page);
      },
    });
    return async () => {
      await way.join();
      till.push?.kick();
      const before = till.unsent.value.length === 0 ? till.drawer.value?.cashSessionId : undefined;
      if (await pull.pull() && before !== undefined) forgetClosed(till, before);
    };
  }

  /** A window that was taken over finds its store closed: nobody looks at it any more. */
  #refreshNow(): void {
    const refreshed = this.#refresh().catch((error) => {
      if (!this.till.elsewhere.value) throw error;
    });
    this.#tablet.parts.world.background(refreshed);
  }

  networkIsBack(): void {
    const { world } = this.#tablet.parts;
    world.machines.run(this, () => {
      this.till.push?.kick();
      this.#refreshNow();
    });
  }

  /** Another window has the till: this one stops writing at once (`start.ts`). */
  takenOver(): void {
    this.till.elsewhere.value = true;
    this.till.stop();
    this.#store?.close();
  }

  kill(): void {
    this.alive = false;
    this.till.stop();
  }

  /** Resolves after `ms` of true time unless the page is gone by then. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#after(ms, resolve));
  }

  #after(ms: number, action: () => void): void {
    this.#tablet.parts.world.after(ms, () => {
      if (!this.alive) return;
      if (++this.points === this.#crashAt) {
        this.#tablet.killedAtPoint = true;
        return this.#tablet.kill();
      }
      action();
    });
  }

  async fetch(url: string, { body, headers }: RequestInit): Promise<Response> {
    const { network } = this.#tablet.parts;
    if (!this.#tablet.online) {
      await this.wait(1);
      throw new TypeError("offline");
    }
    const token = new Headers(headers).get("authorization")?.replace("Bearer ", "") ?? null;
    const outcome = await network.send({ path: url, body: typeof body === "string" ? body : null, token })
      .then((response) => ({ response }), (error) => ({ error }));
    await this.wait(0);
    if ("error" in outcome) throw outcome.error;
    return outcome.response;
  }

  /** A tablet without a network sleeps until it has one: half a minute for a week would be as many steps as sales. */
  #pause(ms: number): { done: Promise<void>; hurry: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => this.#tablet.online ? resolve() : this.#after(600_000, wake);
    this.#after(ms, wake);
    return { done: promise, hurry: resolve };
  }

  #pullNowAndThen(): void {
    this.#after(PULL_EVERY_MS, () => {
      if (this.#tablet.online) this.#refreshNow();
      this.#pullNowAndThen();
    });
  }
}
