import { page, type PageProps } from "fresh";
import { type FunnelStep, onboardingFunnel } from "../../events/store/control/onboarding.ts";
import { OPERATOR } from "../../i18n/es_pe/operator.ts";
import { NICHES } from "../../niches/mod.ts";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { FUNNEL_STEPS, FunnelTable } from "../(_shared)/FunnelTable.tsx";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await onboardingFunnel(ctx.state.services.control, FUNNEL_STEPS)),
});

/** How far the shops of each trade come in their first days. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<readonly FunnelStep[], OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={OPERATOR.funnel}>
    <div class="grid gap-4 lg:grid-cols-2 items-start">
      {NICHES.map(({ slug }) => <FunnelTable key={slug} niche={slug} steps={data} />)}
    </div>
  </OperatorPage>
));
