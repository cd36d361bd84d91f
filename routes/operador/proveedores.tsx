import { page, type PageProps } from "fresh";
import { PROVIDER_NAMES, PROVIDERS } from "../../i18n/es_pe/operator_health.ts";
import { formatInstant, type Instant } from "../../kernel/time.ts";
import { Card } from "../../ui/Card.tsx";
import { State, type Tone } from "../../ui/List.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import { type ProviderLine, providerLines } from "./(_parts)/providers.ts";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await providerLines(ctx.state.services)),
});

const TONES: Readonly<Record<ProviderLine["standing"], Tone>> = {
  good: "ok",
  slow: "danger",
  unheard: "info",
};
const when = (instant: Instant | null): string => instant ? formatInstant(instant) : PROVIDERS.never;

/** How we stand with each provider of payments. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<readonly ProviderLine[], OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={PROVIDERS.title}>
    <div class="grid gap-4">
      <p>{PROVIDERS.intro}</p>
      <p class="font-semibold">
        {PROVIDERS.configured(
          data.filter(({ configured }) => configured).map(({ provider }) =>
            PROVIDER_NAMES[provider] ?? provider
          ),
        )}
      </p>
      <div class="grid gap-4 md:grid-cols-3 items-start">
        {data.map((line) => (
          <Card
            key={line.provider}
            title={PROVIDER_NAMES[line.provider] ?? line.provider}
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
    </div>
  </OperatorPage>
));
