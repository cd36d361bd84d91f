import { page, type PageProps } from "fresh";
import { WALLETS } from "../../events/facts/payments.ts";
import { ACCOUNTS } from "../../i18n/es_pe/operator_money.ts";
import { WALLET_NAMES } from "../../i18n/es_pe/wallet_names.ts";
import { formatSoles } from "../../kernel/money.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field, MoneyField, Select } from "../../ui/Field.tsx";
import { State } from "../../ui/List.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { type AccountsPage, accountsPage, setAccount } from "./(_parts)/accounts.ts";
import { fieldOf, FoldedForm } from "./(_parts)/ActionForm.tsx";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import type { ActionForm } from "./(_parts)/run_action.ts";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await accountsPage(ctx, null)),

  async POST(ctx) {
    const answer = await setAccount(ctx);
    if (typeof answer === "string") return ctx.redirect(`/operador/cuentas?hecho=${answer}`, 303);
    return page(await accountsPage(ctx, answer), { status: 422 });
  },
});

/** The platform's own accounts, where shops pay their memberships. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<AccountsPage, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={ACCOUNTS.title}>
    <div class="grid gap-4">
      {ACCOUNTS.done[data.done] && <Notice tone="ok" title={ACCOUNTS.done[data.done]!} />}
      {data.problem && <Notice tone="danger" title={data.problem} />}
      <p>{data.accounts.length === 0 ? ACCOUNTS.none : ACCOUNTS.intro}</p>
      <div class="grid gap-4 md:grid-cols-2 items-start">
        {data.accounts.map(({ accountId, wallet, name, qrText, active, monthCentimos, form }) => (
          <Card
            key={accountId}
            title={`${WALLET_NAMES[wallet]} · ${name}`}
            action={<State tone={active ? "ok" : "info"}>{active ? ACCOUNTS.on : ACCOUNTS.off}</State>}
          >
            <p class="pb-3">{ACCOUNTS.thisMonth(formatSoles(monthCentimos))}</p>
            {qrText !== null && (
              <div class="w-48 pb-3">
                <QrCode text={qrText} label={ACCOUNTS.qrLabel(name)} />
              </div>
            )}
            <FoldedForm title={ACCOUNTS.edit} form={form}>
              <AccountForm form={form} accountId={accountId} />
            </FoldedForm>
          </Card>
        ))}
      </div>
      <div class="max-w-form">
        <Card title={ACCOUNTS.add}>
          <AccountForm form={data.fresh} accountId={data.freshId} />
        </Card>
      </div>
    </div>
  </OperatorPage>
));

function AccountForm({ form, accountId }: { readonly form: ActionForm; readonly accountId: string }) {
  const { value, ...strict } = fieldOf(form, "strictAboveCentimos");
  return (
    <form method="post" class="grid gap-3">
      {Object.entries({ accion: "cuenta", cmdId: form.cmdId, accountId }).map(([name, hidden]) => (
        <input key={name} type="hidden" name={name} value={hidden} />
      ))}
      <Select
        {...fieldOf(form, "wallet")}
        label={ACCOUNTS.wallet}
        choices={WALLETS.map((wallet) => ({ value: wallet, label: WALLET_NAMES[wallet] }))}
      />
      <Field
        {...fieldOf(form, "name")}
        label={ACCOUNTS.name}
        hint={ACCOUNTS.nameHint}
        maxLength={60}
        required
      />
      <Field {...fieldOf(form, "qrText")} label={ACCOUNTS.qr} hint={ACCOUNTS.qrHint} autocomplete="off" />
      <MoneyField {...strict} typed={value} label={ACCOUNTS.strict} />
      <Tick form={form} name="injectAmount" label={ACCOUNTS.inject} />
      <Tick form={form} name="active" label={ACCOUNTS.active} />
      <div>
        <Button kind="secondary">{ACCOUNTS.save}</Button>
      </div>
    </form>
  );
}

const Tick = ({ form, name, label }: {
  readonly form: ActionForm;
  readonly name: string;
  readonly label: string;
}) => (
  <label class="tap flex items-center gap-3">
    <input type="checkbox" name={name} checked={form.typed[name] === "on"} class="w-6 h-6 flex-none" />
    {label}
  </label>
);
