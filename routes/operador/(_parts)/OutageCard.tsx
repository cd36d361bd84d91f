import type { Outage } from "../../../commands/payments/outages.ts";
import { OUTAGE_WALLETS } from "../../../events/facts/outages.ts";
import { OUTAGES } from "../../../i18n/es_pe/outages.ts";
import { TENDER_NAMES } from "../../../kernel/sale.ts";
import { Card } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { State } from "../../../ui/List.tsx";
import { ActionForm, fieldOf, FoldedForm } from "./ActionForm.tsx";
import type { ActionForm as Form } from "./run_action.ts";

/** Whether each wallet works in the whole country, as we have said it, and the way to say otherwise. */
export const OutageCard = ({ outages, form }: {
  readonly outages: readonly Outage[];
  readonly form: (action: string, subject: string) => Form;
}) => (
  <Card title={OUTAGES.title}>
    <p class="pb-3 text-ink-soft">{OUTAGES.intro}</p>
    {OUTAGE_WALLETS.map((wallet) => {
      const open = outages.find((outage) => outage.wallet === wallet);
      const asked = form(open ? "funciona" : "falla", wallet);
      return (
        <div key={wallet} class="border-t py-2">
          <p class="flex flex-wrap items-center gap-2">
            <span class="font-semibold">{TENDER_NAMES[wallet]}</span>
            <State tone={open ? "danger" : "ok"}>{open ? OUTAGES.fails : OUTAGES.works}</State>
            {open && <span>{OUTAGES.since(open.startedAt)}</span>}
          </p>
          <FoldedForm title={open ? OUTAGES.end : OUTAGES.declare} form={asked}>
            <ActionForm
              form={asked}
              button={open ? OUTAGES.endButton : OUTAGES.declareButton}
              hidden={{ wallet }}
            >
              {!open && (
                <Field
                  {...fieldOf(asked, "minutesAgo")}
                  value={asked.typed["minutesAgo"] ?? "0"}
                  label={OUTAGES.minutesAgo}
                  inputMode="numeric"
                  autocomplete="off"
                  required
                />
              )}
            </ActionForm>
          </FoldedForm>
        </div>
      );
    })}
  </Card>
);
