import { z } from "zod";
import type { SeriesRefusal } from "../../domain/series/decider.ts";
import { shopDecider, type ShopRefusal } from "../../domain/shop/decider.ts";
import { seriesStream, SHOP } from "../../domain/streams.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { type Decision, versionOf } from "../handle.ts";
import { inId, inText } from "../input/fields.ts";
import { loadShop } from "./load_shop.ts";

export const zAddRegister = z.object({
  registerId: inId,
  name: inText(40),
  series: z.string({ error: "series" }).trim().toUpperCase().regex(/^T\d{3}$/, { error: "series" }),
});

type Decided = Result<Decision<{ readonly registerId: string }>, ShopRefusal | SeriesRefusal>;

export const addRegister = defineCommand({
  type: "AddRegister",
  schema: zAddRegister,
  attempt: async ({ store }, input): Promise<Decided> => {
    const { shop, version } = await loadShop(store);
    const decision = shopDecider.decide({ type: "AddRegister", ...input }, shop);
    if (!decision.ok) return decision;
    const held = await versionOf(store, seriesStream(input.series));
    if (held > 0) return err({ type: "SeriesNotYours", series: input.series });
    return ok({
      facts: decision.value,
      // The series only looked at: a device may be given it meanwhile.
      expected: [{ stream: SHOP, version }, { stream: seriesStream(input.series), version: held }],
      gate: "always",
      outcome: { registerId: input.registerId },
    });
  },
});
