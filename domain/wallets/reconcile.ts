import { epochMsOf, type Instant } from "../../kernel/time.ts";

/** A part of a sale that was paid by wallet, as the ledger has it. */
export interface WalletSale {
  readonly saleId: string;
  readonly ticketNumber: string;
  readonly amountCentimos: number;
  readonly soldAt: Instant;
}

/** Money that a wallet was seen to receive. */
export interface WalletCredit {
  readonly paymentId: string;
  readonly amountCentimos: number;
  readonly occurredAt: Instant;
  /** The sales it was counted for. */
  readonly saleIds: readonly string[];
}

export interface Reconciled {
  readonly matched: readonly { readonly sale: WalletSale; readonly credit: WalletCredit }[];
  readonly salesWithoutMoney: readonly WalletSale[];
  readonly moneyWithoutSale: readonly WalletCredit[];
}

/** A cashier closes the ticket a while before or after the money comes. */
export const NEAR_MS = 15 * 60_000;

/**
 * The ledger beside the wallet: what was counted for a sale is that sale's; what is left goes together by equal amounts near
 * in time, nearest first, each once. It decides nothing: it is what a person looks at.
 */
export function reconcile(sales: readonly WalletSale[], credits: readonly WalletCredit[]): Reconciled {
  const pairs = new Map<WalletSale, WalletCredit>(), taken = new Set<WalletCredit>();
  const bySale = new Map(sales.map((sale) => [sale.saleId, sale]));
  const settle = (sale: WalletSale, credit: WalletCredit) => {
    pairs.set(sale, credit);
    taken.add(credit);
  };
  for (const credit of credits) {
    const sale = credit.saleIds.map((id) => bySale.get(id)).find((sale) => sale && !pairs.has(sale));
    if (sale) settle(sale, credit);
  }
  const byAmount = Map.groupBy(
    sales.filter((sale) => !pairs.has(sale)),
    ({ amountCentimos }) => amountCentimos,
  );
  const near = credits.filter((credit) => !taken.has(credit) && credit.saleIds.length === 0).flatMap((
    credit,
  ) =>
    (byAmount.get(credit.amountCentimos) ?? []).map((sale) => ({
      sale,
      credit,
      distance: Math.abs(epochMsOf(sale.soldAt) - epochMsOf(credit.occurredAt)),
    }))
  ).filter(({ distance }) => distance <= NEAR_MS).toSorted((a, b) =>
    a.distance - b.distance || order(a.sale.saleId, b.sale.saleId) ||
    order(a.credit.paymentId, b.credit.paymentId)
  );
  for (const { sale, credit } of near) if (!pairs.has(sale) && !taken.has(credit)) settle(sale, credit);
  return {
    matched: [...pairs].map(([sale, credit]) => ({ sale, credit })),
    salesWithoutMoney: sales.filter((sale) => !pairs.has(sale)),
    moneyWithoutSale: credits.filter((credit) => !taken.has(credit) && credit.saleIds.length === 0),
  };
}

const order = (a: string, b: string): number => a === b ? 0 : a < b ? -1 : 1;
