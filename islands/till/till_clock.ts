import { epochMsOf, type Instant, instantOf, plusMs, systemClock } from "../../kernel/time.ts";

/** What is measured from: `performance.now()` goes on whatever somebody does to the clock of the tablet. */
export type Monotonic = () => number;

/** More than that behind what was seen before is no drift: somebody set the clock back. */
const BACK_MS = 5 * 60_000;

/**
 * The till's own time: the tablet's clock as the server corrects it, and never behind what was seen before (edge-and-ux
 * §2.2 point 8). Only the server may take it back: it knows.
 */
export class TillClock {
  /** Server time − the tablet's, as last heard. */
  offsetMs = 0;
  #seenMs = 0;
  #seenAt = 0;

  constructor(
    private readonly wall: () => Instant = systemClock.now,
    private readonly monotonic: Monotonic = () => performance.now(),
  ) {}

  now(): Instant {
    return instantOf(Math.max(this.#corrected(), this.#atLeast()));
  }

  /** The tablet's clock stands well behind what this till saw before. */
  get isBack(): boolean {
    return this.#corrected() < this.#atLeast() - BACK_MS;
  }

  /** Something kept here happened then. */
  seen(instant: Instant | null): void {
    if (instant !== null && epochMsOf(instant) > this.#atLeast()) this.#from(epochMsOf(instant));
  }

  heard(serverTime: Instant): void {
    this.offsetMs = Math.round(epochMsOf(serverTime) - epochMsOf(this.wall()));
    this.#from(epochMsOf(serverTime));
  }

  #from(ms: number): void {
    this.#seenMs = ms;
    this.#seenAt = this.monotonic();
  }
  #corrected = () => epochMsOf(plusMs(this.wall(), this.offsetMs));
  #atLeast = () => this.#seenMs === 0 ? 0 : Math.floor(this.#seenMs + this.monotonic() - this.#seenAt);
}
