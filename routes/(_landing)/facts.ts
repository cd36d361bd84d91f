import { PRICES, QUESTIONS, TRADE_PAGES, type TradePage } from "../../i18n/es_pe/landing.ts";
import type { LandingAddresses } from "./addresses.ts";

/** schema.org of a page: the program with its prices, and the questions that the page answers. */
export function factsOf(
  { origin, canonical }: LandingAddresses,
  description: string,
  trade?: TradePage,
): object {
  const application = {
    "@type": "SoftwareApplication",
    "@id": `${origin}/#caserito`,
    name: "Caserito",
    url: canonical,
    image: `${origin}/portada/caserito.png`,
    description,
    applicationCategory: "BusinessApplication",
    applicationSubCategory: "Point of sale",
    operatingSystem: "Android, iOS, Windows, macOS, Linux",
    inLanguage: "es-PE",
    offers: PRICES.plans.map(({ name, soles, holds }) => ({
      "@type": "Offer",
      name,
      description: holds.join(", "),
      url: `${canonical}#precios`,
      price: `${soles}.00`,
      priceCurrency: "PEN",
      priceSpecification: {
        "@type": "UnitPriceSpecification",
        price: `${soles}.00`,
        priceCurrency: "PEN",
        unitCode: "MON",
        valueAddedTaxIncluded: true,
      },
    })),
  };
  const questions = {
    "@type": "FAQPage",
    mainEntity: [...trade?.questions ?? [], ...QUESTIONS].map(([name, text]) => ({
      "@type": "Question",
      name,
      acceptedAnswer: { "@type": "Answer", text },
    })),
  };
  const trail = trade && {
    "@type": "BreadcrumbList",
    itemListElement: [
      { "@type": "ListItem", position: 1, name: "Caserito", item: `${origin}/` },
      { "@type": "ListItem", position: 2, name: trade.name, item: canonical },
    ],
  };
  return { "@context": "https://schema.org", "@graph": [application, questions, ...trail ? [trail] : []] };
}

/** Every page of the platform that a search engine should know. */
export const LANDING_PATHS: readonly string[] = ["/", ...TRADE_PAGES.map(({ slug }) => `/${slug}`)];
