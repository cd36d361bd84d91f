import type { Account } from "./book.ts";

/** Below this nothing counts by itself: a picture, a claim and an unpaired sender prove nothing. */
export const TRUST_MIN = 2;

/** Above an amount the owner may want the provider's or the bank's own word. */
export function trustNeeded({ strictAboveCentimos }: Account, amountCentimos: number): number {
  return strictAboveCentimos !== null && amountCentimos > strictAboveCentimos ? 3 : TRUST_MIN;
}
