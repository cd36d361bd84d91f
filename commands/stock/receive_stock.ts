import { z } from "zod";
import { stockDecider } from "../../domain/stock/decider.ts";
import { stockReceiptStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { versionOf } from "../handle.ts";
import { inId, inMoney, inNullable, inPositiveQuantity, inText } from "../input/fields.ts";
import { knownProducts } from "./known_products.ts";

const inLine = z.object({
  productId: inId,
  quantity: inPositiveQuantity,
  unitCostCentimos: inNullable(inMoney),
});

/** A form for one product names its fields plainly; a program sends the list. */
function linesOfForm(input: unknown): unknown {
  if (typeof input !== "object" || input === null || "lines" in input) return input;
  return { ...input, lines: [input] };
}

export const zReceiveStock = z.preprocess(
  linesOfForm,
  z.object({
    receiptId: inId,
    lines: z.array(inLine, { error: "required" }).min(1, { error: "required" }).max(300, {
      error: "too_many",
    }),
    note: inNullable(inText(200)),
  }),
);

/** Goods came in. */
export const receiveStock = defineCommand({
  type: "ReceiveStock",
  schema: zReceiveStock,
  attempt: async ({ store }, input) => {
    const stream = stockReceiptStream(input.receiptId), version = await versionOf(store, stream);
    const decision = stockDecider.decide({
      type: "ReceiveStock",
      ...input,
      knownProducts: await knownProducts(store.db, input.lines.map((line) => line.productId)),
    }, { status: version === 0 ? "none" : "recorded" });
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream, version }],
      gate: "always",
      outcome: { receiptId: input.receiptId },
    });
  },
});
