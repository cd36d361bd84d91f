import {
  decideClaimed,
  decideIntentEnded,
  decideIntentOpened,
  decideMarked,
} from "../../domain/payments/decider.ts";
import { sameAmountOpen } from "../../domain/payments/lease.ts";
import { expiryOf, type Outage } from "../../domain/payments/outage.ts";
import type { PaymentFact } from "../../events/facts/payments.ts";
import { forgottenIntents, walletAccounts } from "../../events/projections/payments/queries.ts";
import { ZERO } from "../../kernel/money.ts";
import { ok } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Asked, defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { loadBook } from "./load_book.ts";
import { zClaimPaid, zConfirm, zEndIntent, zOpenIntent } from "./payment_input.ts";
import { secondWord, withWord } from "./second_word.ts";
import { decisionOf, type PaymentHooks } from "./settled.ts";

/** True where money that had come before was counted for it at once. */
const isSettled = (facts: readonly PaymentFact[], intentId: string): boolean =>
  facts.some(({ type, data }) => type === "PaymentAllocated" && data.intentId === intentId);

/**
 * Money is waited for. What came unasked in the last minutes is tried against it; `sameAmountOpen` names the intents that a
 * payer could not be told apart from, so that whoever asks may warn.
 */
export const openIntent = (
  context: CommandContext,
  asked: Asked,
  input: unknown,
  hooks: PaymentHooks = {},
) =>
  defineCommand({
    type: "OpenPaymentIntent",
    schema: zOpenIntent,
    personal: true,
    attempt: async ({ store, clock }, { expectedPayer, ...data }, { occurredAt: openedAt }) => {
      const { intentId, accountIds } = data;
      const loaded = await loadBook(store, { accountIds, intentIds: [intentId] }, clock.now());
      const payer = expectedPayer === null ? null : { name: expectedPayer, masked: false };
      const decided = decideIntentOpened({ ...data, openedAt, expectedPayer: payer }, loaded.book);
      if (!decided.ok) return decided;
      const intents = loaded.book.intents.values();
      const outcome = {
        intentId,
        sameAmountOpen: sameAmountOpen(intents, data, openedAt),
        settled: isSettled(decided.value, intentId),
      };
      const personal = expectedPayer === null
        ? null
        : { subject: intentId, fields: { payerName: expectedPayer } };
      return ok(await decisionOf(store, loaded, decided.value, hooks, outcome, personal));
    },
  })(context, asked, input);

/** Stops waiting. `expired` by the clock ends only what nobody has said anything of: see decider. */
export const endIntent = defineCommand({
  type: "EndPaymentIntent",
  schema: zEndIntent,
  attempt: async ({ store, clock }, { intentId, outcome }) => {
    const now = clock.now(), loaded = await loadBook(store, { accountIds: [], intentIds: [intentId] }, now);
    const decided = decideIntentEnded({ intentId, outcome, endedAt: now }, loaded.book);
    if (!decided.ok) return decided;
    return ok(
      await decisionOf(store, loaded, decided.value, {}, { intentId, ended: decided.value.length > 0 }),
    );
  },
});

/** The payer says it is paid, and perhaps reads out a number: worth nothing by itself, but it tells credits apart. */
export const claimPaid = (context: CommandContext, asked: Asked, input: unknown, hooks: PaymentHooks = {}) =>
  defineCommand({
    type: "ClaimPaymentMade",
    schema: zClaimPaid,
    attempt: async ({ store, clock, ids }, input) => {
      const { intentId, operationNumber } = input;
      const loaded = await loadBook(
        store,
        { accountIds: [], intentIds: [intentId], operationNumber },
        clock.now(),
      );
      const decided = decideClaimed({ ...input, exceptionId: ids.next() }, loaded.book);
      if (!decided.ok) return decided;
      const outcome = {
        intentId,
        settled: isSettled(decided.value, intentId),
        exceptionId: exceptionIn(decided.value),
      };
      return ok(await decisionOf(store, loaded, decided.value, hooks, outcome));
    },
  })(context, asked, input);

/**
 * A cashier takes an operation number for payment. The intent is `marked`, not paid: it is until somebody trusted has told
 * of the money. A number that stands for other money marks nothing and becomes an exception. In a shop, above an amount of
 * its own, somebody who may approve says yes.
 */
export const confirmByOperation = (
  context: CommandContext,
  asked: Asked,
  input: unknown,
  hooks: PaymentHooks = {},
) =>
  defineCommand({
    type: "ConfirmPaymentByNumber",
    schema: zConfirm,
    attempt: async (context, { approval, ...input }) => {
      const { store, clock, ids, actor } = context, { intentId, operationNumber, accountId } = input;
      const wanted = { accountIds: [accountId], intentIds: [intentId], operationNumber };
      const loaded = await loadBook(store, wanted, clock.now());
      const decided = decideMarked({ ...input, by: actor.id, exceptionId: ids.next() }, loaded.book);
      if (!decided.ok) return decided;
      const marked = decided.value.find((fact) => fact.type === "PaymentMarked"),
        isMarked = marked !== undefined;
      const said = await secondWord(context, approval, {
        kind: "wallet_number",
        subject: intentId,
        amountCentimos: marked?.data.amountCentimos ?? ZERO,
      });
      if (!said.ok) return said;
      const decision = isSettled(decided.value, intentId)
        ? "settled" as const
        : isMarked
        ? "marked" as const
        : "review" as const;
      const outcome = { intentId, decision, exceptionId: isMarked ? null : exceptionIn(decided.value) };
      return ok(withWord(await decisionOf(store, loaded, decided.value, hooks, outcome), said.value));
    },
  })(context, asked, input);

/** The one that was raised for a number that is another's. */
const exceptionIn = (facts: readonly PaymentFact[]): string | null => {
  const found = facts.find(({ type, data }) =>
    type === "PaymentExceptionRaised" && data.kind === "suspected_fraud"
  );
  return found?.type === "PaymentExceptionRaised" ? found.data.exceptionId : null;
};

/**
 * For a worker: ends what has expired and nobody has said anything of, and answers how many. The minutes in which its wallet
 * did not work do not count: the money may be on its way (payments-peru §6).
 */
export async function expireIntents(
  context: CommandContext,
  now: Instant,
  { since = "", limit = 200, outages = [] }: {
    readonly since?: Instant | "";
    readonly limit?: number;
    readonly outages?: readonly Outage[];
  } = {},
): Promise<number> {
  const { store: { db }, ids } = context, forgotten = await forgottenIntents(db, now, limit, since);
  const accounts = outages.length === 0 ? [] : await walletAccounts(db);
  let ended = 0;
  for (const { intentId, openedAt, expiresAt, accountIds } of forgotten) {
    const wallets = accounts.filter(({ accountId }) => accountIds.includes(accountId)).map(({ wallet }) =>
      wallet
    );
    const expiry = expiresAt && expiryOf({ openedAt, expiresAt, wallets }, outages);
    if (expiry === null || expiry > now) continue;
    const handled = await endIntent(context, { id: ids.next() }, { intentId, outcome: "expired" });
    if (handled.ok && handled.value.outcome.ended) ended++;
  }
  return ended;
}
