import { z } from "zod";
import {
  cashOfSales,
  cashSessionDecider,
  type CashSessionRefusal,
} from "../../domain/cash_session/decider.ts";
import { trustOf } from "../../domain/payments/book.ts";
import { decideRefund, type PaymentsRefusal } from "../../domain/payments/decider.ts";
import { TRUST_MIN } from "../../domain/payments/trust.ts";
import { cashSessionStream } from "../../domain/streams.ts";
import { paymentById } from "../../events/projections/payments/queries.ts";
import type { PersonalData } from "../../events/store/types.ts";
import { centimos } from "../../kernel/money.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { inApproval } from "../approval.ts";
import { loadSession, sessionSales } from "../cash_session/load_session.ts";
import { inPhone } from "../customer/customer_input.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import type { CommandContext, Decision } from "../handle.ts";
import { inId, inNullable, inPositiveMoney, inText } from "../input/fields.ts";
import { loadBook } from "./load_book.ts";
import { inOperationNumber } from "./payment_input.ts";
import { secondWord, withWord } from "./second_word.ts";
import { decisionOf } from "./settled.ts";

const zBack = z.object({
  refundId: inId,
  paymentId: inId,
  amountCentimos: inPositiveMoney,
  reason: inText(120),
  approval: inApproval,
});

/**
 * Money of a wallet goes back to who paid: a wallet cannot be reversed, so it is a new transfer that a person made, and its
 * number says which. Above an amount of the shop's own, all that goes back of one payment together, a second person says yes.
 */
export const refundByWallet = defineCommand({
  type: "RefundByWallet",
  schema: zBack.extend({ operationNumber: inOperationNumber, phone: inNullable(inPhone) }),
  personal: true,
  attempt: (context, { phone, ...back }) =>
    decided(context, back, phone === null ? null : { subject: back.refundId, fields: { phone } }),
});

/** The same in cash, out of an open drawer, whose count then holds. */
export const giveChange = defineCommand({
  type: "GiveChange",
  schema: zBack.extend({ cashSessionId: inId }),
  attempt: async (context, { cashSessionId, ...back }): Promise<GivenChange> => {
    const { store, actor } = context, { refundId, amountCentimos, reason } = back;
    const given = await decided(context, { ...back, operationNumber: null }, null);
    if (!given.ok) return given;
    const { session, version } = await loadSession(store, cashSessionId);
    const moved = cashSessionDecider.decide({
      type: "MoveCash",
      movementId: fixedId(`change ${refundId}`),
      cashSessionId,
      cashierId: actor.id,
      direction: "out",
      amountCentimos,
      reason,
      cashFromSalesCentimos: cashOfSales(await sessionSales(store.db, cashSessionId)),
    }, session);
    if (!moved.ok) return moved;
    return ok({
      ...given.value,
      facts: [...given.value.facts, ...moved.value],
      expected: [...given.value.expected, { stream: cashSessionStream(cashSessionId), version }],
    });
  },
});

type GivenChange = Result<
  Decision<{ readonly refundId: string }>,
  PaymentsRefusal | CashSessionRefusal
>;
type Back = z.output<typeof zBack> & { readonly operationNumber: string | null };

/** Nothing goes back for what only somebody untrusted has told of, or for what was no money of its own. */
async function decided(
  context: CommandContext,
  { approval, ...back }: Back,
  personal: PersonalData | null,
) {
  const { store, clock, actor } = context, { refundId, paymentId, amountCentimos } = back;
  const known = await store.db.first("SELECT 1 FROM payment_refund WHERE refund_id = ?", [refundId]);
  if (known) return err({ type: "RefundNoted" } as const);
  const loaded = await loadBook(store, { accountIds: [], paymentIds: [paymentId] }, clock.now());
  const credit = loaded.book.credits.get(paymentId), row = await paymentById(store.db, paymentId);
  if (row?.void) return err({ type: "IncomingPaymentSpent", leftCentimos: centimos(0) } as const);
  if (credit && trustOf(credit) < TRUST_MIN) return err({ type: "PaymentEvidenceWeak" } as const);
  const refund = decideRefund({ ...back, by: actor.id }, loaded.book);
  if (!refund.ok) return refund;
  const said = await secondWord(context, approval, {
    kind: "wallet_refund",
    subject: refundId,
    amountCentimos: centimos(amountCentimos + (credit?.refundedCentimos ?? 0)),
  });
  if (!said.ok) return said;
  const decision = await decisionOf(store, loaded, refund.value, {}, { refundId }, personal);
  return ok(withWord(decision, said.value));
}
