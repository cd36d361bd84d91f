import { z } from "zod";
import { decideMembership } from "../../domain/membership/decide.ts";
import type { Known } from "../../domain/membership/account.ts";
import { operationNumberOf } from "../../domain/payments/operation_number.ts";
import { membershipStream } from "../../domain/streams.ts";
import { INTERVALS, type MembershipFact, type OPERATED, PLANS } from "../../events/facts/membership.ts";
import { err, ok } from "../../kernel/result.ts";
import { limaDay } from "../../kernel/time.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import { messagesToQueue, noticeWishes, type Wish } from "../messages/queue.ts";
import { inId, inPositiveMoney, inText } from "../input/fields.ts";
import { type Beside, definedFact, defineMembership, inShop } from "./define_membership.ts";
import { loadMembership } from "./load_membership.ts";

// What an operator does where the fact itself has no place for the reason: it stands beside it, in the same append.

const inReason = inText(200);

const note = (
  action: (typeof OPERATED)[number],
  { shop, reason }: { readonly shop: string; readonly reason: string },
  { ids, actor }: CommandContext,
): MembershipFact => ({
  type: "OperatorNoted",
  data: { shop, noteId: ids.next(), action, by: actor.id, reason },
});
const noted = (action: (typeof OPERATED)[number]) =>
(
  input: { readonly shop: string; readonly reason: string },
  context: CommandContext,
): Promise<Beside> => Promise.resolve({ facts: [definedFact(note(action, input, context))], expected: [] });

export const liftHoldFor = defineMembership(
  "LiftHold",
  z.object({ shop: inShop, holdId: inId, reason: inReason }),
  ({ shop, holdId }, { actor }) => ({ shop, holdId, by: actor.id }),
  noted("lift_hold"),
);

/** The money is not there: the day of service that the claim gave ends now. */
export const rejectClaim = defineMembership(
  "ResolveClaim",
  z.object({ shop: inShop, claimId: inId, reason: inReason }),
  ({ shop, claimId }, { actor }) => ({ shop, claimId, outcome: "rejected" as const, by: actor.id }),
  async (input, context) => {
    const { facts } = await loadMembership(context.store, input.shop);
    const amountCentimos = claimOf(facts, input.claimId)?.data.amountCentimos ?? null;
    const wish = { ...rejection(input, context), amountCentimos };
    const told = await messagesToQueue(context.store, noticeWishes(wish));
    const reasoned = definedFact(note("reject_claim", input, context));
    return { facts: [reasoned, ...told.facts], expected: told.expected };
  },
);

/** Its owner is told at once, since the shop may stop selling by it. */
const rejection = (
  { shop, claimId }: { shop: string; claimId: string },
  { clock }: CommandContext,
): Wish => ({
  ...{ shop, kind: "claim_rejected", subject: `claim/${claimId}`, personId: null },
  ...{ day: limaDay(clock.now()), notBefore: clock.now() },
});

export const changePlanFor = defineMembership(
  "ChangePlan",
  z.object({
    shop: inShop,
    changeId: inId,
    plan: z.enum(PLANS, { error: "choice" }),
    interval: z.enum(INTERVALS, { error: "choice" }),
    reason: inReason,
  }),
  ({ shop, changeId, plan, interval }) => ({
    ...{ shop, changeId, plan, interval },
    invoiceId: fixedId(`${changeId}/invoice`),
    creditId: fixedId(`${changeId}/credit`),
    laterId: fixedId(`${changeId}/later`),
  }),
  noted("change_plan"),
);

export const cancelFor = defineMembership(
  "CancelMembership",
  z.object({ shop: inShop, cancelId: inId, reason: inReason }),
  ({ shop, cancelId, reason }) => ({ shop, reason, creditId: fixedId(`${cancelId}/credit`) }),
  noted("cancel"),
);

/**
 * A person saw the money in the wallet itself. It counts from when the shop said so, under the number of its operation: if
 * the payment engine sees the same credit later, it is the same payment to the membership.
 */
export const verifyClaim = defineCommand({
  type: "VerifyClaim",
  schema: z.object({ shop: inShop, claimId: inId, amountCentimos: inPositiveMoney, reason: inReason }),
  attempt: async (context, { shop, claimId, amountCentimos, reason }) => {
    const { store, clock, actor } = context, now = clock.now();
    const { facts, version } = await loadMembership(store, shop);
    const resolved = decideMembership(facts, now, {
      type: "ResolveClaim",
      ...{ shop, claimId, outcome: "verified", by: actor.id },
    });
    if (!resolved.ok) return resolved;
    const claim = claimOf(facts, claimId);
    if (!claim) return err({ type: "ClaimUnknown" as const });
    const { wallet: provider, operationNumber } = claim.data;
    const reference = operationNumberOf(operationNumber) ?? operationNumber;
    const counted = facts.some(({ fact: { type, data } }) =>
      type === "PaymentReceived" && data.provider === provider && data.reference === reference
    );
    const paid = decideMembership(facts, now, {
      type: "NotePayment",
      ...{ shop, paymentId: fixedId(`${claimId}/payment`), amountCentimos, provider, reference },
      valueAt: claim.at,
    });
    if (!paid.ok) return paid;
    const all = [
      ...resolved.value,
      ...counted ? [] : paid.value,
      note("verify_claim", { shop, reason }, context),
    ];
    return ok({
      facts: all.map(definedFact),
      expected: [{ stream: membershipStream(shop), version }],
      gate: "always",
      outcome: { claimId, counted: !counted },
    });
  },
});

function claimOf(facts: readonly Known[], claimId: string) {
  for (const { fact, occurredAt } of facts) {
    if (fact.type === "PaymentClaimed" && fact.data.claimId === claimId) {
      return { data: fact.data, at: occurredAt };
    }
  }
  return null;
}
