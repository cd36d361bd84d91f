import type { Payment, PlanView } from "../../../../commands/membership/view_plan.ts";
import { invoiceText, PLAN_PAGE, providerName } from "../../../../i18n/es_pe/membership.ts";
import { formatSoles } from "../../../../kernel/money.ts";
import { formatDay, formatInstant } from "../../../../kernel/time.ts";
import { Card } from "../../../../ui/Card.tsx";
import { List, ListRow } from "../../../../ui/List.tsx";

const SHOWN = 13;

/** The newest first: what was billed, and what of it is open. */
export const Invoices = ({ invoices }: Pick<PlanView, "invoices">) => (
  <Card title={PLAN_PAGE.invoices}>
    {invoices.length === 0
      ? <p class="text-ink-soft">{PLAN_PAGE.noInvoices}</p>
      : (
        <List label={PLAN_PAGE.invoices}>
          {invoices.slice(0, SHOWN).map((invoice) => (
            <ListRow
              key={invoice.invoiceId}
              name={invoiceText(invoice)}
              detail={`Vence el ${formatDay(invoice.dueOn)}`}
              figure={formatSoles(invoice.amountCentimos)}
              state={invoice.openCentimos > 0
                ? { tone: "attention", word: PLAN_PAGE.open }
                : { tone: "ok", word: PLAN_PAGE.paid }}
            />
          ))}
        </List>
      )}
  </Card>
);

/** Each opens what was paid, to print. */
export const Payments = ({ payments }: { readonly payments: readonly Payment[] }) => (
  <Card title={PLAN_PAGE.payments}>
    {payments.length === 0
      ? <p class="text-ink-soft">{PLAN_PAGE.noPayments}</p>
      : (
        <List label={PLAN_PAGE.payments}>
          {payments.slice(0, SHOWN).map((payment) => (
            <ListRow
              key={payment.paymentId}
              href={`/plan/recibo/${payment.paymentId}`}
              name={formatInstant(payment.valueAt)}
              detail={`${providerName(payment.provider)} · ${payment.reference}`}
              figure={formatSoles(payment.amountCentimos)}
            />
          ))}
        </List>
      )}
  </Card>
);
