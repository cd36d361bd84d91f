import { z } from "zod";
import { shopDecider } from "../../domain/shop/decider.ts";
import { SHOP } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inText } from "../input/fields.ts";
import { loadShop } from "./load_shop.ts";

export const zAddRegister = z.object({
  registerId: inId,
  name: inText(40),
  series: z.string({ error: "series" }).trim().toUpperCase().regex(/^T\d{3}$/, { error: "series" }),
});

export const addRegister = defineCommand({
  type: "AddRegister",
  schema: zAddRegister,
  attempt: async ({ store }, input) => {
    const { shop, version } = await loadShop(store);
    const decision = shopDecider.decide({ type: "AddRegister", ...input }, shop);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: SHOP, version }],
      gate: "always",
      outcome: { registerId: input.registerId },
    });
  },
});
