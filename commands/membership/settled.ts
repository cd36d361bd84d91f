import { type MembershipFact } from "../../events/facts/membership.ts";
import { taggedCentimos } from "../../domain/membership/payment_tag.ts";
import { membershipStream } from "../../domain/streams.ts";
import { intentById } from "../../events/projections/payments/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { type Centimos, centimos } from "../../kernel/money.ts";
import { fixedId } from "../fixed_id.ts";
import type { PaymentHooks, Settled, Settling } from "../payments/settled.ts";
import { definedFact } from "./define_membership.ts";
import { loadMembership } from "./load_membership.ts";

/**
 * The engine's hook on the platform's log: that a shop paid stands in the very append that counts the money for its intent,
 * so that neither is ever there without the other. Whoever follows the log hears of it at once.
 */
export const settledIntoMembership = (
  { store }: { readonly store: TenantStore },
): Required<PaymentHooks> => ({
  settled: async (money: Settled): Promise<Settling> => {
    if (money.purpose !== "membership") return { facts: [], expected: [] };
    const { facts, version } = await loadMembership(store, money.subject);
    const known = facts.map(({ fact }) => fact);
    return {
      facts: [received(known, money), ...await pardoned(store, money)].map(definedFact),
      expected: [{ stream: membershipStream(money.subject), version }],
    };
  },
});

/** One credit that a person counted for two intents is two payments: only the first bears its name alone. */
function received(known: readonly MembershipFact[], money: Settled): MembershipFact {
  const { subject: shop, paymentId, amountCentimos, valueAt, provider } = money;
  const before = known.filter((fact) => fact.type === "PaymentReceived" && fact.data.paymentId === paymentId);
  const reference = before.length === 0 ? money.reference : `${money.reference} (${before.length + 1})`;
  return { type: "PaymentReceived", data: { shop, paymentId, amountCentimos, valueAt, provider, reference } };
}

/** The céntimos that were taken off so that the payment could be told from others are given with it. */
async function pardoned({ db }: TenantStore, money: Settled): Promise<MembershipFact[]> {
  const { subject: shop, intentId, allocationId, complete } = money;
  const tagged = taggedCentimos((await intentById(db, intentId))?.reference ?? null);
  if (!complete || tagged === 0) return [];
  return [tagGiven(shop, fixedId(`${allocationId}/tag`), centimos(tagged))];
}

export const tagGiven = (shop: string, creditId: string, amountCentimos: Centimos): MembershipFact => ({
  type: "CreditGranted",
  data: { shop, creditId, amountCentimos, by: "billing", reason: "céntimos que distinguen tu pago" },
});
