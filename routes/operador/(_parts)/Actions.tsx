import type { ShopAccount } from "../../../commands/membership/shop_account.ts";
import { INTERVALS, PLANS } from "../../../events/facts/membership.ts";
import { INTERVAL_NAMES, SHOP_ACTIONS } from "../../../i18n/es_pe/operator_membership.ts";
import { PLAN_NAMES } from "../../../i18n/es_pe/plan_names.ts";
import { formatDay } from "../../../kernel/time.ts";
import { Field, MoneyField, Select } from "../../../ui/Field.tsx";
import { ActionForm, fieldOf, FoldedForm } from "./ActionForm.tsx";
import type { ShopPageData } from "./shop_page.ts";

interface Props {
  readonly data: ShopPageData;
  readonly account: ShopAccount;
}

/** What an operator may do about a shop's account, folded until it is wanted. */
export const Actions = (props: Props) => (
  <div class="rounded border bg-paper px-4">
    <Extension {...props} />
    <Credit {...props} />
    <Plan {...props} />
    {props.account.status.state === "DORMANT" ? <Close {...props} /> : <Cancel {...props} />}
    <ProposeHold {...props} />
  </div>
);

function Extension({ data, account: { invoices, extensionDaysLeft } }: Props) {
  const { extension, extensionHint, extensionNone, extensionDays, extensionButton } = SHOP_ACTIONS;
  const form = data.form("extension"), oldest = invoices.findLast(({ openCentimos }) => openCentimos > 0);
  if (!oldest) return <FoldedForm title={extension} form={form}>{extensionNone}</FoldedForm>;
  return (
    <FoldedForm title={extension} form={form}>
      <p class="pb-3 text-ink-soft">{extensionHint(formatDay(oldest.dueOn), extensionDaysLeft)}</p>
      <ActionForm
        form={form}
        button={extensionButton}
        hidden={{ extensionId: data.newId(), invoiceId: oldest.invoiceId }}
      >
        <Field
          {...fieldOf(form, "days")}
          label={extensionDays}
          inputMode="numeric"
          autocomplete="off"
          required
        />
      </ActionForm>
    </FoldedForm>
  );
}

function Credit({ data }: Props) {
  const { credit, creditHint, creditAmount, creditButton } = SHOP_ACTIONS, form = data.form("abono");
  const { value, ...field } = fieldOf(form, "amountCentimos");
  return (
    <FoldedForm title={credit} form={form}>
      <p class="pb-3 text-ink-soft">{creditHint}</p>
      <ActionForm form={form} button={creditButton} hidden={{ creditId: data.newId() }}>
        <MoneyField {...field} typed={value} label={creditAmount} required />
      </ActionForm>
    </FoldedForm>
  );
}

function Plan({ data, account: { terms } }: Props) {
  const { plan, planHint, planName, planInterval, planButton } = SHOP_ACTIONS, form = data.form("plan");
  return (
    <FoldedForm title={plan} form={form}>
      <p class="pb-3 text-ink-soft">{planHint}</p>
      <ActionForm form={form} button={planButton} hidden={{ changeId: data.newId() }}>
        <Select
          {...fieldOf(form, "plan")}
          value={form.typed["plan"] ?? terms?.plan}
          label={planName}
          choices={PLANS.map((value) => ({ value, label: PLAN_NAMES[value] }))}
        />
        <Select
          {...fieldOf(form, "interval")}
          value={form.typed["interval"] ?? terms?.interval}
          label={planInterval}
          choices={INTERVALS.map((value) => ({ value, label: INTERVAL_NAMES[value] }))}
        />
      </ActionForm>
    </FoldedForm>
  );
}

function Cancel({ data }: Props) {
  const { cancel, cancelHint, cancelButton } = SHOP_ACTIONS, form = data.form("cancelar");
  return (
    <FoldedForm title={cancel} form={form}>
      <p class="pb-3 text-ink-soft">{cancelHint}</p>
      <ActionForm form={form} button={cancelButton} danger hidden={{ cancelId: data.newId() }} />
    </FoldedForm>
  );
}

/** For ever, so it is offered where nothing else is left to do. */
function Close({ data }: Props) {
  const { close, closeHint, closeButton } = SHOP_ACTIONS, form = data.form("cerrar");
  return (
    <FoldedForm title={close} form={form}>
      <p class="pb-3 text-ink-soft">{closeHint(data.line.slug)}</p>
      <ActionForm form={form} button={closeButton} danger hidden={{}} />
    </FoldedForm>
  );
}

/** One at a time: while one waits or stands there is no form for another. */
function ProposeHold({ data, account: { hold } }: Props) {
  const { hold: title, holdHint, holdDays, holdButton } = SHOP_ACTIONS, form = data.form("retener");
  if (hold?.status === "waits" || hold?.status === "stands") return null;
  return (
    <FoldedForm title={title} form={form}>
      <p class="pb-3 text-ink-soft">{holdHint}</p>
      <ActionForm form={form} button={holdButton} danger hidden={{ holdId: data.newId() }}>
        <Field
          {...fieldOf(form, "days")}
          label={holdDays}
          inputMode="numeric"
          autocomplete="off"
          required
        />
      </ActionForm>
    </FoldedForm>
  );
}
