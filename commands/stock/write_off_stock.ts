import { z } from "zod";
import { stockDecider } from "../../domain/stock/decider.ts";
import { stockLossStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { versionOf } from "../handle.ts";
import { inId, inPositiveQuantity } from "../input/fields.ts";
import { knownProducts } from "./known_products.ts";

export const zWriteOffStock = z.object({
  lossId: inId,
  productId: inId,
  quantity: inPositiveQuantity,
  reason: z.enum(["merma", "vencido", "uso propio", "robo"], { error: "choice" }),
});

/** Goods left without a sale. */
export const writeOffStock = defineCommand({
  type: "WriteOffStock",
  schema: zWriteOffStock,
  attempt: async ({ store }, input) => {
    const stream = stockLossStream(input.lossId), version = await versionOf(store, stream);
    const decision = stockDecider.decide({
      type: "WriteOffStock",
      ...input,
      knownProducts: await knownProducts(store.db, [input.productId]),
    }, { status: version === 0 ? "none" : "recorded" });
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream, version }],
      gate: "always",
      outcome: { lossId: input.lossId },
    });
  },
});
