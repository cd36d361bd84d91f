import { page, type PageProps } from "fresh";
import { ONBOARDING_TEXTS } from "../../../i18n/es_pe/settings.ts";
import { CASES } from "../../../i18n/es_pe/wallet_cases.ts";
import { counted } from "../../../i18n/es_pe/figures.ts";
import { formatDay, limaDay, plusDays } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { OutageNotice } from "../../(_shared)/OutageNotice.tsx";
import { PaymentsToSee } from "../../(_shared)/PaymentsToSee.tsx";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { Best, Differences, Hours, Mix } from "./(_parts)/Charts.tsx";
import { DayFigures } from "./(_parts)/Figures.tsx";
import { Cover, Flagged, OpenDrawers } from "./(_parts)/Lists.tsx";
import { Onboarding } from "./(_parts)/Onboarding.tsx";
import { dayOf, type DayPage, loadDay } from "./(_parts)/load_day.ts";

export const handler = defineShop.handlers({
  async GET({ state, url: { searchParams } }) {
    const day = dayOf(searchParams.get("dia"), state.services.clock.now());
    return page(await loadDay(state, day, searchParams.get("orden") === "cantidad" ? "quantity" : "margin"));
  },
});

/** How the day goes: every figure says against what it is measured, and opens what it is made of. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<DayPage, ShopState>) => (
  <ShopPage
    state={state}
    url={url}
    title={data.when.soFar ? "Hoy" : formatDay(data.when.day)}
    actions={<Days {...data} />}
  >
    {data.products === 0 ? <NewShop /> : (
      <div class="grid gap-4">
        {data.behind > 0 && (
          <Notice title="Las cifras por producto y por hora se están poniendo al día">
            {`${
              counted(data.behind, "registro", "registros")
            } por sumar. Las ventas del día ya están completas.`}
          </Notice>
        )}
        {data.phoneToShow && (
          <Notice
            tone="attention"
            title={ONBOARDING_TEXTS.phone}
            action={
              <LinkButton kind="secondary" href={data.phoneToShow}>{ONBOARDING_TEXTS.phoneGo}</LinkButton>
            }
          >
            {ONBOARDING_TEXTS.phoneWhy}
          </Notice>
        )}
        {data.when.soFar && <Onboarding steps={data.steps} practises={state.shop.practiceOf === undefined} />}
        <OutageNotice out={data.out} />
        {data.waiting > 0 && (
          <Notice
            tone="attention"
            title={CASES.waitsFor(data.waiting)}
            action={<LinkButton kind="secondary" href="/ventas/yape-y-plin">{CASES.resolve}</LinkButton>}
          />
        )}
        <DayFigures {...data} />
        <div class="grid gap-4 lg:grid-cols-2 items-start">
          <div class="grid gap-4 min-w-0">
            <Hours {...data} />
            <OpenDrawers {...data} />
            <PaymentsToSee
              toSee={data.toSee}
              nameOf={data.nameOf}
              saleAt={(saleId) => `/ventas/${saleId}`}
              resolveAt={data.when.soFar ? "/ventas/yape-y-plin" : `/ventas/yape-y-plin?dia=${data.when.day}`}
            />
            <Flagged {...data} />
            <Cover {...data} />
          </div>
          <div class="grid gap-4 min-w-0">
            <Best {...data} />
            <Differences {...data} />
            <Mix {...data} />
          </div>
        </div>
      </div>
    )}
  </ShopPage>
));

function Days({ when: { day, soFar }, now }: DayPage) {
  const isYesterday = plusDays(day, 1) === limaDay(now);
  return (
    <>
      <LinkButton kind="secondary" href={`/hoy?dia=${plusDays(day, -1)}`} rel="prev">
        {soFar ? "Ayer" : `← ${formatDay(plusDays(day, -1))}`}
      </LinkButton>
      {!soFar && !isYesterday && (
        <LinkButton kind="secondary" href={`/hoy?dia=${plusDays(day, 1)}`} rel="next">
          {`${formatDay(plusDays(day, 1))} →`}
        </LinkButton>
      )}
      {!soFar && <LinkButton kind="secondary" href="/hoy">Hoy</LinkButton>}
    </>
  );
}

const NewShop = () => (
  <EmptyState
    icon="box"
    title="Empieza por tus productos"
    action={
      <div class="flex flex-wrap justify-center gap-2">
        <LinkButton href="/productos/importar">Subir mi lista de precios</LinkButton>
        <LinkButton kind="secondary" href="/productos/nuevo">Escribir uno</LinkButton>
      </div>
    }
  >
    Sube tu Excel tal como lo tienes. Luego abre la caja y vende: aquí verás cómo va el día.
  </EmptyState>
);
