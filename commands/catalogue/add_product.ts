import { catalogueDecider } from "../../domain/catalogue/decider.ts";
import { CATALOGUE } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { loadCatalogue } from "./load_catalogue.ts";
import { zProductInput } from "./product_input.ts";

export const addProduct = defineCommand({
  type: "AddProduct",
  schema: zProductInput,
  attempt: async ({ store }, input) => {
    const product = { ...input, active: true };
    const { state, version } = await loadCatalogue(store, { productIds: [], after: [product] });
    const decision = catalogueDecider.decide({ type: "AddProduct", product }, state);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: CATALOGUE, version }],
      gate: "always",
      outcome: { productId: product.productId },
    });
  },
});
