import { page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { type FunnelStep, onboardingFunnel } from "../../events/store/control/onboarding.ts";
import { type ShopLine, shopLines } from "../../events/store/control/operators.ts";
import { ACCOUNT } from "../../i18n/es_pe/account.ts";
import { OPERATOR } from "../../i18n/es_pe/operator.ts";
import PasskeyButton from "../../islands/PasskeyButton.tsx";
import { formatInstant } from "../../kernel/time.ts";
import { NICHES } from "../../niches/mod.ts";
import { Button } from "../../ui/Button.tsx";
import { Card, EmptyState } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { Table } from "../../ui/Table.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { FUNNEL_STEPS, FunnelTable } from "../(_shared)/FunnelTable.tsx";
import { doneOf } from "../(_shared)/form.ts";

interface OperatorRoom {
  readonly shops: readonly ShopLine[];
  readonly funnel: readonly FunnelStep[];
  readonly kept: boolean;
}

/** Steps of a trade, its first sale with them. */
const stepsOf = (niche: string): number => FUNNEL_STEPS.filter((one) => one.niche === niche).length;

export const handler = defineOperator.handlers({
  async GET(ctx) {
    const { control } = ctx.state.services;
    const [shops, funnel] = await Promise.all([shopLines(control), onboardingFunnel(control, FUNNEL_STEPS)]);
    return page<OperatorRoom>({ shops, funnel, kept: doneOf(ctx) === "llave" });
  },
});

/** Which shops there are. Nothing of what they sell: their books are theirs. */
export default defineOperator.page<typeof handler>((
  { data: { shops, funnel, kept }, state }: PageProps<OperatorRoom, OperatorState>,
) => (
  <PublicShell home="/operador">
    <Head>
      <title>{OPERATOR.title}</title>
    </Head>
    <div class="mx-auto max-w-page px-4 py-8 grid gap-6">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1 class="text-28 font-extrabold">{OPERATOR.title}</h1>
          <p class="text-ink-soft">{state.operator.name}</p>
        </div>
        <form method="post" action="/operador/salir">
          <Button kind="secondary">{OPERATOR.leave}</Button>
        </form>
      </div>
      {kept && <Notice tone="ok" title={OPERATOR.passkeyKept} />}
      {shops.length === 0 ? <EmptyState icon="info" title={OPERATOR.none} /> : (
        <Table
          caption={OPERATOR.shops}
          rows={shops}
          keyOf={({ slug }) => slug}
          columns={[
            {
              head: OPERATOR.shop,
              cell: ({ slug, name }) => (
                <>
                  <span class="font-semibold">{name}</span>
                  <span class="block text-14 text-ink-soft">{slug}</span>
                </>
              ),
            },
            { head: OPERATOR.trade, cell: ({ niche }) => niche },
            {
              head: OPERATOR.steps,
              numeric: true,
              cell: ({ niche, steps }) => `${steps} de ${stepsOf(niche)}`,
            },
            { head: OPERATOR.people, numeric: true, cell: ({ people }) => people },
            { head: OPERATOR.since, cell: ({ createdAt }) => formatInstant(createdAt) },
            {
              head: OPERATOR.seen,
              cell: ({ seenAt }) => seenAt ? formatInstant(seenAt) : OPERATOR.never,
            },
          ]}
        />
      )}
      <section class="grid gap-4">
        <h2 class="text-20 font-semibold">{OPERATOR.funnel}</h2>
        <div class="grid gap-4 lg:grid-cols-2 items-start">
          {NICHES.map(({ slug }) => <FunnelTable key={slug} niche={slug} steps={funnel} />)}
        </div>
      </section>
      <div class="max-w-form">
        <Card title={OPERATOR.security}>
          <PasskeyButton
            does="register"
            options="/operador/llaves/opciones"
            done="/operador/llaves"
            label={OPERATOR.addPasskey}
            failed={ACCOUNT.passkeyFailed}
          />
        </Card>
      </div>
    </div>
  </PublicShell>
));
