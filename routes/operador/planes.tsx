import { page, type PageProps } from "fresh";
import { PLANS } from "../../events/facts/membership.ts";
import { shopsByPlan } from "../../events/projections/console/queries.ts";
import { PLANS_PAGE } from "../../i18n/es_pe/operator_membership.ts";
import { PLAN_NAMES } from "../../i18n/es_pe/plan_names.ts";
import { Table } from "../../ui/Table.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";

type Counts = ReadonlyMap<string, number>;

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await shopsByPlan(ctx.state.services.platform.db)),
});

/** Which plans there are and how many shops have each. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<Counts, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={PLANS_PAGE.title}>
    <Table
      caption={PLANS_PAGE.caption}
      rows={PLANS}
      keyOf={(plan) => plan}
      columns={[
        { head: PLANS_PAGE.plan, cell: (plan) => PLAN_NAMES[plan] },
        { head: PLANS_PAGE.shops, numeric: true, cell: (plan) => data.get(plan) ?? 0 },
      ]}
    />
  </OperatorPage>
));
