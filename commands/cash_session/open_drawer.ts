import { z } from "zod";
import { cashSessionDecider } from "../../domain/cash_session/decider.ts";
import { cashSessionStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { approvalOf, inApproval, isApproved } from "../approval.ts";
import { defineCommand } from "../define_command.ts";
import { inId, inText } from "../input/fields.ts";
import { loadSession } from "./load_session.ts";

export const zOpenDrawer = z.object({
  openingId: inId,
  cashSessionId: inId,
  reason: inText(120),
  approval: inApproval,
}) satisfies z.ZodType<PushPayloads["OpenDrawer"]>;

/** The drawer was opened without a sale: to change a note, to look. */
export const openDrawer = defineCommand({
  type: "OpenDrawer",
  schema: zOpenDrawer,
  attempt: async (context, { approval, ...input }) => {
    const { session, version } = await loadSession(context.store, input.cashSessionId);
    const approved = isApproved(context, approval, "drawer");
    const said = approved ? await approvalOf(context, approval, input.openingId) : null;
    const decision = cashSessionDecider.decide(
      { type: "OpenDrawer", ...input, cashierId: context.actor.id, approved },
      session,
    );
    if (!decision.ok) return decision;
    const flags: readonly "unapproved"[] = approved ? [] : ["unapproved"];
    return ok({
      facts: [...decision.value, ...said ? [said.fact] : []],
      expected: [
        { stream: cashSessionStream(input.cashSessionId), version },
        ...said ? [said.expected] : [],
      ],
      gate: "always",
      outcome: { openingId: input.openingId, flags },
    });
  },
});
