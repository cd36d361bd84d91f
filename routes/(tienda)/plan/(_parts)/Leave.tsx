import type { PlanView } from "../../../../commands/membership/view_plan.ts";
import { PLAN_PAGE } from "../../../../i18n/es_pe/membership.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";

/** As easy to find as it was to begin, and the export beside it. */
export function Leave({ view, cmdId }: { readonly view: PlanView; readonly cmdId: string }) {
  if (view.endsOn !== null || view.status.state === "CLOSED") return null;
  return (
    <details>
      <summary class="py-4 text-rocoto font-semibold">{PLAN_PAGE.leave}</summary>
      <form method="post" action="/plan" class="grid gap-4 pt-2">
        <input type="hidden" name="cmdId" value={cmdId} />
        <input type="hidden" name="deed" value="cancelado" />
        <p>{PLAN_PAGE.leaveText}</p>
        <div>
          <LinkButton href="/auditoria/exportar" kind="secondary">{PLAN_PAGE.export}</LinkButton>
        </div>
        <Field
          name="reason"
          label={PLAN_PAGE.leaveReason}
          hint={PLAN_PAGE.leaveReasonHint}
          maxLength={200}
          autocomplete="off"
        />
        <label class="tap flex items-center gap-3">
          <input type="checkbox" name="seguro" required class="h-6 w-6" />
          <span>{PLAN_PAGE.sure}</span>
        </label>
        <div>
          <Button kind="danger">{PLAN_PAGE.leaveButton}</Button>
        </div>
      </form>
    </details>
  );
}
