import { z } from "zod";
import { cashOfSales, cashSessionDecider } from "../../domain/cash_session/decider.ts";
import { cashSessionStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inPositiveMoney, inText } from "../input/fields.ts";
import { loadSession, sessionSales } from "./load_session.ts";

export const zMoveCash = z.object({
  movementId: inId,
  cashSessionId: inId,
  direction: z.enum(["in", "out"], { error: "choice" }),
  amountCentimos: inPositiveMoney,
  reason: inText(120),
}) satisfies z.ZodType<PushPayloads["MoveCash"]>;

/** Cash in or out of the drawer, with its reason. Sales made meanwhile only add cash, so they need not stand still. */
export const moveCash = defineCommand({
  type: "MoveCash",
  schema: zMoveCash,
  attempt: async ({ store, actor }, input) => {
    const { session, version } = await loadSession(store, input.cashSessionId);
    const sales = await sessionSales(store.db, input.cashSessionId);
    const decision = cashSessionDecider.decide({
      type: "MoveCash",
      ...input,
      cashierId: actor.id,
      cashFromSalesCentimos: cashOfSales(sales),
    }, session);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: cashSessionStream(input.cashSessionId), version }],
      gate: "always",
      outcome: { movementId: input.movementId },
    });
  },
});
