import { z } from "zod";
import { type CustomerCommand, customerDecider } from "../../domain/customer/decider.ts";
import { customerStream } from "../../domain/streams.ts";
import type { PersonalData } from "../../events/store/types.ts";
import { FIRST_TERMS } from "../../kernel/credit.ts";
import { ok } from "../../kernel/result.ts";
import { defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { inId } from "../input/fields.ts";
import { personalOf, zCustomerInput, zTermsInput } from "./customer_input.ts";
import { loadCustomer } from "./load_customer.ts";

/** Decides on one customer's stream alone. */
async function decided({ store }: CommandContext, command: CustomerCommand, personal?: PersonalData) {
  const { customerId } = command;
  const { customer, version } = await loadCustomer(store, customerId);
  const decision = customerDecider.decide(command, customer);
  if (!decision.ok) return decision;
  const [first] = decision.value;
  return ok({
    facts: decision.value,
    expected: [{ stream: customerStream(customerId), version }],
    gate: "always" as const,
    outcome: { customerId },
    ...personal && first && { personal: new Map([[first, personal]]) },
  });
}

/** From the counter too: with the terms of a new customer, until the owner sets others. */
export const addCustomer = defineCommand({
  type: "AddCustomer",
  schema: zCustomerInput,
  personal: true,
  attempt: (context, input) => {
    const { customerId } = input;
    return decided(context, { type: "AddCustomer", customerId, ...FIRST_TERMS }, personalOf(input));
  },
});

export const reviseCustomer = defineCommand({
  type: "ReviseCustomer",
  schema: zCustomerInput,
  personal: true,
  attempt: (context, input) => {
    const { customerId } = input;
    return decided(context, { type: "ReviseCustomer", customerId }, personalOf(input));
  },
});

export const setCreditLimit = defineCommand({
  type: "SetCreditLimit",
  schema: zTermsInput,
  attempt: (context, input) => decided(context, { type: "SetCreditLimit", ...input }),
});

const eraseInLedger = defineCommand({
  type: "EraseCustomer",
  schema: z.object({ customerId: inId }),
  attempt: (context, { customerId }) => decided(context, { type: "EraseCustomer", customerId }),
});

/**
 * Erases a person: first the fact, so that the shop knows it was asked, then the key. Cut off in between, asking again
 * destroys the key: the fact being there already is then no reason to stop.
 */
export const eraseCustomer: typeof eraseInLedger = async (context, asked, input) => {
  const handled = await eraseInLedger(context, asked, input);
  const gone = !handled.ok && handled.error.type === "CustomerGone";
  if (handled.ok || gone) await context.store.people.erase((input as { customerId: string }).customerId);
  return handled;
};
