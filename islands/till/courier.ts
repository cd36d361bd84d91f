import { effect } from "@preact/signals";
import { CarriedStore } from "./carried_store.ts";
import {
  countOf,
  type HandOverFault,
  handOverText,
  mergedChains,
  readHandOver,
  type WaitingChain,
} from "./hand_over.ts";
import type { LocalStore } from "./local_store.ts";
import { pause } from "./pause.ts";
import { PushClient, type PushStore } from "./push_client.ts";
import { SpareCopy } from "./spare_copy.ts";
import type { Till } from "./till.ts";
import type { Way } from "./way.ts";

/**
 * Sees to it that no unsent command is in one place alone: keeps the second copy, gives what waits to another device, and
 * carries to the server what another device gave, unchanged and in that device's own chain.
 */
export class Courier {
  readonly #clients = new Map<string, PushClient>();

  constructor(
    private readonly till: Pick<Till, "carried">,
    private readonly store: LocalStore,
    private readonly way: Pick<Way, "isIn" | "call">,
    private readonly spare: Pick<SpareCopy, "read" | "drop"> | null,
    private readonly carried: CarriedStore,
    /** Host of the shop. */
    private readonly shop: string,
  ) {}

  /** Takes over what the second copy has of a device that this browser no longer knows itself to be. */
  async recover(): Promise<void> {
    const { chain } = await this.store.load();
    for (const lost of mergedChains(await this.spare?.read() ?? [])) {
      if (lost.deviceId === chain.deviceId) continue;
      await this.carried.take([lost]);
      await this.spare!.drop(lost.deviceId);
    }
  }

  /** Everything that waits here, from both copies and from other devices. */
  async waiting(): Promise<WaitingChain[]> {
    const { chain, outbox } = await this.store.load();
    const copies = (await this.spare?.read().catch(() => []) ?? []).map(({ deviceId, commands }) => ({
      deviceId,
      commands: deviceId === chain.deviceId ? commands.filter(({ seq }) => seq > chain.ackedSeq) : commands,
    }));
    return mergedChains([
      { deviceId: chain.deviceId, commands: outbox },
      ...copies,
      ...await this.carried.chains().catch(() => []),
    ]);
  }

  async give(): Promise<string> {
    return handOverText(this.shop, await this.waiting());
  }

  /** How many were taken in, and are kept here from now on; or why none. */
  async take(text: string): Promise<number | HandOverFault> {
    const chains = readHandOver(text, this.shop);
    if (typeof chains === "string") return chains;
    await this.carried.take(chains);
    void this.kick();
    return countOf(chains);
  }

  async kick(): Promise<void> {
    const chains = await this.carried.chains();
    this.till.carried.value = countOf(chains);
    for (const { deviceId } of chains) this.#clientOf(deviceId).kick();
  }

  #clientOf(deviceId: string): PushClient {
    const known = this.#clients.get(deviceId);
    if (known) return known;
    const client = new PushClient({
      store: this.#chainOf(deviceId),
      isIn: () => this.way.isIn,
      fetch: (url, init) => this.way.call(url, init),
      wait: pause,
      random: Math.random,
      onLink: () => undefined, // the till's own way says how the network is
      onServerTime: () => undefined,
      onResults: () => void this.kick(),
      onChainLost: () => Promise.resolve(), // the rest of it is on the other device
    });
    this.#clients.set(deviceId, client);
    return client;
  }

  #chainOf(deviceId: string): PushStore {
    return {
      load: async () => {
        const chain = (await this.carried.chains()).find((other) => other.deviceId === deviceId);
        const outbox = chain?.commands ?? [], first = outbox[0]?.seq ?? 1, lastSeq = outbox.at(-1)?.seq ?? 0;
        return { chain: { deviceId, lastSeq, lastHash: null, ackedSeq: first - 1 }, outbox };
      },
      acknowledge: (seq) => this.carried.delivered(deviceId, seq),
      recall: () => Promise.resolve(false),
    };
  }
}

/** Begins it for the window that sells. Returns how to end it. */
export function keepCopies(till: Till, store: LocalStore, way: Way): () => void {
  const ending: (() => void)[] = [];
  void (async () => {
    const spare = await SpareCopy.open();
    const courier = new Courier(till, store, way, spare, new CarriedStore(), location.host);
    await courier.recover();
    till.courier = courier;
    let before: string | null = null;
    const copy = async () => {
      const { chain, outbox } = await store.load();
      await spare?.keep(chain.deviceId, outbox);
      if (before !== null && before !== chain.deviceId) await spare?.drop(before);
      before = chain.deviceId;
    };
    ending.push(
      effect(() => {
        if (till.unsent.value.length >= 0) void copy().catch(() => undefined); // the first copy is what a sale stands on
      }),
      effect(() => {
        if (till.link.value.state === "idle") void courier.kick().catch(() => undefined);
      }),
    );
  })().catch(() => undefined);
  return () => ending.forEach((end) => end());
}
