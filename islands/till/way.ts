import type { LocalStore } from "./local_store.ts";
import type { Outbox } from "./outbox.ts";
import { pair, type PairingOutcome } from "./pairing.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

const GZIP_FROM = 2000;

/**
 * This device's way to its shop: with the credential it was given, else with the session of whoever is signed in. Nothing
 * that a server answers here takes anything away from what the device keeps.
 */
export class Way {
  #outcome: PairingOutcome | null = null;
  #joining: Promise<void> | null = null;

  constructor(
    private readonly till: Till,
    private readonly store: LocalStore,
    private readonly outbox: Outbox,
  ) {}

  /** Whether what was sold may go out: signed, or by the session where the shop has said no to this device. */
  get isIn(): boolean {
    return this.#outcome === "paired" || this.#outcome === "shut-out" || this.#outcome === "refused";
  }

  /** Has this device taken in, if it is not. Two calls at once are one. */
  join(code?: string): Promise<void> {
    if (this.isIn) return Promise.resolve();
    return this.#joining ??= this.#join(code).finally(() => this.#joining = null);
  }

  /** A new chain is another device to the shop. */
  rejoin(): Promise<void> {
    this.#outcome = null;
    return this.join();
  }

  async #join(code?: string): Promise<void> {
    const { device } = await this.store.load();
    this.#outcome = device?.paired?.credential ? await this.#sealed() : await this.#pair(code);
    if (this.#outcome === "code" && this.till.sheet.value === null) {
      this.till.sheet.value = { kind: "pairSheet" };
    }
    if (this.#outcome === "signed-out") this.till.link.value = { state: "signed-out" };
    if (this.#outcome === "unreachable") this.till.link.value = { state: "offline" };
    if (this.#outcome === "shut-out") this.till.notice.value = { tone: "danger", text: T.shutOut };
  }

  /** The page may have gone between the shop's yes and the signing of what was written before. */
  async #sealed(): Promise<PairingOutcome> {
    return await this.outbox.sealAll().then(() => "paired", () => "unreachable");
  }

  async #pair(code?: string): Promise<PairingOutcome> {
    const { till, store, outbox } = this;
    try {
      return await pair({ till, store, outbox, fetch: (url, init) => fetch(url, init), ...code && { code } });
    } catch {
      return "unreachable"; // a store that cannot write now
    }
  }

  async call(url: string, init: RequestInit): Promise<Response> {
    const credential = (await this.store.load()).device?.paired?.credential ?? null;
    const response = await this.#send(url, init, credential);
    if (response.status !== 401 || credential === null) return response;
    // A server restored from before this device takes it in again; one that has shut it out still takes what it sold.
    await this.#forgetCredential();
    await this.join();
    return await this.#send(url, init, (await this.store.load()).device?.paired?.credential ?? null);
  }

  async #send(url: string, init: RequestInit, credential: string | null): Promise<Response> {
    const headers = new Headers(init.headers), { body } = init;
    if (credential !== null) headers.set("authorization", `Bearer ${credential}`);
    const isLong = typeof body === "string" && body.length > GZIP_FROM;
    if (isLong && typeof CompressionStream === "function") headers.set("content-encoding", "gzip");
    const sent = headers.has("content-encoding") ? await compressed(body as string) : body;
    const response = await fetch(url, { ...init, headers, ...sent && { body: sent } });
    this.till.buildMustBe(response.headers.get("x-min-build"));
    return response;
  }

  async #forgetCredential(): Promise<void> {
    const { device } = await this.store.load();
    if (device?.paired) {
      await this.store.save({ device: { ...device, paired: { ...device.paired, credential: null } } });
    }
    this.#outcome = null;
  }
}

/** A day without a network is some hundred KB of text that says much the same: a tenth of it on a bad line. */
function compressed(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer(); // whole: a body that streams needs a newer network than some have
}
