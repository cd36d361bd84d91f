import { z } from "zod";
import { stockDecider } from "../../domain/stock/decider.ts";
import { stockCountStream } from "../../domain/streams.ts";
import { onHandAt, stockOf } from "../../events/projections/stock/queries.ts";
import { ok } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { defineCommand } from "../define_command.ts";
import { versionOf } from "../handle.ts";
import { inId, inInstant, inQuantity } from "../input/fields.ts";
import { knownProducts } from "./known_products.ts";

export const zCountStock = z.object({
  countId: inId,
  productId: inId,
  /** When the shelf was looked at; the moment of the command where it is left out. */
  countedAt: inInstant.optional(),
  counted: inQuantity,
}) satisfies z.ZodType<Omit<PushPayloads["CountStock"], "countedAt">>;

/** How far ahead a tablet's corrected clock may run. */
const AHEAD_MS = 120_000;

/** Someone counted while the shop kept selling: only the difference to the stock of that moment moves anything. */
export const countStock = defineCommand({
  type: "CountStock",
  schema: zCountStock,
  attempt: async ({ store, clock }, input, { occurredAt }) => {
    // The log must stand still: a sale from before the count would otherwise slip past both.
    const { size } = await store.head();
    const { productId } = input, countedAt = input.countedAt ?? occurredAt;
    const stream = stockCountStream(input.countId), version = await versionOf(store, stream);
    const expected = await onHandAt(store.db, productId, countedAt);
    const decision = stockDecider.decide({
      type: "CountStock",
      countId: input.countId,
      productId,
      counted: input.counted,
      countedAt,
      knownProducts: await knownProducts(store.db, [productId]),
      latest: plusMs(clock.now(), AHEAD_MS),
      expected,
      lastCountedAt: (await stockOf(store.db, [productId])).get(productId)?.lastCount?.countedAt ?? null,
    }, { status: version === 0 ? "none" : "recorded" });
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream, version }],
      expectedSize: size,
      gate: "always",
      outcome: { countId: input.countId, expected, difference: input.counted - expected },
    });
  },
});
