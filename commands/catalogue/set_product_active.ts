import { z } from "zod";
import { catalogueDecider } from "../../domain/catalogue/decider.ts";
import { CATALOGUE } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inId } from "../input/fields.ts";
import { loadCatalogue } from "./load_catalogue.ts";

export const zProductId = z.object({ productId: inId });

const setActive = (type: "RetireProduct" | "RestoreProduct") =>
  defineCommand({
    type,
    schema: zProductId,
    attempt: async ({ store }, { productId }) => {
      const { state, version } = await loadCatalogue(store, { productIds: [productId], after: [] });
      const decision = catalogueDecider.decide({ type, productId }, state);
      if (!decision.ok) return decision;
      return ok({
        facts: decision.value,
        expected: [{ stream: CATALOGUE, version }],
        gate: "always",
        outcome: { productId },
      });
    },
  });

/** Off the till and out of searches; its history and its stock stay. */
export const retireProduct = setActive("RetireProduct");
export const restoreProduct = setActive("RestoreProduct");
