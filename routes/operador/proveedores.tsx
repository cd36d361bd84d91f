import { type Context, page, type PageProps } from "fresh";
import type { Outage } from "../../commands/payments/outages.ts";
import { PROVIDERS } from "../../i18n/es_pe/operator_health.ts";
import { walletText } from "../../i18n/es_pe/wallet_names.ts";
import { formatInstant, type Instant } from "../../kernel/time.ts";
import { Notice } from "../../ui/Notice.tsx";
import { OUTAGES } from "../../i18n/es_pe/outages.ts";
import { doneOf } from "../(_shared)/form.ts";
import { OutageCard } from "./(_parts)/OutageCard.tsx";
import { openOutages, sayOutage } from "./(_parts)/outages.ts";
import { type ActionForm, formMaker, type Refused } from "./(_parts)/run_action.ts";
import { Card } from "../../ui/Card.tsx";
import { State, type Tone } from "../../ui/List.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import { type ProviderLine, providerLines } from "./(_parts)/providers.ts";

interface ProvidersPage {
  readonly lines: readonly ProviderLine[];
  readonly outages: readonly Outage[];
  form(action: string, subject: string): ActionForm;
  readonly done: string;
}

const shown = async (ctx: Context<OperatorState>, refused: Refused | null): Promise<ProvidersPage> => ({
  lines: await providerLines(ctx.state.services),
  outages: await openOutages(ctx.state),
  form: formMaker(ctx, refused, "wallet"),
  done: doneOf(ctx),
});

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await shown(ctx, null)),

  async POST(ctx) {
    const answer = await sayOutage(ctx);
    if (typeof answer === "string") return ctx.redirect(`/operador/proveedores?hecho=${answer}`, 303);
    return page(await shown(ctx, answer), { status: 422 });
  },
});

const TONES: Readonly<Record<ProviderLine["standing"], Tone>> = {
  good: "ok",
  slow: "danger",
  unheard: "info",
};
const when = (instant: Instant | null): string => instant ? formatInstant(instant) : PROVIDERS.never;

/** How we stand with each provider of payments. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<ProvidersPage, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={PROVIDERS.title}>
    <div class="grid gap-4">
      {OUTAGES.done[data.done] && <Notice tone="ok" title={OUTAGES.done[data.done]!} />}
      <p>{PROVIDERS.intro}</p>
      <p class="font-semibold">
        {PROVIDERS.configured(
          data.lines.filter(({ configured }) => configured).map(({ provider }) => walletText(provider)),
        )}
      </p>
      <div class="grid gap-4 md:grid-cols-3 items-start">
        {data.lines.map((line) => (
          <Card
            key={line.provider}
            title={walletText(line.provider)}
            action={<State tone={TONES[line.standing]}>{PROVIDERS[line.standing]}</State>}
          >
            <dl class="grid gap-2">
              {[
                [PROVIDERS.lastWebhook, when(line.lastWebhookAt)],
                [PROVIDERS.reconciled, when(line.reconciledThrough)],
                [
                  PROVIDERS.waiting,
                  line.waitingSince
                    ? `${line.waiting}, ${PROVIDERS.waitingSince(formatInstant(line.waitingSince))}`
                    : String(line.waiting),
                ],
                [PROVIDERS.failing, [line.failing, line.lastOutcome].filter(Boolean).join(", ") || "0"],
                [PROVIDERS.unanswered, String(line.unanswered)],
              ].map(([term, text]) => (
                <div key={term}>
                  <dt class="text-14 text-ink-soft">{term}</dt>
                  <dd class="break-words">{text}</dd>
                </div>
              ))}
            </dl>
          </Card>
        ))}
      </div>
      <OutageCard outages={data.outages} form={data.form} />
    </div>
  </OperatorPage>
));
