import { z } from "zod";
import { catalogueDecider } from "../../domain/catalogue/decider.ts";
import { CATALOGUE } from "../../domain/streams.ts";
import { zProduct } from "../../events/facts/catalogue.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { loadCatalogue } from "./load_catalogue.ts";
import { zProductInput } from "./product_input.ts";

/** A form carries what it showed as JSON in a hidden field. */
function beforeOfForm(raw: unknown): unknown {
  if (typeof raw !== "string") return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw; // not JSON: the schema says so
  }
}

export const zReviseProduct = zProductInput.omit({ productId: true }).extend({
  /** The product as the person saw it when they began to change it. */
  before: z.preprocess(beforeOfForm, zProduct),
});

export const reviseProduct = defineCommand({
  type: "ReviseProduct",
  schema: zReviseProduct,
  attempt: async ({ store }, { before, ...changed }) => {
    const after = { ...changed, productId: before.productId, active: before.active };
    const { state, version } = await loadCatalogue(store, { productIds: [], after: [after] });
    const decision = catalogueDecider.decide({ type: "ReviseProduct", before, after }, state);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: CATALOGUE, version }],
      gate: "always",
      outcome: { productId: before.productId },
    });
  },
});
