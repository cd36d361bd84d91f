import { page, type PageProps } from "fresh";
import { ACCOUNT } from "../../i18n/es_pe/account.ts";
import { OPERATOR, OVERVIEW } from "../../i18n/es_pe/operator.ts";
import { MESSAGES, PROVIDERS } from "../../i18n/es_pe/operator_health.ts";
import { MONEY } from "../../i18n/es_pe/operator_money.ts";
import PasskeyButton from "../../islands/PasskeyButton.tsx";
import { formatSoles } from "../../kernel/money.ts";
import { formatInstant } from "../../kernel/time.ts";
import { Card, Figure } from "../../ui/Card.tsx";
import { List, ListRow } from "../../ui/List.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { doneOf } from "../(_shared)/form.ts";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import { COUNTED, type Overview, overview } from "./(_parts)/overview.ts";
import { stateMark } from "./(_parts)/state_mark.ts";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page({ ...await overview(ctx.state.services), kept: doneOf(ctx) === "llave" }),
});

type Data = Overview & { readonly kept: boolean };

const counted = (figure: number): string => figure >= COUNTED ? `${COUNTED}+` : String(figure);

/** What waits for a person: one figure each, and one way deeper. */
export default defineOperator.page<typeof handler>(({ data, state, url }: PageProps<Data, OperatorState>) => (
  <OperatorPage state={state} url={url} title={OVERVIEW.title}>
    <div class="grid gap-6">
      {data.kept && <Notice tone="ok" title={OPERATOR.passkeyKept} />}
      <div class="grid grid-cols-cards gap-4">
        <Figure
          label={OVERVIEW.selling}
          amount={String(data.selling)}
          comparison={OVERVIEW.sellingOf(data.shops)}
          href="/operador/tiendas"
          more={OVERVIEW.seeShops}
        />
        <Figure
          label={OVERVIEW.claims}
          amount={counted(data.claims)}
          comparison={data.oldestClaimAt === null
            ? OVERVIEW.noClaims
            : OVERVIEW.oldestClaim(formatInstant(data.oldestClaimAt))}
          href="/operador/avisos-de-pago"
          more={OVERVIEW.seeClaims}
        />
        <Figure
          label={MONEY.waits}
          amount={String(data.exceptions)}
          comparison={data.exceptions === 0 ? MONEY.none : MONEY.sum(formatSoles(data.exceptionsCentimos))}
          href="/operador/dinero"
          more={MONEY.see}
        />
        <Figure
          label={OVERVIEW.waiting}
          amount={String(data.waitForNotice)}
          comparison={data.waitForNotice === 0 ? OVERVIEW.noWaiting : OVERVIEW.waitingHint}
          href="/operador/tiendas?estado=aviso"
          more={OVERVIEW.seeWaiting}
        />
        <Figure
          label={OVERVIEW.holds}
          amount={String(data.holds)}
          comparison={data.holds === 0 ? OVERVIEW.noHolds : OVERVIEW.holdsHint}
          href="/operador/tiendas?estado=retencion"
          more={OVERVIEW.seeHolds}
        />
        <Figure
          label={MESSAGES.dead}
          amount={String(data.deadLetters)}
          comparison={data.deadLetters === 0 ? MESSAGES.noDead : undefined}
          href="/operador/mensajes"
          more={MESSAGES.see}
        />
        <Figure
          label={PROVIDERS.down}
          amount={String(data.slowProviders)}
          comparison={data.slowProviders === 0 ? PROVIDERS.noneDown : undefined}
          href="/operador/proveedores"
          more={PROVIDERS.see}
        />
      </div>
      <div class="grid gap-4 md:grid-cols-2 items-start">
        <section class="grid gap-3">
          <h2 class="text-20 font-semibold">{OVERVIEW.byState}</h2>
          <List label={OVERVIEW.byState}>
            {[...data.byState].map(([of, shops]) => (
              <ListRow
                key={of ?? ""}
                href={`/operador/tiendas?estado=${of ?? "ninguno"}`}
                name={stateMark(of).word}
                figure={String(shops)}
              />
            ))}
          </List>
        </section>
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
  </OperatorPage>
));
