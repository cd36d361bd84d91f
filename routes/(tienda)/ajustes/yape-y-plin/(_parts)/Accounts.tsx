import {
  ACCOUNT_PAGE,
  capWarning,
  receivedSays,
  WALLETS_PAGE,
} from "../../../../../i18n/es_pe/wallet_pages.ts";
import { WALLET_NAMES } from "../../../../../i18n/es_pe/wallet_names.ts";
import { isNearCap } from "../../../../../commands/wallets/limits.ts";
import type { Centimos } from "../../../../../kernel/money.ts";
import { EmptyState } from "../../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../../ui/List.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import type { AccountView } from "./wallet_place.ts";

/** Each account with what it took this month, and a warning before its wallet refuses everything. */
export function Accounts(
  { accounts, cap }: { readonly accounts: readonly AccountView[]; readonly cap: Centimos },
) {
  if (accounts.length === 0) {
    return <EmptyState icon="card" title={WALLETS_PAGE.noAccounts}>{WALLETS_PAGE.noAccountsHint}</EmptyState>;
  }
  const near = accounts.filter(({ receivedCentimos }) => isNearCap(receivedCentimos, cap));
  return (
    <div class="grid gap-3">
      {near.map(({ accountId, name, receivedCentimos }) => (
        <Notice key={accountId} tone="attention" title={name}>{capWarning(receivedCentimos, cap)}</Notice>
      ))}
      <List label={WALLETS_PAGE.accounts}>
        {accounts.map(({ accountId, name, wallet, active, receivedCentimos }) => (
          <ListRow
            key={accountId}
            href={`/ajustes/yape-y-plin/${accountId}`}
            name={name}
            detail={[WALLET_NAMES[wallet], receivedSays(receivedCentimos, cap)].join(" · ")}
            state={active ? undefined : { tone: "attention", word: ACCOUNT_PAGE.off }}
          />
        ))}
      </List>
    </div>
  );
}
