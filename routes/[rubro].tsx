import { HttpError, page, type PageProps } from "fresh";
import { LANDING, TRADE_PAGES, type TradePage } from "../i18n/es_pe/landing.ts";
import { Icon } from "../ui/Icon.tsx";
import { type LandingAddresses, landingAddresses } from "./(_landing)/addresses.ts";
import { factsOf } from "./(_landing)/facts.ts";
import { LandingShell } from "./(_landing)/LandingShell.tsx";
import { Hero, LastCall, Points, Prices, Questions, Section } from "./(_landing)/Sections.tsx";
import { TradeIcon } from "./(_landing)/TradeIcon.tsx";
import { define, type State } from "./(_shared)/define.ts";

interface Trade {
  readonly at: LandingAddresses;
  readonly trade: TradePage;
}

/** `/minimarket`, `/bodega` …: one page per trade, at the platform's own address alone. */
export const handler = define.handlers({
  GET(ctx) {
    const trade = TRADE_PAGES.find(({ slug }) => slug === ctx.params.rubro);
    if (ctx.state.shop || !trade) throw new HttpError(404);
    return page<Trade>({ at: landingAddresses(ctx.state, `/${trade.slug}`), trade });
  },
});

export default define.page<typeof handler>(({ data: { at, trade } }: PageProps<Trade, State>) => (
  <LandingShell
    at={at}
    title={trade.title}
    description={trade.description}
    facts={factsOf(at, trade.description, trade)}
  >
    <Hero
      heading={trade.heading}
      lead={trade.lead}
      trade={trade.slug}
      demo={at.demo}
      above={
        <p class="flex items-center gap-3 text-20 font-semibold text-toldo">
          <TradeIcon trade={trade.slug} />
          {trade.name}
        </p>
      }
    />
    <Section
      title={`Caserito en tu ${trade.slug === "psicologo" ? "consultorio" : trade.name.toLowerCase()}`}
    >
      <Points points={trade.points} />
      {trade.later && (
        <p class="flex gap-3 items-start rounded bg-surface p-5 max-w-prose">
          <Icon name="info" class="text-mar" />
          {trade.later}
        </p>
      )}
    </Section>
    <Prices trade={trade.slug} />
    <Questions first={trade.questions} />
    <LastCall title={LANDING.startTitle} trade={trade.slug} />
  </LandingShell>
));
