import { type Context, page, type PageProps } from "fresh";
import { setWalletAccount } from "../../../../commands/payments/set_wallet_account.ts";
import { monthlyCap, setWalletLimits } from "../../../../commands/wallets/limits.ts";
import { approvalAbove, setWalletApproval } from "../../../../commands/wallets/approval_limit.ts";
import { raisedNotices } from "../../../../events/store/control/wallet_notices.ts";
import { type WalletSource, walletSources } from "../../../../events/store/control/wallet_sources.ts";
import { APPROVAL_SETTING, CASES } from "../../../../i18n/es_pe/wallet_cases.ts";
import { QR_FAULTS, WALLETS_PAGE } from "../../../../i18n/es_pe/wallet_pages.ts";
import type { Centimos } from "../../../../kernel/money.ts";
import type { Instant } from "../../../../kernel/time.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { MoneyField } from "../../../../ui/Field.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readForm,
  refusedForm,
  UPLOAD_MAX_BYTES,
} from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { Accounts } from "./(_parts)/Accounts.tsx";
import { QrForm } from "./(_parts)/QrForm.tsx";
import { readQr } from "./(_parts)/read_qr.ts";
import { Sources } from "./(_parts)/Sources.tsx";
import { accountsOf, type AccountView } from "./(_parts)/wallet_place.ts";

interface WalletsPage {
  readonly accounts: readonly AccountView[];
  readonly sources: readonly WalletSource[];
  readonly raised: number;
  readonly cap: Centimos;
  /** Above it two people are asked. */
  readonly above: Centimos;
  readonly now: Instant;
  readonly form: FormState;
  readonly cmdId: string;
  readonly accountId: string;
  readonly done: string | undefined;
}

const DONE: Readonly<Record<string, string>> = {
  tope: WALLETS_PAGE.saved,
  permiso: APPROVAL_SETTING.saved,
  quitado: WALLETS_PAGE.revoked,
};
/** More than anybody looks through: the page says so many and goes on. */
const RAISED_MAX = 100;

async function walletsPage(ctx: Context<ShopState>, form: FormState): Promise<WalletsPage> {
  const { services: { control, ids, clock }, shop, store } = ctx.state;
  return {
    accounts: await accountsOf(ctx.state),
    sources: await walletSources(control, shop.id),
    raised: (await raisedNotices(control, shop.id, RAISED_MAX)).length,
    cap: await monthlyCap(store),
    above: await approvalAbove(store),
    now: clock.now(),
    form,
    cmdId: ids.next(),
    accountId: ids.next(),
    done: DONE[doneOf(ctx)],
  };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await walletsPage(ctx, freshForm())),

  /** Keeps a new QR, the month's cap, or from what amount two people are asked: the form says which. */
  async POST(ctx) {
    const { services: { ids } } = ctx.state, form = await readForm(ctx.req, UPLOAD_MAX_BYTES);
    const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === "string")) as Record<
      string,
      string
    >;
    const context = commandContext(ctx.state), asked = askedBy(typed, ids);
    if (typed["do"] === "cap") {
      const set = await setWalletLimits(context, asked, { monthlyCapCentimos: typed["monthlyCapCentimos"] });
      if (set.ok) return ctx.redirect("/ajustes/yape-y-plin?hecho=tope", 303);
      return page(await walletsPage(ctx, refusedForm(typed, set.error, ["monthlyCapCentimos"])), {
        status: 422,
      });
    }
    if (typed["do"] === "approval") {
      const set = await setWalletApproval(context, asked, { aboveCentimos: typed["aboveCentimos"] });
      if (set.ok) return ctx.redirect("/ajustes/yape-y-plin?hecho=permiso", 303);
      return page(await walletsPage(ctx, refusedForm(typed, set.error, ["aboveCentimos"])), { status: 422 });
    }
    const qr = await readQr(form);
    if (!qr.ok) {
      const refused = { ...freshForm(typed), errors: { photo: QR_FAULTS[qr.error] ?? QR_FAULTS["none"]! } };
      return page(await walletsPage(ctx, refused), { status: 422 });
    }
    const set = await setWalletAccount(context, asked, {
      accountId: typed["accountId"],
      wallet: qr.value.wallet,
      name: typed["name"],
      qrText: qr.value.qrText,
      injectAmount: false,
      active: true,
      strictAboveCentimos: null,
    });
    return set.ok
      ? ctx.redirect(`/ajustes/yape-y-plin/${set.value.outcome.accountId}?hecho=agregado`, 303)
      : page(await walletsPage(ctx, refusedForm(typed, set.error, ["name"])), { status: 422 });
  },
});

/** Where the money of wallets goes, and who tells of it. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<WalletsPage, ShopState>) => (
  <ShopPage state={state} url={url} title={WALLETS_PAGE.title}>
    <div class="grid gap-6 max-w-prose">
      <p class="text-ink-soft">{WALLETS_PAGE.lead}</p>
      {data.done && <Notice tone="ok" title={data.done} />}
      {data.form.problem && <Notice tone="danger" title={data.form.problem} />}
      <Accounts accounts={data.accounts} cap={data.cap} />
      <Card title={WALLETS_PAGE.phones}>
        <div class="grid gap-4">
          <Sources sources={data.sources} now={data.now} cmdId={data.cmdId} />
          <div>
            <LinkButton href="/ajustes/yape-y-plin/celulares" kind="secondary">
              {WALLETS_PAGE.pair}
            </LinkButton>
          </div>
        </div>
      </Card>
      <List label={WALLETS_PAGE.more}>
        <ListRow href="/ventas/yape-y-plin" name={CASES.came} detail={CASES.says} />
        <ListRow
          href="/ajustes/yape-y-plin/avisos"
          name={WALLETS_PAGE.notices}
          detail={WALLETS_PAGE.noticesSays}
          figure={data.raised === 0 ? undefined : String(data.raised)}
        />
        <ListRow
          href="/ajustes/yape-y-plin/conciliacion"
          name={WALLETS_PAGE.reconcile}
          detail={WALLETS_PAGE.reconcileSays}
        />
        <ListRow
          href="/ajustes/yape-y-plin/estado"
          name={WALLETS_PAGE.statement}
          detail={WALLETS_PAGE.statementSays}
        />
      </List>
      <Card title={WALLETS_PAGE.add}>
        <QrForm
          action="/ajustes/yape-y-plin"
          cmdId={data.cmdId}
          accountId={data.accountId}
          name={data.form.typed["name"]}
          error={data.form.errors["photo"] ?? null}
          problem={data.form.errors["name"]}
          withName
        />
      </Card>
      <AmountCard
        data={data}
        does="cap"
        name="monthlyCapCentimos"
        amount={data.cap}
        texts={{
          title: WALLETS_PAGE.cap,
          label: WALLETS_PAGE.cap,
          hint: WALLETS_PAGE.capHint,
          save: WALLETS_PAGE.capSave,
        }}
      />
      <AmountCard
        data={data}
        does="approval"
        name="aboveCentimos"
        amount={data.above}
        texts={APPROVAL_SETTING}
      />
    </div>
  </ShopPage>
));

interface AmountCardProps {
  readonly data: WalletsPage;
  readonly does: "cap" | "approval";
  readonly name: string;
  readonly amount: Centimos;
  readonly texts: Readonly<Record<"title" | "label" | "hint" | "save", string>>;
}

/** A setting that is one amount. */
const AmountCard = ({ data: { cmdId, form }, does, name, amount, texts }: AmountCardProps) => (
  <Card title={texts.title}>
    <form method="post" action="/ajustes/yape-y-plin" class="grid gap-4">
      <input type="hidden" name="cmdId" value={cmdId} />
      <input type="hidden" name="do" value={does} />
      <MoneyField
        name={name}
        label={texts.label}
        hint={texts.hint}
        amount={amount}
        typed={form.typed[name]}
        error={form.errors[name]}
      />
      <div>
        <Button kind="secondary">{texts.save}</Button>
      </div>
    </form>
  </Card>
);
