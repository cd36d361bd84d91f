import {
  PUSH_MAX,
  type PushCommand,
  type PushRequest,
  type PushResponse,
  type PushResult,
} from "../../kernel/sync.ts";
import type { Chain, LocalState, LocalStore } from "./local_store.ts";

/** How the way to the server stands. */
export type Link =
  | { readonly state: "idle" }
  | { readonly state: "sending" }
  /** No answer, or one that was no answer: tried again for ever. */
  | { readonly state: "offline" }
  /** The session ended. Nothing is lost: it goes out once somebody signs in. */
  | { readonly state: "signed-out" }
  /** The shop may not sell now; `reason` is the server's own sentence. */
  | { readonly state: "blocked"; readonly reason: string };

/** The chain to send. Another device's, where this one carries it. */
export interface PushStore extends Pick<LocalStore, "acknowledge" | "recall"> {
  load(): Promise<Pick<LocalState, "chain" | "outbox">>;
}

export interface PushDeps {
  readonly store: PushStore;
  /** False until the shop has taken this device in: nothing goes out that should be signed and is not. */
  readonly isIn: () => boolean;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Resolves after so many milliseconds, sooner when `hurry` is called. */
  readonly wait: (ms: number) => { done: Promise<void>; hurry: () => void };
  /** 0 to 1. */
  readonly random: () => number;
  readonly onLink: (link: Link) => void;
  /** Each command's result once, when the server's answer is kept. */
  readonly onResults: (results: readonly { command: PushCommand; result: PushResult }[]) => void;
  readonly onServerTime: (serverTime: PushResponse["serverTime"]) => void;
  /** The server expects commands this device no longer has. */
  readonly onChainLost: () => Promise<void>;
}

const FIRST_PAUSE_MS = 1000, LONGEST_PAUSE_MS = 30_000;
/** A payment brings service back within seconds (design §7), so a blocked till asks often. */
const BLOCKED_PAUSE_MS = 5000;
/** Longer than any answer on a bad line that will still come. */
const TIMEOUT_MS = 20_000;

type Step = "again" | "pause" | "stop";

/** Sends the outbox in order, one request in flight, for ever. Nothing leaves the outbox without an answer. */
export class PushClient {
  #running = false;
  #wanted = false;
  #failures = 0;
  /** Where the server said to go on; else after the last answered command. */
  #expected: number | null = null;
  #pause: { hurry: () => void } | null = null;
  /** The server has said since it was last away that it still has all it answered. */
  #sure = false;

  constructor(private readonly deps: PushDeps) {}

  /** Call after each write, and when the network or the person comes back. Never throws. */
  kick(): void {
    this.#wanted = true;
    this.#pause?.hurry();
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Asked again while the last step was ending: that step may have looked before there was something to send.
    while (this.#wanted) {
      this.#wanted = false;
      let step: Step = "again";
      while (step !== "stop") {
        if (step === "pause") await this.#rest();
        step = await this.#step().catch(() => this.#failed()); // a store that cannot write now is asked again
      }
    }
    this.#running = false;
  }

  async #step(): Promise<Step> {
    if (!this.deps.isIn()) return "stop";
    const { chain, outbox } = await this.deps.store.load();
    const from = this.#expected ?? chain.ackedSeq + 1;
    const commands = outbox.filter((command) => command.seq >= from).slice(0, PUSH_MAX);
    if (commands.length === 0) {
      this.deps.onLink({ state: "idle" });
      return this.#sure || chain.ackedSeq === 0 ? "stop" : await this.#makeSure(chain);
    }
    this.deps.onLink({ state: "sending" });
    const request: PushRequest = { deviceId: chain.deviceId, baseSeq: from - 1, commands };
    const response = await this.#send(request);
    return response === null ? this.#failed() : await this.#read(response, commands);
  }

  /** A server put back to an older backup would miss what was answered until the next sale, and that may be tomorrow. */
  async #makeSure({ deviceId, ackedSeq }: Chain): Promise<Step> {
    const response = await this.#send({ deviceId, baseSeq: ackedSeq, commands: [] });
    const body = response && await bodyOf(response);
    const expected = response?.status === 409 ? numberOf(body, "expected") : null;
    if (expected !== null) return await this.#resume(expected);
    this.#sure = response?.status === 200 && isPushResponse(body);
    return "stop";
  }

  async #send(request: PushRequest): Promise<Response | null> {
    try {
      return await this.deps.fetch("/api/v1/sync/push", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      return null; // no network, or no answer in time
    }
  }

  async #read(response: Response, commands: readonly PushCommand[]): Promise<Step> {
    const body = await bodyOf(response);
    if (response.status === 200 && isPushResponse(body)) return await this.#settle(body, commands);
    if (response.status === 401) {
      this.deps.onLink({ state: "signed-out" });
      return "stop";
    }
    if (response.status === 402) {
      this.#failures = 0;
      this.deps.onLink({ state: "blocked", reason: textOf(body, "detail") ?? textOf(body, "title") ?? "" });
      return "pause";
    }
    const expected = response.status === 409 ? numberOf(body, "expected") : null;
    return expected === null ? this.#failed() : await this.#resume(expected);
  }

  async #settle(body: PushResponse, commands: readonly PushCommand[]): Promise<Step> {
    this.#failures = 0;
    this.#expected = null;
    this.deps.onServerTime(body.serverTime);
    const results = body.results.flatMap((result) => {
      const command = commands.find(({ cmdId }) => cmdId === result.cmdId);
      return command ? [{ command, result }] : [];
    });
    // The answer counts for what was asked: a proxy's old answer to an earlier request moves nothing.
    const answered = Math.min(body.lastSeq, commands.at(-1)!.seq);
    if (answered < commands[0]!.seq) return this.#failed();
    this.#sure = true;
    await this.deps.store.acknowledge(answered);
    this.deps.onResults(results);
    return "again";
  }

  /**
   * The server's count differs from ours. What it asks for is sent again, answered before or not; where that is no longer
   * here, or was never ours, the unanswered commands go out under a new device id. Their own ids stay, so none can have a
   * second effect.
   */
  async #resume(expected: number): Promise<Step> {
    const { outbox } = await this.deps.store.load();
    const known = outbox.some((command) => command.seq === expected);
    if (known && expected !== this.#expected) {
      this.#expected = expected;
      return "again";
    }
    this.#expected = null;
    if (known) return this.#failed(); // asked twice for the same: breathe first
    // A server restored from a backup asks for what it had answered; one that never knew this chain, for what never was.
    if (!await this.deps.store.recall(expected)) await this.deps.onChainLost();
    return this.#failed();
  }

  #failed(): Step {
    this.#failures++;
    this.#sure = false;
    this.deps.onLink({ state: "offline" });
    return "pause";
  }

  async #rest(): Promise<void> {
    const longest = this.#failures === 0
      ? BLOCKED_PAUSE_MS
      : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 10));
    // Half is certain, half is chance: tills that lost the network together do not come back together.
    const { done, hurry } = this.deps.wait(Math.round(longest / 2 + this.deps.random() * longest / 2));
    this.#pause = { hurry };
    await done;
    this.#pause = null;
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null; // a portal of the network answered, or the line broke in the middle
  }
}

const fieldOf = (body: unknown, name: string): unknown =>
  typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
const textOf = (body: unknown, name: string): string | null => {
  const value = fieldOf(body, name);
  return typeof value === "string" ? value : null;
};
const numberOf = (body: unknown, name: string): number | null => {
  const value = fieldOf(body, name);
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
};
const isPushResponse = (body: unknown): body is PushResponse =>
  numberOf(body, "lastSeq") !== null && Array.isArray(fieldOf(body, "results")) &&
  textOf(body, "serverTime") !== null;
