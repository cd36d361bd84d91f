import { z } from "zod";
import {
  confirmHold as confirming,
  HOLD_DAYS_MAX,
  holdsOf,
  proposeHold as proposing,
} from "../../domain/membership/holds.ts";
import { membershipStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inText } from "../input/fields.ts";
import { definedFact, inShop } from "./define_membership.ts";
import { loadMembership } from "./load_membership.ts";

const DAY_MS = 86_400_000;
const inReason = inText(200);
/** Whole days, from a form as text. */
const inDays = z.union([
  z.number(),
  z.string().trim().regex(/^\d{1,3}$/, { error: "days" }).transform(Number),
], { error: "days" }).refine((days) => Number.isSafeInteger(days) && days >= 1 && days <= HOLD_DAYS_MAX, {
  error: "days",
});

/** An operator asks for selling to be stopped at a shop; it goes on until a second one says so too. */
export const proposeHold = defineCommand({
  type: "ProposeHold",
  schema: z.object({ shop: inShop, holdId: inId, days: inDays, reason: inReason }),
  attempt: async ({ store, actor, clock }, { shop, holdId, days, reason }) => {
    const { facts, version } = await loadMembership(store, shop), now = clock.now();
    const wish = { shop, holdId, by: actor.id, reason, until: plusMs(now, days * DAY_MS) };
    const decision = proposing(holdsOf(facts, now), wish, now);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value.map(definedFact),
      expected: [{ stream: membershipStream(shop), version }],
      gate: "always",
      outcome: { holdId },
    });
  },
});

/** The second operator's word: from this moment the shop does not sell. */
export const confirmHold = defineCommand({
  type: "ConfirmHold",
  schema: z.object({ shop: inShop, holdId: inId, reason: inReason }),
  attempt: async ({ store, actor, clock }, { shop, holdId, reason }) => {
    const { facts, version } = await loadMembership(store, shop);
    const decision = confirming(holdsOf(facts, clock.now()), { shop, holdId, by: actor.id, reason });
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value.map(definedFact),
      expected: [{ stream: membershipStream(shop), version }],
      gate: "always",
      outcome: { holdId },
    });
  },
});
