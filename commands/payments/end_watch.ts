import { paymentIntentStream } from "../../domain/streams.ts";
import type { PaymentFact } from "../../events/facts/payments.ts";
import { intentsOfSubject } from "../../events/projections/payments/queries.ts";
import type { AppendRequest } from "../../events/store/types.ts";
import type { CommandContext } from "../handle.ts";

interface WatchesEnded {
  readonly facts: readonly PaymentFact[];
  readonly expected: AppendRequest["expected"];
}
export const NO_WATCH: WatchesEnded = { facts: [], expected: [] };

/** A sale that was taken back waits for no money: what comes for it all the same is looked at by a person. */
export async function watchesEnded(
  { store, clock }: Pick<CommandContext, "store" | "clock">,
  saleId: string,
): Promise<WatchesEnded> {
  const open = (await intentsOfSubject(store.db, saleId)).filter((
    { purpose, outcome, allocatedCentimos, amountCentimos },
  ) => purpose === "sale" && outcome !== "canceled" && allocatedCentimos < amountCentimos);
  const endedAt = clock.now();
  return {
    facts: open.map(({ intentId }) => ({
      type: "PaymentIntentEnded",
      data: { intentId, outcome: "canceled", endedAt },
    })),
    expected: open.map(({ intentId, ver }) => ({ stream: paymentIntentStream(intentId), version: ver })),
  };
}
