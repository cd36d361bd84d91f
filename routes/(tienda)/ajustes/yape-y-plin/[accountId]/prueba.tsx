import { HttpError, page, type PageProps } from "fresh";
import { walletSources } from "../../../../../events/store/control/wallet_sources.ts";
import { incomingPayments } from "../../../../../events/projections/payments/queries.ts";
import { ACCOUNT_PAGE, CANARY_PAGE } from "../../../../../i18n/es_pe/wallet_pages.ts";
import PaymentWait from "../../../../../islands/PaymentWait.tsx";
import { type Instant, parseInstant, plusMs } from "../../../../../kernel/time.ts";
import { LinkButton } from "../../../../../ui/Button.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { QrCode } from "../../../../../ui/QrCode.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { accountsOf, type AccountView } from "../(_parts)/wallet_place.ts";

/** S/ 0.10, what the owner pays to see that it arrives. */
const CANARY_CENTIMOS = 10;
/** A payment that was made while the page was being opened counts too. */
const BEFORE_MS = 60_000;

interface CanaryPage {
  readonly account: AccountView;
  readonly since: Instant;
  readonly cameAt: Instant | null;
  /** Something tells of this account. */
  readonly isHeard: boolean;
}

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { services: { clock, control }, shop, store } = ctx.state;
    const { accountId = "" } = ctx.params;
    const since = parseInstant(ctx.url.searchParams.get("desde") ?? "");
    if (since === null) {
      const from = plusMs(clock.now(), -BEFORE_MS);
      return ctx.redirect(`/ajustes/yape-y-plin/${encodeURIComponent(accountId)}/prueba?desde=${from}`, 303);
    }
    const account = (await accountsOf(ctx.state)).find((one) => one.accountId === accountId);
    if (!account) throw new HttpError(404);
    const seen = await incomingPayments(store.db, { accountId, since, limit: 20 });
    const came = seen.find(({ amountCentimos, void: isVoid }) =>
      amountCentimos === CANARY_CENTIMOS && !isVoid
    );
    const sources = await walletSources(control, shop.id);
    const isHeard = sources.some(({ revokedAt, accounts }) =>
      revokedAt === null && Object.values(accounts).includes(accountId)
    );
    return page<CanaryPage>({ account, since, cameAt: came?.occurredAt ?? null, isHeard });
  },
});

/** The owner pays ten céntimos and sees whether they arrive: so the QR is theirs, and the phone tells. */
export default defineShop.page<typeof handler>((
  { data: { account, since, cameAt, isHeard }, state, url }: PageProps<CanaryPage, ShopState>,
) => (
  <ShopPage state={state} url={url} title={CANARY_PAGE.title}>
    <div class="grid gap-6 max-w-prose">
      {!isHeard && (
        <Notice
          tone="attention"
          title={CANARY_PAGE.noSource}
          action={
            <LinkButton kind="secondary" href="/ajustes/yape-y-plin/celulares">{CANARY_PAGE.pair}</LinkButton>
          }
        />
      )}
      {cameAt === null
        ? (
          <>
            <ol class="grid gap-2 list-decimal pl-6">
              {CANARY_PAGE.steps.map((step) => <li key={step}>{step}</li>)}
            </ol>
            <div class="grid gap-2 justify-items-center">
              {account.qrText !== null && (
                <QrCode text={account.qrText} label={ACCOUNT_PAGE.qrOf(account.name)} />
              )}
              <p class="text-40 font-extrabold tabular-nums">{CANARY_PAGE.amount}</p>
              <p class="text-20 font-semibold text-center">{account.name}</p>
            </div>
            <Notice tone="info" title={CANARY_PAGE.waiting}>{CANARY_PAGE.wrong}</Notice>
            <PaymentWait
              feed={`/api/v1/payments/feed?accountId=${account.accountId}&since=${since}`}
              amountCentimos={CANARY_CENTIMOS}
            />
            <div>
              <LinkButton kind="secondary" href={url.pathname + url.search}>{CANARY_PAGE.again}</LinkButton>
            </div>
          </>
        )
        : <Notice tone="ok" title={CANARY_PAGE.came}>{CANARY_PAGE.cameAt(cameAt)}</Notice>}
      <div>
        <LinkButton kind="secondary" href={`/ajustes/yape-y-plin/${account.accountId}`}>
          {CANARY_PAGE.back}
        </LinkButton>
      </div>
    </div>
  </ShopPage>
));
