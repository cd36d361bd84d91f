import { decideRefund, decideResolved } from "../../domain/payments/decider.ts";
import { err, ok } from "../../kernel/result.ts";
import { type Asked, defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { loadBook } from "./load_book.ts";
import { zRefund, zResolve } from "./payment_input.ts";
import { decisionOf, type PaymentHooks } from "./settled.ts";

/** A person says what became of money that the engine would not decide about. */
export const resolveException = (
  context: CommandContext,
  asked: Asked,
  input: unknown,
  hooks: PaymentHooks = {},
) =>
  defineCommand({
    type: "ResolvePaymentException",
    schema: zResolve,
    attempt: async ({ store, clock }, input) => {
      const { exceptionId, intentId } = input;
      const intentIds = intentId === null ? [] : [intentId];
      const loaded = await loadBook(store, { accountIds: [], intentIds, exceptionId }, clock.now());
      const decided = decideResolved(input, loaded.book);
      if (!decided.ok) return decided;
      return ok(await decisionOf(store, loaded, decided.value, hooks, { exceptionId }));
    },
  })(context, asked, input);

/** The merchant sent money back: by the provider, or by a transfer of their own, for a wallet cannot be reversed. */
export const noteRefund = defineCommand({
  type: "NotePaymentRefund",
  schema: zRefund,
  attempt: async ({ store, clock }, input) => {
    const { refundId, paymentId } = input;
    const known = await store.db.first("SELECT 1 FROM payment_refund WHERE refund_id = ?", [refundId]);
    if (known) return err({ type: "RefundNoted" });
    const loaded = await loadBook(store, { accountIds: [], paymentIds: [paymentId] }, clock.now());
    const decided = decideRefund(input, loaded.book);
    if (!decided.ok) return decided;
    return ok(await decisionOf(store, loaded, decided.value, {}, { refundId }));
  },
});
