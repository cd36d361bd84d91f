import { simulate } from "./simulate.ts";

const AT_ONCE = 25;

/** Declares the tests of a hundred seeds. Two files share the 200 of the test run, so that two cores share the time. */
export function testHundred(from: number): void {
  for (let first = from; first < from + 100; first += AT_ONCE) {
    const last = first + AT_ONCE - 1;
    Deno.test(`seeds ${first} to ${last}: nothing is lost, doubled or misnumbered`, async () => {
      for (let seed = first; seed <= last; seed++) await simulate(seed, { arrivalOrder: seed % 5 === 0 });
    });
  }
}
