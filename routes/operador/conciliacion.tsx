import { page, type PageProps } from "fresh";
import { RECONCILIATION } from "../../i18n/es_pe/operator_money.ts";
import { walletText } from "../../i18n/es_pe/wallet_names.ts";
import { formatSoles } from "../../kernel/money.ts";
import { formatDay } from "../../kernel/time.ts";
import { EmptyState } from "../../ui/Card.tsx";
import { List, ListRow, State } from "../../ui/List.tsx";
import { Table } from "../../ui/Table.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import { type Reconciliation, reconciliation } from "./(_parts)/reconciliation.ts";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await reconciliation(ctx.state.services)),
});

/** Our books against the accounts and the providers, day by day. */
export default defineOperator.page<typeof handler>((
  { data: { days, refunds }, state, url }: PageProps<Reconciliation, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={RECONCILIATION.title}>
    <div class="grid gap-4">
      <p>{RECONCILIATION.intro}</p>
      {days.length === 0 ? <EmptyState icon="info" title={RECONCILIATION.none} /> : (
        <Table
          caption={RECONCILIATION.caption}
          rows={days}
          keyOf={({ day, provider }) => `${day} ${provider}`}
          columns={[
            { head: RECONCILIATION.day, cell: ({ day }) => formatDay(day) },
            { head: RECONCILIATION.provider, cell: ({ provider }) => walletText(provider) },
            {
              head: RECONCILIATION.difference,
              numeric: true,
              cell: ({ differenceCentimos }) =>
                differenceCentimos === 0
                  ? <State tone="ok">{RECONCILIATION.even}</State>
                  : <State tone="attention">{formatSoles(differenceCentimos)}</State>,
            },
            {
              head: RECONCILIATION.ledger,
              numeric: true,
              cell: ({ ledgerCentimos }) => formatSoles(ledgerCentimos),
            },
            {
              head: RECONCILIATION.seen,
              numeric: true,
              cell: ({ seenCentimos }) => formatSoles(seenCentimos),
            },
          ]}
        />
      )}
      <p class="text-ink-soft">{RECONCILIATION.help}</p>
      {refunds.size > 0 && (
        <section class="grid gap-2">
          <h2 class="text-20 font-semibold">{RECONCILIATION.refunds}</h2>
          <List label={RECONCILIATION.refunds}>
            {[...refunds].sort().reverse().map(([day, amount]) => (
              <ListRow key={day} name={formatDay(day)} figure={formatSoles(amount)} />
            ))}
          </List>
        </section>
      )}
    </div>
  </OperatorPage>
));
