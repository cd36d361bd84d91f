import type { Result } from "./result.ts";

/**
 * The decider (fmodel, Chassaing): `decide` says yes with events or no with a refusal, `evolve` follows what
 * happened and never judges. Both pure: no await, clock, random, database or zod.
 */
export interface Decider<Command, State, Event, Refusal> {
  readonly initial: State;
  decide(command: Command, state: State): Result<readonly Event[], Refusal>;
  evolve(state: State, event: Event): State;
}
