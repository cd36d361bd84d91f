import { intentsOfSubject } from "../../events/projections/payments/queries.ts";
import type { ProviderName, ProviderPayment } from "../../kernel/payment_provider.ts";
import { err, ok } from "../../kernel/result.ts";
import { fixedId } from "../fixed_id.ts";
import { type CommandContext, jitter } from "../handle.ts";
import { noteRefund } from "./exceptions.ts";
import { openIntent } from "./intents.ts";
import { keepEvidence } from "./keep_evidence.ts";
import type { KeepMoney, ProviderWork } from "./provider_work.ts";
import { setWalletAccount } from "./set_wallet_account.ts";
import type { PaymentHooks } from "./settled.ts";

/** The platform's account at a provider: where its money comes in. */
export const providerAccountId = (provider: ProviderName): string => fixedId(`provider-account/${provider}`);

const NAMES: Readonly<Record<ProviderName, string>> = {
  stripe: "Stripe",
  mercadopago: "Mercado Pago",
  culqi: "Culqi",
};

/** Makes the account where it is missing: before an intent that is paid through this provider is opened. */
export async function keepProviderAccount(
  work: Pick<ProviderWork, "platform" | "clock" | "ids">,
  provider: ProviderName,
): Promise<string> {
  const accountId = providerAccountId(provider);
  const kept = await setWalletAccount(contextOf(work), { id: fixedId(`${accountId}/made`) }, {
    accountId,
    wallet: provider,
    name: NAMES[provider],
    qrText: null,
    injectAmount: false,
    active: true,
    strictAboveCentimos: null,
  });
  if (!kept.ok) throw new Error(`the account of ${provider} was not made: ${JSON.stringify(kept.error)}`);
  return accountId;
}

const contextOf = (
  { platform, clock, ids }: Pick<ProviderWork, "platform" | "clock" | "ids">,
): CommandContext => ({
  store: platform,
  clock,
  ids,
  actor: { kind: "system", id: "platform" },
  dev: null,
  pause: jitter(),
});

/**
 * A payment fetched from its provider, as evidence of trust 3 under a name of its own: the same payment is one evidence
 * however often and by whichever way it is seen. Money of a shop that it is not known for what — the next month of a
 * subscription — is given to what the shop owes, or to an intent of its own.
 */
export const keepProviderMoney =
  (hooks: PaymentHooks): KeepMoney => async (work, { payment, intentId, shopId }) => {
    const evidenceId = fixedId(`provider-evidence/${payment.provider}/${payment.providerId}`);
    const { db } = work.platform;
    const known = await db.first("SELECT 1 FROM payment_evidence WHERE evidence_id = ?", [evidenceId]);
    if (known) return await withRefund(work, payment, evidenceId, "merged");
    const accountId = await keepProviderAccount(work, payment.provider);
    const context = contextOf(work);
    const reference = intentId ??
      (shopId === null ? null : await intentFor(context, hooks, accountId, shopId, payment));
    const kept = await keepEvidence(context, { id: work.ids.next() }, {
      evidenceId,
      source: "psp_fetch",
      accountId,
      trust: 3,
      direction: "in",
      amountCentimos: payment.amountCentimos,
      occurredAt: payment.occurredAt,
      receivedAt: work.clock.now(),
      payerName: null,
      masked: false,
      securityCode: null,
      operationNumber: null,
      externalReference: reference,
      providerId: payment.providerId,
      parserVersion: 1,
      deviceId: null,
      late: false,
      raw: null,
    }, hooks);
    if (!kept.ok) return err(kept.error);
    return await withRefund(work, payment, evidenceId, kept.value.outcome.decision);
  };

/** Of what was given back only what the books do not have yet: it may be told in parts, as a whole, and again. */
async function withRefund(
  work: Pick<ProviderWork, "platform" | "clock" | "ids">,
  { provider, providerId, refundedCentimos }: ProviderPayment,
  evidenceId: string,
  decision: string,
): ReturnType<KeepMoney> {
  const credit = await work.platform.db.first<{ payment_id: string; refunded_centimos: number }>(
    `SELECT payment_id, refunded_centimos FROM incoming_payment
     WHERE payment_id = (SELECT payment_id FROM payment_evidence WHERE evidence_id = ?)`,
    [evidenceId],
  );
  const more = refundedCentimos - (credit?.refunded_centimos ?? refundedCentimos);
  if (!credit || more <= 0) return ok({ decision });
  const refundId = fixedId(`provider-refund/${provider}/${providerId}/${refundedCentimos}`);
  const noted = await noteRefund(contextOf(work), { id: refundId }, {
    refundId,
    paymentId: credit.payment_id,
    amountCentimos: more,
    operationNumber: null,
    by: provider,
    reason: `${provider}: refunded`,
  });
  // Another who saw the same was first.
  return noted.ok || noted.error.type === "RefundNoted" ? ok({ decision }) : err(noted.error);
}

/** What a shop owes of this very amount, the oldest first; otherwise an intent of this payment's own. */
async function intentFor(
  context: CommandContext,
  hooks: PaymentHooks,
  accountId: string,
  shopId: string,
  { provider, providerId, amountCentimos }: ProviderPayment,
): Promise<string> {
  const owed = (await intentsOfSubject(context.store.db, shopId)).filter((intent) =>
    intent.purpose === "membership" && intent.outcome === null && intent.allocatedCentimos === 0 &&
    intent.amountCentimos === amountCentimos && intent.accountIds.includes(accountId)
  );
  const oldest = owed.at(-1);
  if (oldest) return oldest.intentId;
  const intentId = fixedId(`provider-intent/${provider}/${providerId}`);
  const opened = await openIntent(context, { id: fixedId(`${intentId}/opened`) }, {
    intentId,
    accountIds: [accountId],
    amountCentimos,
    purpose: "membership",
    subject: shopId,
    registerId: null,
    cashierId: null,
    expiresAt: null,
    reference: providerId,
    expectedPayer: null,
  }, hooks);
  if (!opened.ok) {
    throw new Error(`an intent for ${provider} was not opened: ${JSON.stringify(opened.error)}`);
  }
  return intentId;
}
