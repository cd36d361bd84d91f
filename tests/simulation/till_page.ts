import type { LocalStore } from "../../islands/till/local_store.ts";
import { MemoryStore } from "../../islands/till/memory_store.ts";
import { Outbox } from "../../islands/till/outbox.ts";
import { sent } from "../../islands/till/paying.ts";
import { PullClient } from "../../islands/till/pull_client.ts";
import { PushClient } from "../../islands/till/push_client.ts";
import { forgetClosed } from "../../islands/till/start.ts";
import { Till } from "../../islands/till/till.ts";
import type { PushCommand } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";
import type { Tablet } from "./tablet.ts";

/** How long a read or a write of the disk takes at most. */
const DISK_MS = 8;
const PULL_EVERY_MS = 1_800_000;

/**
 * One life of the till's page, put together as `islands/till/start.ts` does in a browser. Everything that waits (disk,
 * network, time) stands on the world's heap, and after each such wait the page may be gone: the promise then never
 * resolves, and what the disk has is all that is left.
 */
export class TillPage {
  alive = true;
  /** Waits that came to an end: where a crash can be put. */
  points = 0;
  readonly till: Till;
  readonly push: PushClient;
  readonly ready: Promise<void>;
  readonly #tablet: Tablet;
  readonly #crashAt: number | null;
  #refresh: () => Promise<void>;

  constructor(tablet: Tablet, crashAt: number | null) {
    this.#tablet = tablet;
    this.#crashAt = crashAt;
    const { cashierId, world } = tablet.parts;
    const till = this.till = new Till({
      shop: { name: "Minimarket", address: null, ruc: null },
      cashier: { cashierId, name: "Rosa" },
      registers: tablet.registers,
      products: [...tablet.products.values()],
      methods: ["efectivo", "yape", "plin", "tarjeta"],
      serverTime: tablet.lastServerTime ?? instantOf(0),
      appBuild: "simulation",
    });
    const store = this.#slow(new MemoryStore(tablet, () => till.ids.next()));
    const outbox = new Outbox(store);
    this.push = new PushClient({
      store,
      fetch: (url, init) => this.#fetch(url, init),
      wait: (ms) => this.#pause(ms),
      random: Math.random,
      onLink: (link) => till.link.value = link,
      onServerTime: (serverTime) => till.serverTimeIs(serverTime),
      onChainLost: () => outbox.startAnew(till.ids.next()),
      onResults: (results) => {
        till.answered(results);
        world.background(store.load().then((state) => void (till.unsent.value = state.outbox)));
        world.background(this.#refresh());
      },
    });
    till.notBefore(till.props.serverTime);
    Object.assign(till, { store, outbox, push: this.push });
    const pull = new PullClient({
      fetch: (url, init) => this.#fetch(url, init),
      onPage: (page) => {
        till.pulled(page);
        tablet.pulled(page);
      },
    });
    this.#refresh = async () => {
      const before = till.unsent.value.length === 0 ? till.drawer.value?.cashSessionId : undefined;
      if (await pull.pull() && before !== undefined) forgetClosed(till, before);
    };
    this.ready = store.load().then(async (state) => {
      till.drawer.value = state.drawer;
      till.draft.value = state.draft;
      till.holds.value = state.holds;
      till.screen.value = state.drawer ? "sell" : "open";
      till.ready.value = true;
      await sent(till);
    });
    world.background(this.ready.then(this.#refresh));
    this.#pullNowAndThen();
  }

  networkIsBack(): void {
    this.push.kick();
    this.#tablet.parts.world.background(this.#refresh());
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

  /** What waits for the disk waits before and after: a crash may come on either side of the moment that counts. */
  #slow(inner: LocalStore): LocalStore {
    const { chance } = this.#tablet.parts.world;
    return new Proxy(inner, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== "function") return method;
        return async (...args: unknown[]) => {
          await this.wait(chance.int(0, DISK_MS));
          const result: unknown = await method.apply(target, args);
          if (name === "commit") this.#tablet.kept((args[0] as { command: PushCommand }).command);
          await this.wait(chance.int(0, DISK_MS));
          return result;
        };
      },
    });
  }

  async #fetch(url: string, { body }: RequestInit): Promise<Response> {
    const { network } = this.#tablet.parts;
    if (!this.#tablet.online) {
      await this.wait(1);
      throw new TypeError("offline");
    }
    const answer = network.send(url, typeof body === "string" ? body : null)
      .then((response) => ({ response }), (error) => ({ error }));
    const outcome = await answer;
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
      if (this.#tablet.online) this.#tablet.parts.world.background(this.#refresh());
      this.#pullNowAndThen();
    });
  }
}
