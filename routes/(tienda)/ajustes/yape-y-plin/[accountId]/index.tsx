import { type Context, HttpError, page, type PageProps } from "fresh";
import { setWalletAccount } from "../../../../../commands/payments/set_wallet_account.ts";
import { monthlyCap } from "../../../../../commands/wallets/limits.ts";
import {
  ACCOUNT_PAGE,
  QR_FAULTS,
  receivedSays,
  WALLETS_PAGE,
} from "../../../../../i18n/es_pe/wallet_pages.ts";
import { WALLET_NAMES } from "../../../../../i18n/es_pe/wallet_names.ts";
import type { Centimos } from "../../../../../kernel/money.ts";
import { Button, LinkButton } from "../../../../../ui/Button.tsx";
import { Card } from "../../../../../ui/Card.tsx";
import { Field, MoneyField } from "../../../../../ui/Field.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { QrCode } from "../../../../../ui/QrCode.tsx";
import { commandContext, defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readForm,
  refusedForm,
  type Typed,
  UPLOAD_MAX_BYTES,
} from "../../../../(_shared)/form.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { QrForm } from "../(_parts)/QrForm.tsx";
import { readQr } from "../(_parts)/read_qr.ts";
import { accountsOf, type AccountView } from "../(_parts)/wallet_place.ts";

interface AccountPage {
  readonly account: AccountView;
  readonly cap: Centimos;
  readonly form: FormState;
  readonly cmdId: string;
  readonly done: string | undefined;
}

const DONE: Readonly<Record<string, string>> = { agregado: WALLETS_PAGE.added, guardado: WALLETS_PAGE.saved };

async function accountPage(ctx: Context<ShopState>, form: FormState): Promise<AccountPage> {
  const found = (await accountsOf(ctx.state)).find(({ accountId }) => accountId === ctx.params["accountId"]);
  if (!found) throw new HttpError(404);
  const { services: { ids }, store } = ctx.state;
  return { account: found, cap: await monthlyCap(store), form, cmdId: ids.next(), done: DONE[doneOf(ctx)] };
}

/** The account as the form says it now; `qr` says only another QR. */
async function changed({ account }: AccountPage, form: FormData, typed: Typed) {
  const { accountId, wallet, name, qrText, injectAmount, active, strictAboveCentimos } = account;
  const now = { accountId, wallet, name, qrText, injectAmount, active, strictAboveCentimos };
  if (typed["do"] !== "qr") {
    return {
      ...now,
      name: typed["name"],
      injectAmount: typed["injectAmount"] ?? "",
      active: typed["active"] ?? "",
      strictAboveCentimos: typed["strictAboveCentimos"] ?? null,
    };
  }
  form.set("wallet", wallet);
  const qr = await readQr(form);
  return qr.ok ? { ...now, wallet: qr.value.wallet, qrText: qr.value.qrText } : qr.error;
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await accountPage(ctx, freshForm())),

  async POST(ctx) {
    const before = await accountPage(ctx, freshForm()), form = await readForm(ctx.req, UPLOAD_MAX_BYTES);
    const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === "string")) as Typed;
    const input = await changed(before, form, typed);
    if (typeof input === "string") {
      const errors = { photo: QR_FAULTS[input] ?? QR_FAULTS["none"]! };
      return page(await accountPage(ctx, { ...freshForm(), errors }), { status: 422 });
    }
    const set = await setWalletAccount(
      commandContext(ctx.state),
      askedBy(typed, ctx.state.services.ids),
      input,
    );
    if (set.ok) return ctx.redirect(`/ajustes/yape-y-plin/${before.account.accountId}?hecho=guardado`, 303);
    const refused = refusedForm(typed, set.error, ["name", "strictAboveCentimos"]);
    return page(await accountPage(ctx, refused), { status: 422 });
  },
});

/** The QR as large as a buyer needs it, and how the account is used. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<AccountPage, ShopState>) => {
  const { account, cap, done } = data, path = `/ajustes/yape-y-plin/${account.accountId}`;
  return (
    <ShopPage state={state} url={url} title={account.name}>
      <div class="grid gap-6 max-w-prose">
        {done && <Notice tone="ok" title={done} />}
        <div class="grid gap-2 justify-items-center">
          {account.qrText === null
            ? <p class="rounded border bg-surface p-4">{ACCOUNT_PAGE.noQr}</p>
            : <QrCode text={account.qrText} label={ACCOUNT_PAGE.qrOf(account.name)} />}
          <p class="text-20 font-semibold text-center">{account.name}</p>
          <p class="text-center">
            {[WALLET_NAMES[account.wallet], receivedSays(account.receivedCentimos, cap)].join(" · ")}
          </p>
          <p class="text-14 text-ink-soft text-center">
            {account.seenAt === null ? ACCOUNT_PAGE.neverSeen : ACCOUNT_PAGE.lastSeen(account.seenAt)}
          </p>
        </div>
        <Card title={ACCOUNT_PAGE.test}>
          <div class="grid gap-4">
            <p>{ACCOUNT_PAGE.testSays}</p>
            <div>
              <LinkButton href={`${path}/prueba`}>{ACCOUNT_PAGE.test}</LinkButton>
            </div>
          </div>
        </Card>
        <Usage {...data} path={path} />
        <Card title={ACCOUNT_PAGE.replace}>
          <QrForm
            action={path}
            cmdId={data.cmdId}
            accountId={account.accountId}
            error={data.form.errors["photo"] ?? null}
            withName={false}
          />
        </Card>
      </div>
    </ShopPage>
  );
});

function Usage({ account, form, cmdId, path }: AccountPage & { readonly path: string }) {
  const isTyped = form.typed["cmdId"] !== undefined;
  const checked = (name: "injectAmount" | "active") =>
    isTyped ? form.typed[name] !== undefined : account[name];
  return (
    <Card title={ACCOUNT_PAGE.settings}>
      <form method="post" action={path} class="grid gap-4">
        <input type="hidden" name="cmdId" value={cmdId} />
        {form.problem && <Notice tone="danger" title={form.problem} />}
        <Field
          name="name"
          label={WALLETS_PAGE.name}
          hint={WALLETS_PAGE.nameHint}
          value={form.typed["name"] ?? account.name}
          error={form.errors["name"]}
          maxLength={60}
          autocomplete="off"
          required
        />
        <MoneyField
          name="strictAboveCentimos"
          label={ACCOUNT_PAGE.strict}
          hint={ACCOUNT_PAGE.strictHint}
          amount={account.strictAboveCentimos}
          typed={form.typed["strictAboveCentimos"]}
          error={form.errors["strictAboveCentimos"]}
        />
        {(["active", "injectAmount"] as const).map((name) => (
          <label
            key={name}
            class="choice tap-till flex items-start gap-3 rounded border border-edge bg-paper px-4 py-3"
          >
            <input type="checkbox" name={name} checked={checked(name)} />
            <span>
              <span class="block font-semibold">
                {name === "active" ? ACCOUNT_PAGE.active : ACCOUNT_PAGE.inject}
              </span>
              {name === "injectAmount" && (
                <span class="block text-14 text-ink-soft">{ACCOUNT_PAGE.injectHint}</span>
              )}
            </span>
          </label>
        ))}
        <div>
          <Button kind="secondary">{ACCOUNT_PAGE.save}</Button>
        </div>
      </form>
    </Card>
  );
}
