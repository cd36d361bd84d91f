import { z } from "zod";
import { catalogueDecider } from "../../domain/catalogue/decider.ts";
import { CATALOGUE } from "../../domain/streams.ts";
import { CatalogueImported } from "../../events/facts/catalogue.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inText } from "../input/fields.ts";
import { loadCatalogue } from "./load_catalogue.ts";

/** More lines than any shop of this size sells, and still one append of a few megabytes. */
const CHANGES_MAX = 20_000;

/** What the reader of files worked out (commands/catalogue/import): it is parsed again here, as every input. */
export const zImportCatalogue = z.object({
  importId: inId,
  fileName: inText(120),
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "malformed" }),
  changes: CatalogueImported.schema.shape.changes.max(CHANGES_MAX, { error: "too_many" })
    .refine((changes) => new Set(changes.map(({ after }) => after.productId)).size === changes.length, {
      error: "repeated",
    })
    .refine(
      (changes) => changes.every(({ before, openingStock }) => before === null || openingStock === null),
      {
        error: "malformed", // stock of a product that exists is counted, never imported: twice would double it
      },
    ),
});

/** One file, all or nothing, one append. */
export const importCatalogue = defineCommand({
  type: "ImportCatalogue",
  schema: zImportCatalogue,
  attempt: async ({ store }, input) => {
    const after = input.changes.map((change) => change.after);
    const { state, version } = await loadCatalogue(store, { productIds: [], after });
    const decision = catalogueDecider.decide({ type: "ImportCatalogue", ...input }, state);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: CATALOGUE, version }],
      gate: "always",
      outcome: {
        importId: input.importId,
        added: input.changes.filter(({ before }) => before === null).length,
        revised: input.changes.filter(({ before }) => before !== null).length,
      },
    });
  },
});
