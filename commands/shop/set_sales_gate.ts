import { z } from "zod";
import { gateDecider } from "../../domain/gate/decider.ts";
import { GATE } from "../../domain/streams.ts";
import type { ShopFact } from "../../events/facts/shop.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import { inText } from "../input/fields.ts";

export const zSetSalesGate = z.object({ open: z.boolean({ error: "choice" }), reason: inText(200) });

/** The platform opens or closes selling in a shop. No person of the shop can ask for it: routes offer no way here. */
export const setSalesGate = defineCommand({
  type: "SetSalesGate",
  schema: zSetSalesGate,
  attempt: async ({ store }, input) => {
    const events = await store.stream(GATE);
    const facts = events.map(({ type, data }) =>
      ({ type, data }) as Extract<ShopFact, { type: "SalesGateSet" }>
    );
    const decision = gateDecider.decide(
      { type: "SetSalesGate", ...input },
      facts.reduce(gateDecider.evolve, gateDecider.initial),
    );
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: GATE, version: events.length }],
      gate: "always",
      outcome: { open: input.open },
    });
  },
});
