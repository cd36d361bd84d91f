import type { ToSee } from "../../events/projections/payments/till_queries.ts";
import { TO_SEE } from "../../i18n/es_pe/to_see.ts";
import { CASES } from "../../i18n/es_pe/wallet_cases.ts";
import { formatSoles, sumCentimos } from "../../kernel/money.ts";
import { Card, More } from "../../ui/Card.tsx";
import { List, ListRow } from "../../ui/List.tsx";

/** Said and not seen, by who took it; each line opens its sale. Nothing where there is none. */
export function PaymentsToSee({ toSee, nameOf, saleAt, resolveAt }: {
  readonly toSee: readonly ToSee[];
  readonly nameOf: (personId: string) => string;
  /** Where its sale is shown to this reader. */
  readonly saleAt: (saleId: string) => string;
  /** Where it is resolved, for a reader who may. */
  readonly resolveAt?: string | undefined;
}) {
  if (toSee.length === 0) return null;
  const cashiers = Map.groupBy(toSee, ({ by }) => by);
  return (
    <Card title={TO_SEE.title} action={resolveAt && <More href={resolveAt}>{CASES.open}</More>}>
      <div class="grid gap-3">
        <p>{TO_SEE.hint}</p>
        {[...cashiers].map(([by, payments]) => {
          const name = nameOf(by) || TO_SEE.nobody;
          const sum = sumCentimos(payments.map(({ missingCentimos }) => missingCentimos));
          return (
            <div key={by} class="grid gap-1">
              <h3 class="flex flex-wrap justify-between gap-x-3 font-semibold">
                <span>{name}</span>
                <span class="tabular-nums">{TO_SEE.sum(payments.length, formatSoles(sum))}</span>
              </h3>
              <List label={`${TO_SEE.title}, ${name}`}>
                {payments.map((payment) => (
                  <ListRow
                    key={payment.intentId}
                    href={payment.saleId === null ? undefined : saleAt(payment.saleId)}
                    name={TO_SEE.row(payment.wallet, {
                      at: payment.at,
                      ticket: payment.ticketNumber,
                      number: payment.operationNumber,
                    })}
                    figure={formatSoles(payment.missingCentimos)}
                    state={payment.marked
                      ? { tone: "info", word: TO_SEE.marked }
                      : { tone: "attention", word: TO_SEE.said }}
                  />
                ))}
              </List>
            </div>
          );
        })}
      </div>
    </Card>
  );
}
