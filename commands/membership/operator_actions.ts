import { z } from "zod";
import { decideMembership } from "../../domain/membership/decide.ts";
import type { Known } from "../../domain/membership/account.ts";
import { operationNumberOf } from "../../domain/payments/operation_number.ts";
import { taggedCentimos } from "../../domain/membership/payment_tag.ts";
import { membershipStream, paymentIntentStream } from "../../domain/streams.ts";
import type { Fact } from "../../events/facts/mod.ts";
import { INTERVALS, type MembershipFact, type OPERATED, PLANS } from "../../events/facts/membership.ts";
import { isCountedElsewhere } from "../../events/projections/console/queries.ts";
import { type IntentRow, intentsOfSubject } from "../../events/projections/payments/queries.ts";
import { isSeenFor, isWallet } from "../../events/projections/payments/membership_queries.ts";
import { centimos } from "../../kernel/money.ts";
import { err, ok } from "../../kernel/result.ts";
import { limaDay } from "../../kernel/time.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext } from "../handle.ts";
import { messagesToQueue, noticeWishes, type Wish } from "../messages/queue.ts";
import { inId, inPositiveMoney, inText } from "../input/fields.ts";
import { type Beside, definedFact, defineMembership, inShop } from "./define_membership.ts";
import { loadMembership } from "./load_membership.ts";
import { tagGiven } from "./settled.ts";

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
 * A person saw the money in the wallet itself. It counts from when the shop said so, under the number of its operation. A
 * phone tells no such number, so what the payment engine saw of it counts here too, and the intent that waits for it is
 * called off in the same append: the same credit that comes later is for a person, and is never counted a second time.
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
    if (await isCountedElsewhere(store.db, reference, shop)) {
      return err({ type: "OperationCounted" as const });
    }
    // One wallet pays into the other's account, so a number is one whichever of them is named beside it.
    const counted = facts.some(({ fact: { type, data } }) =>
      type === "PaymentReceived" && isWallet(data.provider) && data.reference === reference
    ) || await isSeenFor(store.db, shop, reference);
    const paid = decideMembership(facts, now, {
      type: "NotePayment",
      ...{ shop, paymentId: fixedId(`${claimId}/payment`), amountCentimos, provider, reference },
      valueAt: claim.at,
    });
    if (!paid.ok) {
      return paid;
    }
    const waiting = counted ? [] : (await intentsOfSubject(store.db, shop)).filter(isWaiting);
    const all = [
      ...resolved.value,
      ...counted ? [] : paid.value,
      ...tagCredit(waiting, { shop, claimId, amountCentimos }),
      note("verify_claim", { shop, reason }, context),
    ];
    return ok({
      facts: [
        ...all.map(definedFact),
        ...waiting.map(({ intentId }): Fact => ({
          type: "PaymentIntentEnded",
          data: { intentId, outcome: "canceled", endedAt: now },
        })),
      ],
      expected: [
        { stream: membershipStream(shop), version },
        ...waiting.map(({ intentId, ver }) => ({ stream: paymentIntentStream(intentId), version: ver })),
      ],
      gate: "always",
      outcome: { claimId, counted: !counted },
    });
  },
});

const isWaiting = ({ outcome, allocatedCentimos, amountCentimos }: IntentRow): boolean =>
  outcome === null && allocatedCentimos < amountCentimos;

/** The céntimos that were taken off what the shop was asked for are given here too, as far as they are missing. */
function tagCredit(
  waiting: readonly IntentRow[],
  { shop, claimId, amountCentimos }: { shop: string; claimId: string; amountCentimos: number },
): MembershipFact[] {
  const asked = waiting.find((row) => row.amountCentimos <= amountCentimos);
  const missing = asked ? asked.amountCentimos + taggedCentimos(asked.reference) - amountCentimos : 0;
  return missing <= 0 ? [] : [tagGiven(shop, fixedId(`${claimId}/tag`), centimos(missing))];
}

function claimOf(facts: readonly Known[], claimId: string) {
  for (const { fact, occurredAt } of facts) {
    if (fact.type === "PaymentClaimed" && fact.data.claimId === claimId) {
      return { data: fact.data, at: occurredAt };
    }
  }
  return null;
}
