import { type Clock, type Instant, plusMs } from "../../kernel/time.ts";

/** A clock that a test moves by hand. Starts two minutes before midnight in Lima, so that a wrong day shows at once. */
export class HandClock implements Clock {
  #now: Instant;
  constructor(start = "2026-11-23T04:58:00.000Z") {
    this.#now = start as Instant;
  }
  now = (): Instant => this.#now;
  forward(ms: number): Instant {
    return this.#now = plusMs(this.#now, ms);
  }
}
