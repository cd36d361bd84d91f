import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../../kernel/time.ts";
import { instantOf } from "../../kernel/time.ts";
import { Chance } from "./chance.ts";

/** Whose code runs: its clock may be wrong and jump, and its disk is its own. */
export interface Machine {
  /** What its clock says, less the true time. */
  readonly skewMs: number;
  /** True time at which its page was opened. */
  readonly startedMs: number;
  /** What it keeps on its disk. */
  readonly databases: IDBFactory;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

interface Due {
  readonly ms: number;
  readonly order: number;
  readonly action: () => void;
}

const DAY_MS = 86_400_000;
/** A Monday, 5:00 in Lima. */
const START_MS = Date.parse("2026-11-23T10:00:00.000Z");
/** How much may happen at one moment before the run is taken for one that never ends. */
const STEPS_MAX = 400_000;

/**
 * Time that passes only when nothing else can happen: everything that waits stands on a heap, and the next of it is
 * begun when all code has come to rest. What is real (domain, store, till) runs on the real event loop in between; what
 * would make two runs of one seed differ (clock, randomness, threads of WebCrypto) is replaced by `virtualGlobals`.
 */
export class World {
  readonly chance: Chance;
  readonly machines = new AsyncLocalStorage<Machine>();
  readonly clock: Clock = { now: () => instantOf(this.nowMs) };
  readonly #due: Due[] = [];
  nowMs = START_MS;
  #order = 0;
  #busy = 0;
  #alone: Promise<void> = Promise.resolve();
  /** What code threw where nobody waits for it: a bug, wherever it is. */
  readonly thrown: unknown[] = [];

  constructor(readonly seed: number) {
    this.chance = new Chance(seed);
  }

  /** Whole days since the world began. */
  get day(): number {
    return (this.nowMs - START_MS) / DAY_MS;
  }

  static atDay = (day: number): number => START_MS + day * DAY_MS;

  /** Does it after so many milliseconds; with the same seed always in the same order. */
  after(ms: number, action: () => void): void {
    const inItsMachine = AsyncLocalStorage.bind(action); // whoever asked is who it happens to
    const due = { ms: this.nowMs + Math.max(0, ms), order: this.#order++, action: inItsMachine };
    let at = this.#due.length;
    while (at > 0 && isLater(due, this.#due[at - 1]!)) at--;
    this.#due.splice(at, 0, due);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Work of the server: time stands still for it, but for a moment now and then in which others come between. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await work();
    } finally {
      this.#busy--;
    }
  }

  /** Work of the server that must not meet any other: the world waits for all of it. */
  alone(work: () => Promise<void>): void {
    this.#alone = this.#alone.then(work).catch((error) => void this.thrown.push(error));
  }

  /** Work that nobody waits for. */
  background(work: Promise<unknown>): void {
    work.catch((error) => this.thrown.push(error));
  }

  /** Until `ms`, or until nothing is left to happen. */
  async runUntil(ms: number): Promise<void> {
    await this.#settle();
    for (let steps = 0; this.#due.length > 0 && this.#due.at(-1)!.ms <= ms; steps++) {
      if (steps > STEPS_MAX) throw new Error(`the world does not come to rest: day ${this.day}`);
      const due = this.#due.pop()!;
      this.nowMs = due.ms;
      due.action();
      await this.#settle();
      if (this.thrown.length > 0) throw this.thrown[0];
    }
    this.nowMs = Math.max(this.nowMs, ms);
  }

  /** Nothing that still waits will ever happen. */
  end(): void {
    this.#due.length = 0;
  }

  /** Waits for the server, or in some cases only a little, so that the next request finds it in the middle. */
  async #settle(): Promise<void> {
    await turn();
    await this.#alone;
    if (this.#busy === 0) return;
    const patience = this.chance.percent(30) ? this.chance.int(0, 8) : Infinity;
    for (let turns = 0; this.#busy > 0 && turns < patience; turns++) await turn();
    await turn();
  }

  /** Until the server has nothing in hand. */
  async idle(): Promise<void> {
    while (this.#busy > 0) await turn();
  }
}

const isLater = (a: Due, b: Due): boolean => a.ms > b.ms || (a.ms === b.ms && a.order > b.order);

/** All promises that can resolve without time or disk have done so after it. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
