import type { ComponentChildren } from "preact";
import { OPERATOR } from "../../../i18n/es_pe/operator.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import type { ActionForm as Form } from "./run_action.ts";

/** Where one page asks the same question in several forms, each has an id of its own. */
export const fieldOf = ({ action, subject, typed, errors }: Form, name: string) => ({
  name,
  id: `${action}${subject}-${name}`,
  value: typed[name],
  error: errors[name],
});

/** The form of one action: its own questions, always the reason, and the button that does it. */
export const ActionForm = ({ form, button, danger, hidden = {}, children }: {
  readonly form: Form;
  readonly button: string;
  readonly danger?: boolean;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children?: ComponentChildren;
}) => (
  <form method="post" class="grid gap-3">
    {Object.entries({ accion: form.action, cmdId: form.cmdId, ...hidden }).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    {children}
    <Field
      {...fieldOf(form, "reason")}
      label={OPERATOR.reason}
      hint={OPERATOR.reasonHint}
      maxLength={200}
      autocomplete="off"
      required
    />
    <div>
      <Button kind={danger ? "danger" : "secondary"}>{button}</Button>
    </div>
  </form>
);

/** A form that stands folded in a list until somebody wants it; one that was refused stands open. */
export const FoldedForm = ({ title, form, children }: {
  readonly title: string;
  readonly form: Form;
  readonly children: ComponentChildren;
}) => (
  <details
    class="disclosure border-b last:border-0"
    open={form.problem !== null || Object.keys(form.errors).length > 0}
  >
    <summary class="tap flex items-center text-mar font-semibold">{title}</summary>
    <div class="pb-3 max-w-form">{children}</div>
  </details>
);
