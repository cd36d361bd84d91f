import { asset } from "fresh/runtime";
import { page, type PageProps } from "fresh";
import { may } from "../commands/people/permissions.ts";
import { LANDING, TRADE_PAGES } from "../i18n/es_pe/landing.ts";
import { type LandingAddresses, landingAddresses } from "./(_landing)/addresses.ts";
import { factsOf } from "./(_landing)/facts.ts";
import { LandingShell } from "./(_landing)/LandingShell.tsx";
import { Hero, LastCall, Points, Prices, Questions, Section } from "./(_landing)/Sections.tsx";
import { TradeIcon } from "./(_landing)/TradeIcon.tsx";
import { define, type State } from "./(_shared)/define.ts";

/** The platform's landing; at a shop's own address, the room where this person starts. */
export const handler = define.handlers({
  GET(ctx) {
    const { shop, staff } = ctx.state;
    if (shop && !staff) return ctx.redirect("/ingresar", 303);
    if (shop && staff) {
      return ctx.redirect(
        may(staff.role, "see_figures") ? "/hoy" : may(staff.role, "sell") ? "/caja" : "/auditoria",
        303,
      );
    }
    return page<LandingAddresses>(landingAddresses(ctx.state, "/"));
  },
});

export default define.page<typeof handler>(({ data: at }: PageProps<LandingAddresses, State>) => (
  <LandingShell
    at={at}
    title={LANDING.title}
    description={LANDING.description}
    facts={factsOf(at, LANDING.description)}
  >
    <Hero heading={LANDING.heading} lead={LANDING.lead} demo={at.demo} />
    <Section title={LANDING.tradesTitle} lead={LANDING.tradesLead}>
      <Trades />
    </Section>
    <Section tone="surface" title={LANDING.startTitle}>
      <Start />
    </Section>
    <Section title={LANDING.pointsTitle} lead={LANDING.pointsLead}>
      <Points points={LANDING.points} />
    </Section>
    <Prices />
    <Questions />
    <LastCall title={LANDING.startTitle} />
  </LandingShell>
));

const Trades = () => (
  <ul class="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
    {TRADE_PAGES.map(({ slug, name, line }) => (
      <TradeCard key={slug} href={`/${slug}`} icon={slug} name={name} line={line} />
    ))}
    <TradeCard href="/crear" icon="otro" {...LANDING.otherTrade} />
  </ul>
);

const TradeCard = ({ href, icon, name, line }: {
  readonly href: string;
  readonly icon: string;
  readonly name: string;
  readonly line: string;
}) => (
  <li>
    <a
      href={href}
      class="flex items-center gap-4 h-full rounded border bg-paper p-5 shadow hover:bg-toldo-mist"
    >
      <span class="flex-none text-toldo">
        <TradeIcon trade={icon} />
      </span>
      <span>
        <span class="block text-20 font-semibold">{name}</span>
        <span class="block text-ink-soft">{line}</span>
      </span>
    </a>
  </li>
);

const Start = () => (
  <div class="grid gap-8 lg:grid-cols-2 items-center">
    <div class="grid gap-6">
      <ol class="grid gap-6">
        {LANDING.start.map(([title, text], index) => (
          <li key={title} class="flex gap-4">
            <span class="flex-none flex items-center justify-center w-10 h-10 rounded-full bg-toldo text-on-strong text-20 font-extrabold">
              {index + 1}
            </span>
            <div>
              <h3 class="text-20 font-semibold">{title}</h3>
              <p class="text-ink-soft">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <p class="max-w-prose">{LANDING.startNote}</p>
    </div>
    <div class="mx-auto w-64 rounded bg-ink p-2 shadow">
      <img
        src={asset("/portada/celular.webp")}
        width={184}
        height={378}
        alt="La caja de Caserito en un celular, con el total y el botón Cobrar"
        class="rounded w-full bg-paper"
        loading="lazy"
        decoding="async"
      />
    </div>
  </div>
);
