import { EARLY_MS } from "../../domain/payments/intent_index.ts";
import { intentById, walletAccounts } from "../../events/projections/payments/queries.ts";
import { creditsOfIntent } from "../../events/projections/payments/till_queries.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { plusMs } from "../../kernel/time.ts";
import { payerShown } from "./question.ts";
import type { IntentView, TillWallet } from "../../kernel/wallet_payment.ts";

/** Where a payment stands, as its cashier may know it; null where nobody waits for it. */
export async function intentView(store: TenantStore, intentId: string): Promise<IntentView | null> {
  const intent = await intentById(store.db, intentId);
  if (!intent) return null;
  const { amountCentimos, allocatedCentimos, countedAt } = intent;
  const credits = await creditsOfIntent(store.db, intent, plusMs(intent.openedAt, -EARLY_MS));
  const counted = credits.find(({ exceptionId }) => exceptionId === null);
  const open = allocatedCentimos < amountCentimos
    ? credits.filter(({ exceptionId }) => exceptionId !== null)
    : [];
  return {
    intentId,
    amountCentimos,
    receivedCentimos: allocatedCentimos,
    payer: counted ? await payerShown(store, counted) : null,
    seenAt: allocatedCentimos > 0 ? countedAt : null,
    marked: intent.marked,
    canceled: intent.outcome === "canceled",
    candidates: await Promise.all(open.map(async (credit) => ({
      exceptionId: credit.exceptionId!,
      amountCentimos: credit.amountCentimos,
      payer: await payerShown(store, credit),
      at: credit.occurredAt,
      named: credit.named,
    }))),
  };
}

/** The accounts that a counter is paid into. `out` are the wallets that do not work now. */
export async function tillWallets(store: TenantStore, out: readonly string[]): Promise<TillWallet[]> {
  return (await walletAccounts(store.db)).flatMap((
    { accountId, wallet, name, qrText, injectAmount, active },
  ) =>
    active && (wallet === "yape" || wallet === "plin")
      ? [{ accountId, wallet, name, qrText, injectAmount, outOfOrder: out.includes(wallet) }]
      : []
  );
}
