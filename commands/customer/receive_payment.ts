import { z } from "zod";
import { customerDecider } from "../../domain/customer/decider.ts";
import { cashSessionStream, customerStream } from "../../domain/streams.ts";
import { ok } from "../../kernel/result.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { loadSession } from "../cash_session/load_session.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import { inId, inNullable, inPositiveMoney } from "../input/fields.ts";
import { loadCustomer } from "./load_customer.ts";

export const zReceiveCreditPayment = z.object({
  paymentId: inId,
  customerId: inId,
  cashSessionId: inNullable(inId),
  method: z.enum(["efectivo", "yape", "plin", "tarjeta"], { error: "choice" }),
  amountCentimos: inPositiveMoney,
  operationNumber: inNullable(
    z.string({ error: "operation_number" }).trim().regex(/^[0-9A-Za-z-]{1,24}$/, {
      error: "operation_number",
    }),
  ),
}) satisfies z.ZodType<PushPayloads["ReceiveCreditPayment"]>;

/** The customer paid of what they owe. Never refused for what the shop knows of them: the money is there. */
export const receiveCreditPayment = defineCommand({
  type: "ReceiveCreditPayment",
  schema: zReceiveCreditPayment,
  attempt: async ({ store, actor }, input) => {
    const { customerId, cashSessionId, paymentId } = input;
    const { customer, version } = await loadCustomer(store, customerId);
    const decision = customerDecider.decide({
      type: "ReceiveCreditPayment",
      ...input,
      cashierId: actor.id,
      movementId: fixedId(`${paymentId}/cash`),
    }, customer);
    if (!decision.ok) return decision;
    const drawer = decision.value.some(({ type }) => type === "CashMoved") ? cashSessionId : null;
    return ok({
      facts: decision.value,
      expected: [
        { stream: customerStream(customerId), version },
        ...drawer === null
          ? []
          : [{ stream: cashSessionStream(drawer), version: (await loadSession(store, drawer)).version }],
      ],
      gate: "always",
      outcome: { paymentId },
    });
  },
});
