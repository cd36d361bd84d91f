import type { ComponentChildren } from "preact";
import type { WayOut } from "../../../../../commands/payments/question.ts";
import type { SaleToMatch } from "../../../../../events/projections/payments/case_queries.ts";
import { CASE_FORM, wayTexts } from "../../../../../i18n/es_pe/wallet_cases.ts";
import type { Centimos } from "../../../../../kernel/money.ts";
import { Button } from "../../../../../ui/Button.tsx";
import { Field, MoneyField, Select } from "../../../../../ui/Field.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import type { BackChoices, WayForm } from "./load_case.ts";

const fieldOf = ({ way, typed, errors }: WayForm, name: string) => ({
  name,
  id: `${way}-${name}`,
  value: typed[name],
  error: errors[name],
});

/** One way out, folded until somebody takes it; the first of a page and one that was refused stand open. */
export function Way({ form, open, children }: {
  readonly form: WayForm;
  readonly open: boolean;
  readonly children: ComponentChildren;
}) {
  const { name, hint, button } = wayTexts(form.way);
  const isRefused = form.problem !== null || Object.keys(form.errors).length > 0;
  return (
    <details class="disclosure border-b last:border-0" open={open || isRefused}>
      <summary class="tap flex items-center font-semibold text-mar">{name}</summary>
      <form method="post" class="grid gap-4 pb-4 max-w-form">
        <input type="hidden" name="accion" value={form.way} />
        <input type="hidden" name="cmdId" value={form.cmdId} />
        <input type="hidden" name="refundId" value={form.refundId} />
        <p class="text-ink-soft">{hint}</p>
        {form.problem && <Notice tone="danger" title={form.problem} />}
        {children}
        <div>
          <Button kind="secondary">{button}</Button>
        </div>
      </form>
    </details>
  );
}

export const NoteField = ({ form }: { readonly form: WayForm }) => (
  <Field
    {...fieldOf(form, "note")}
    label={CASE_FORM.note}
    hint={CASE_FORM.noteHint}
    maxLength={200}
    autocomplete="off"
    required
  />
);

/** The nearest sale is chosen already: whoever looks changes it. */
export function SaleChoice(
  { form, sales }: { readonly form: WayForm; readonly sales: readonly SaleToMatch[] },
) {
  if (sales.length === 0) return <Notice tone="info" title={CASE_FORM.noSales} />;
  return (
    <Select
      {...fieldOf(form, "intentId")}
      label={CASE_FORM.sale}
      choices={sales.map(({ intentId, ticketNumber, at, dueCentimos, claimed, operationNumber }) => ({
        value: intentId,
        label: CASE_FORM.choice({
          ticket: ticketNumber,
          at,
          due: dueCentimos,
          claimed,
          number: operationNumber,
        }),
      }))}
    />
  );
}

/** Money that goes back, by a transfer or in cash. */
export function BackFields({ form, most, suggested, drawers, second }: BackChoices & {
  readonly form: WayForm;
  readonly most: Centimos;
  readonly suggested: Centimos | null;
}) {
  const { value: typed, ...amount } = fieldOf(form, "amountCentimos");
  return (
    <>
      <MoneyField
        {...amount}
        label={CASE_FORM.amount}
        hint={CASE_FORM.most(most)}
        amount={suggested}
        typed={typed}
        required
      />
      {form.way === "transfer" && (
        <>
          <Field
            {...fieldOf(form, "operationNumber")}
            label={CASE_FORM.operation}
            inputMode="numeric"
            autocomplete="off"
            required
          />
          <Field
            {...fieldOf(form, "phone")}
            type="tel"
            label={CASE_FORM.phone}
            hint={CASE_FORM.phoneHint}
            autocomplete="off"
          />
        </>
      )}
      {form.way === "change" &&
        (drawers.length === 0 ? <Notice tone="attention" title={CASE_FORM.noDrawer} /> : (
          <Select
            {...fieldOf(form, "cashSessionId")}
            label={CASE_FORM.drawer}
            choices={drawers.map(({ cashSessionId, name }) => ({ value: cashSessionId, label: name }))}
          />
        ))}
      <Field
        {...fieldOf(form, "reason")}
        label={CASE_FORM.reason}
        maxLength={120}
        autocomplete="off"
        required
      />
      <Second form={form} second={second} />
    </>
  );
}

function Second({ form, second: { aboveCentimos, people, alone } }: {
  readonly form: WayForm;
  readonly second: BackChoices["second"];
}) {
  if (people.length === 0) return <p class="text-14 text-ink-soft">{CASE_FORM.noPins(aboveCentimos)}</p>;
  return (
    <>
      {alone ? <input type="hidden" name="approver" value={people[0]!.personId} /> : (
        <Select
          {...fieldOf(form, "approver")}
          label={CASE_FORM.second}
          choices={people.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
      )}
      <Field
        {...fieldOf(form, "pin")}
        type="password"
        label={alone ? CASE_FORM.ownPin : CASE_FORM.pin}
        hint={alone ? CASE_FORM.alone(aboveCentimos) : CASE_FORM.secondHint(aboveCentimos)}
        inputMode="numeric"
        autocomplete="off"
        maxLength={6}
      />
    </>
  );
}

export const isBack = (way: WayOut): way is "transfer" | "change" => way === "transfer" || way === "change";
