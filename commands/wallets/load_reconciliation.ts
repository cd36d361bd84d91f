import {
  reconcile,
  type Reconciled,
  type WalletCredit,
  type WalletSale,
} from "../../domain/wallets/reconcile.ts";
import { incomingPayments, intentsById, walletAccounts } from "../../events/projections/payments/queries.ts";
import { saleList } from "../../events/projections/sales/queries.ts";
import type { TenantDb } from "../../events/store/types.ts";
import { type LimaDay, limaDay, startOfDay } from "../../kernel/time.ts";

export type { Reconciled };
export type WalletOfTill = "yape" | "plin";
export const WALLETS_OF_TILL: readonly WalletOfTill[] = ["yape", "plin"];
/** More than a shop sells in a day. */
const SALES_MAX = 5_000;
/** Hearsay is no money: what is compared was told by whom is trusted. */
const TRUST_MIN = 2;

/** One day of Lima of each wallet: what the till took beside what was seen to come. */
export async function reconciliationOf(
  db: TenantDb,
  day: LimaDay,
): Promise<readonly ({ readonly wallet: WalletOfTill } & Reconciled)[]> {
  const accounts = await walletAccounts(db);
  return await Promise.all(WALLETS_OF_TILL.map(async (wallet) => {
    const ids = new Set(accounts.filter((one) => one.wallet === wallet).map(({ accountId }) => accountId));
    const [sales, credits] = await Promise.all([salesOf(db, day, wallet), creditsOf(db, day, ids)]);
    return { wallet, ...reconcile(sales, credits) };
  }));
}

async function salesOf(db: TenantDb, day: LimaDay, wallet: WalletOfTill): Promise<WalletSale[]> {
  const sales = await saleList(db, { day, method: wallet, limit: SALES_MAX });
  return sales.filter(({ voided }) => !voided).map(({ saleId, ticketNumber, byTender, occurredAt }) => ({
    saleId,
    ticketNumber,
    amountCentimos: byTender[wallet],
    soldAt: occurredAt,
  }));
}

async function creditsOf(
  db: TenantDb,
  day: LimaDay,
  accountIds: ReadonlySet<string>,
): Promise<WalletCredit[]> {
  if (accountIds.size === 0) return [];
  const all = await incomingPayments(db, { accountId: null, since: startOfDay(day), limit: 10 * SALES_MAX });
  const own = all.filter(({ accountId, occurredAt, trust, void: isVoid }) =>
    accountIds.has(accountId) && limaDay(occurredAt) === day && trust >= TRUST_MIN && !isVoid
  );
  const intents = await intentsById(db, own.flatMap(({ intentIds }) => intentIds));
  const subjects = new Map(
    intents.filter(({ purpose }) => purpose === "sale").map((one) => [one.intentId, one.subject]),
  );
  return own.map(({ paymentId, amountCentimos, occurredAt, intentIds }) => ({
    paymentId,
    amountCentimos,
    occurredAt,
    saleIds: intentIds.flatMap((id) => subjects.get(id) ?? []),
  }));
}
