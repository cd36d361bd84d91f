import { z } from "zod";
import { catalogueDecider } from "../../domain/catalogue/decider.ts";
import { CATALOGUE } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inId } from "../input/fields.ts";
import { lastImport, loadCatalogue } from "./load_catalogue.ts";

export const zUndoImport = z.object({ importId: inId });

/** The newest import taken back in one step, while nobody changed its products since. */
export const undoImport = defineCommand({
  type: "UndoImport",
  schema: zUndoImport,
  attempt: async ({ store }, { importId }) => {
    const last = await lastImport(store);
    const touched = last?.changes.map(({ before, after }) => before ?? after) ?? [];
    const { state, version } = await loadCatalogue(store, { productIds: [], after: touched });
    const decision = catalogueDecider.decide({ type: "UndoImport", importId }, {
      ...state,
      lastImport: last,
    });
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: CATALOGUE, version }],
      gate: "always",
      outcome: { importId, products: touched.length },
    });
  },
});
