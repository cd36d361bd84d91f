import { z } from "zod";
import { cashSessionDecider } from "../../domain/cash_session/decider.ts";
import { cashSessionStream } from "../../domain/streams.ts";
import { registerById } from "../../events/projections/shop/queries.ts";
import { ok } from "../../kernel/result.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inMoney } from "../input/fields.ts";
import { loadSession } from "./load_session.ts";

export const zOpenCashSession = z.object({
  cashSessionId: inId,
  registerId: inId,
  floatCentimos: inMoney,
}) satisfies z.ZodType<
  PushPayloads["OpenCashSession"]
>;

/** The drawer opens with the cash counted in it. */
export const openCashSession = defineCommand({
  type: "OpenCashSession",
  schema: zOpenCashSession,
  attempt: async ({ store, actor }, input) => {
    // The whole log must stand still: another session of this register would be another stream.
    const { size } = await store.head();
    const { session, version } = await loadSession(store, input.cashSessionId);
    const decision = cashSessionDecider.decide({
      type: "OpenCashSession",
      ...input,
      cashierId: actor.id,
      register: await registerById(store.db, input.registerId),
    }, session);
    if (!decision.ok) return decision;
    return ok({
      facts: decision.value,
      expected: [{ stream: cashSessionStream(input.cashSessionId), version }],
      expectedSize: size,
      gate: "always",
      outcome: { cashSessionId: input.cashSessionId },
    });
  },
});
