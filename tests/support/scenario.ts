import type { Decider } from "../../kernel/decider.ts";
import { err, ok } from "../../kernel/result.ts";

/** The one thing a scenario needs of a test runner: it throws where the two differ, in order and in every field. */
export type AssertEqual = (actual: unknown, expected: unknown) => void;

/**
 * Given what happened, when this is asked, then exactly this happens. Reads as the rule:
 * `cash.given(opened).when(move).then(moved)`.
 */
export function scenario<Command, State, Event, Refusal>(
  decider: Decider<Command, State, Event, Refusal>,
  assertEqual: AssertEqual,
) {
  const given = (...past: readonly Event[]) => {
    const state = past.reduce(decider.evolve, decider.initial);
    return {
      when: (command: Command) => {
        const decision = decider.decide(command, state);
        return {
          then: (...events: readonly Event[]) => assertEqual(decision, ok(events)),
          refused: (refusal: Refusal) => assertEqual(decision, err(refusal)),
        };
      },
      state: (expected: State) => assertEqual(state, expected),
    };
  };
  return { given };
}
