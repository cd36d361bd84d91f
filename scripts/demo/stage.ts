import type { CommandContext } from "../../commands/handle.ts";
import type { Result } from "../../kernel/result.ts";
import type { Clock, Instant } from "../../kernel/time.ts";
import type { Ware } from "./day_plan.ts";
import type { Chance } from "./random.ts";

/** A clock that the history carries with it: each thing is recorded in the minute in which it happened. */
export class PastClock implements Clock {
  #now: Instant;
  constructor(now: Instant) {
    this.#now = now;
  }
  now = (): Instant => this.#now;
  moveTo(instant: Instant): void {
    if (instant > this.#now) this.#now = instant;
  }
}

export interface Stage {
  readonly context: CommandContext;
  readonly clock: PastClock;
  readonly registerId: string;
  readonly series: string;
  /** Of the morning and of the afternoon. */
  readonly cashiers: readonly [string, string];
  readonly owner: string;
  readonly wares: readonly Ware[];
  readonly chance: Chance;
}

/** The context in which a person of the shop does something. */
export const as = ({ context }: Stage, personId: string): CommandContext => ({
  ...context,
  actor: { kind: "person", id: personId },
});

/** The history is ours: what it is refused is a bug of it. */
export function did<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`demo history: ${JSON.stringify(result.error).slice(0, 400)}`);
  return result.value;
}
