import { z } from "zod";
import { shopDecider } from "../../domain/shop/decider.ts";
import { SHOP } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inNullable, inText } from "../input/fields.ts";
import { loadShop } from "./load_shop.ts";

export const zOpenShop = z.object({
  name: inText(80),
  slug: z.string({ error: "slug" }).regex(/^[a-z0-9](?:-?[a-z0-9]){2,39}$/, { error: "slug" }),
  niche: z.string({ error: "choice" }).regex(/^[a-z-]{3,40}$/, { error: "choice" }),
  address: inNullable(inText(160)),
  ruc: inNullable(z.string({ error: "ruc" }).regex(/^\d{11}$/, { error: "ruc" })),
});

export const openShop = defineCommand({
  type: "OpenShop",
  schema: zOpenShop,
  attempt: async ({ store }, input) => {
    const { shop, version } = await loadShop(store);
    const decision = shopDecider.decide({ type: "OpenShop", ...input }, shop);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: SHOP, version }],
      gate: "always",
      outcome: { slug: input.slug },
    });
  },
});
