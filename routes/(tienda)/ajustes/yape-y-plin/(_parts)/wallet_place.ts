import { keepHeard } from "../../../../../api/keep_evidence.ts";
import type { WalletPlace } from "../../../../../commands/wallets/place.ts";
import {
  incomingPayments,
  receivedThisMonth,
  type WalletAccount,
  walletAccounts,
} from "../../../../../events/projections/payments/queries.ts";
import type { Centimos } from "../../../../../kernel/money.ts";
import { type Instant, plusMs } from "../../../../../kernel/time.ts";
import { commandContext, type ShopState } from "../../../../(_shared)/define.ts";

/** The shop's own wallets, for whoever is signed in. */
export const walletPlace = (state: ShopState): WalletPlace => ({
  control: state.services.control,
  owner: state.shop.id,
  context: commandContext(state),
  keep: keepHeard,
});

export interface AccountView extends WalletAccount {
  readonly receivedCentimos: Centimos;
  /** When money was last seen to come in on it. */
  readonly seenAt: Instant | null;
}

const YEAR_MS = 365 * 86_400_000;

/** Yape and Plin; what comes by a provider has pages of its own. */
export async function accountsOf({ store, services }: ShopState): Promise<AccountView[]> {
  const now = services.clock.now(), since = plusMs(now, -YEAR_MS);
  const own = (await walletAccounts(store.db)).filter(({ wallet }) => wallet === "yape" || wallet === "plin");
  return await Promise.all(own.map(async (account) => {
    const { accountId } = account;
    const [last] = await incomingPayments(store.db, { accountId, since, limit: 1 });
    const receivedCentimos = await receivedThisMonth(store.db, accountId, now);
    return { ...account, receivedCentimos, seenAt: last?.occurredAt ?? null };
  }));
}
