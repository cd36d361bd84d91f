import { walletText } from "../../../i18n/es_pe/wallet_names.ts";
import { BY_ITSELF } from "../../../i18n/es_pe/operator_membership.ts";
import { formatInstant } from "../../../kernel/time.ts";
import { Card } from "../../../ui/Card.tsx";
import type { ShopPageData } from "./shop_page.ts";

/** What pays for a shop without anybody: the card that we charge, and subscriptions as their provider has them. */
export const ByItself = (
  { data: { card, subscriptions } }: { readonly data: Pick<ShopPageData, "card" | "subscriptions"> },
) => (
  <Card title={BY_ITSELF.title}>
    <div class="grid gap-2">
      {card === null && subscriptions.length === 0 && <p>{BY_ITSELF.nothing}</p>}
      {card && (
        <p>
          {BY_ITSELF.card(
            walletText(card.provider),
            card.last4,
            formatInstant(card.keptAt),
          )}
        </p>
      )}
      {card?.triedAt && <p>{BY_ITSELF.tried(formatInstant(card.triedAt), card.failure)}</p>}
      {subscriptions.map(({ id, provider, status, endsAtPeriodEnd, periodEndsAt }) => (
        <p key={id} class="break-words">
          {BY_ITSELF.subscription(
            walletText(provider),
            id,
            status,
            periodEndsAt && formatInstant(periodEndsAt),
            endsAtPeriodEnd === 1,
          )}
        </p>
      ))}
    </div>
  </Card>
);
