import { page, type PageProps } from "fresh";
import {
  type Reconciled,
  reconciliationOf,
  type WalletOfTill,
} from "../../../../commands/wallets/load_reconciliation.ts";
import { reconciliationNoted } from "../../../../commands/wallets/note_reconciliation.ts";
import { RECONCILE_PAGE } from "../../../../i18n/es_pe/wallet_pages.ts";
import { centimos, formatSoles, sumCentimos } from "../../../../kernel/money.ts";
import { TENDER_NAMES } from "../../../../kernel/sale.ts";
import {
  formatDay,
  formatTime,
  type Instant,
  type LimaDay,
  limaDay,
  parseDay,
} from "../../../../kernel/time.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card, EmptyState } from "../../../../ui/Card.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

type WalletDay = { readonly wallet: WalletOfTill } & Reconciled;
interface ReconcilePage {
  readonly day: LimaDay;
  readonly wallets: readonly WalletDay[];
  /** Of the night after, if it was written down. */
  readonly notedAt: Instant | null;
  /** Figures came after that night. */
  readonly isChanged: boolean;
}

const countsOf = ({ matched, salesWithoutMoney, moneyWithoutSale }: WalletDay) => [
  matched.length,
  salesWithoutMoney.length,
  moneyWithoutSale.length,
];

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { services: { clock }, store } = ctx.state;
    const day = parseDay(ctx.url.searchParams.get("dia") ?? "") ?? limaDay(clock.now());
    const all = await reconciliationOf(store.db, day), noted = await reconciliationNoted(store, day);
    const wallets = all.filter((one) => countsOf(one).some((count) => count > 0));
    const now = wallets.map((one) => [one.wallet, ...countsOf(one)].join());
    const then = noted?.report.wallets.map(({ wallet, matched, salesWithoutMoney, moneyWithoutSale }) =>
      [wallet, matched.count, salesWithoutMoney.count, moneyWithoutSale.count].join()
    );
    const isChanged = then !== undefined && then.join(";") !== now.join(";");
    return page<ReconcilePage>({ day, wallets, notedAt: noted?.at ?? null, isChanged });
  },
});

/** A day's sales by wallet beside the money that was seen to come. */
export default defineShop.page<typeof handler>((
  { data: { day, wallets, notedAt, isChanged }, state, url }: PageProps<ReconcilePage, ShopState>,
) => (
  <ShopPage state={state} url={url} title={RECONCILE_PAGE.title}>
    <div class="grid gap-6 max-w-prose">
      <p class="text-ink-soft">{RECONCILE_PAGE.lead}</p>
      <form method="get" class="flex flex-wrap items-end gap-3">
        <div class="min-w-0 flex-1 basis-48">
          <Field name="dia" type="date" label={RECONCILE_PAGE.day} value={day} required />
        </div>
        <Button kind="secondary">{RECONCILE_PAGE.show}</Button>
      </form>
      {notedAt !== null && (
        <Notice tone={isChanged ? "attention" : "info"} title={RECONCILE_PAGE.nightlyAt(notedAt)}>
          {isChanged && RECONCILE_PAGE.changed}
        </Notice>
      )}
      {wallets.length === 0
        ? <EmptyState icon="check" title={RECONCILE_PAGE.nothing}>{formatDay(day)}</EmptyState>
        : wallets.map((one) => <OneWallet key={one.wallet} {...one} />)}
    </div>
  </ShopPage>
));

function OneWallet({ wallet, matched, salesWithoutMoney, moneyWithoutSale }: WalletDay) {
  const total = (of: readonly { readonly amountCentimos: number }[]) =>
    RECONCILE_PAGE.part(of.length, sumCentimos(of.map(({ amountCentimos }) => centimos(amountCentimos))));
  const isGood = salesWithoutMoney.length + moneyWithoutSale.length === 0;
  return (
    <Card title={TENDER_NAMES[wallet]}>
      <div class="grid gap-4">
        <p>
          <span class="font-semibold">{RECONCILE_PAGE.matched}</span>
          {`: ${total(matched.map(({ sale }) => sale))}`}
        </p>
        {isGood && <Notice tone="ok" title={RECONCILE_PAGE.allGood} />}
        {salesWithoutMoney.length > 0 && (
          <div class="grid gap-2">
            <h3 class="font-semibold">
              {`${RECONCILE_PAGE.salesWithoutMoney}: ${total(salesWithoutMoney)}`}
            </h3>
            <p class="text-14 text-ink-soft">{RECONCILE_PAGE.salesWithoutMoneySays}</p>
            <List label={RECONCILE_PAGE.salesWithoutMoney}>
              {salesWithoutMoney.map(({ saleId, ticketNumber, soldAt, amountCentimos }) => (
                <ListRow
                  key={saleId}
                  href={`/ventas/${saleId}`}
                  name={ticketNumber}
                  detail={formatTime(soldAt)}
                  figure={formatSoles(centimos(amountCentimos))}
                />
              ))}
            </List>
          </div>
        )}
        {moneyWithoutSale.length > 0 && (
          <div class="grid gap-2">
            <h3 class="font-semibold">{`${RECONCILE_PAGE.moneyWithoutSale}: ${total(moneyWithoutSale)}`}</h3>
            <p class="text-14 text-ink-soft">{RECONCILE_PAGE.moneyWithoutSaleSays}</p>
            <List label={RECONCILE_PAGE.moneyWithoutSale}>
              {moneyWithoutSale.map(({ paymentId, occurredAt, amountCentimos }) => (
                <ListRow
                  key={paymentId}
                  name={formatTime(occurredAt)}
                  figure={formatSoles(centimos(amountCentimos))}
                />
              ))}
            </List>
          </div>
        )}
      </div>
    </Card>
  );
}
