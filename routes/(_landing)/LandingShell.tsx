import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { LANDING, TRADE_PAGES } from "../../i18n/es_pe/landing.ts";
import { Awning } from "../../ui/Awning.tsx";
import { LinkButton } from "../../ui/Button.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import type { LandingAddresses } from "./addresses.ts";

/** What a search engine and a chat say of the page. */
interface LandingShellProps {
  readonly at: LandingAddresses;
  readonly title: string;
  readonly description: string;
  /** schema.org, as data that no browser runs. */
  readonly facts: object;
  readonly children: ComponentChildren;
}

/** Bar, awning and foot of the pages that a stranger reads, and what stands in their head. */
export function LandingShell({ at, title, description, facts, children }: LandingShellProps) {
  const image = `${at.origin}/portada/caserito.png`;
  return (
    <PublicShell
      actions={
        <div class="flex items-center gap-1">
          <a href="/ingresar" class="tap inline-flex items-center px-3 font-semibold hover:underline">
            {LANDING.enter}
          </a>
        </div>
      }
      foot={<Foot />}
      awning={<Awning />}
    >
      <Head>
        <title>{title}</title>
        <meta name="description" content={description} />
        <link rel="canonical" href={at.canonical} />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="Caserito" />
        <meta property="og:locale" content="es_PE" />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={description} />
        <meta property="og:url" content={at.canonical} />
        <meta property="og:image" content={image} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content="La caja de Caserito en una tableta" />
        <meta name="twitter:card" content="summary_large_image" />
        <script
          type="application/ld+json"
          // deno-lint-ignore react-no-danger -- JSON of ours, with no character that could end the element
          dangerouslySetInnerHTML={{ __html: JSON.stringify(facts).replaceAll("<", "\\u003c") }}
        />
      </Head>
      {children}
    </PublicShell>
  );
}

const Foot = () => (
  <div class="mx-auto max-w-page px-4 py-8 grid gap-4">
    <nav aria-label="Rubros">
      <ul class="flex flex-wrap gap-x-2">
        {TRADE_PAGES.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`/${slug}`} class="tap inline-flex items-center px-2 text-16 hover:underline">{name}</a>
          </li>
        ))}
      </ul>
    </nav>
    <p class="px-2">Caserito, la caja de tu tienda. Hecho en Perú.</p>
  </div>
);

/** The one thing to do on these pages, and what it will ask. */
export const CreateButton = ({ trade, words = LANDING.create }: {
  readonly trade?: string | undefined;
  readonly words?: string;
}) => (
  <LinkButton
    href={trade ? `/crear?rubro=${trade}` : "/crear"}
    size="charge"
    kind="charge"
    icon="arrow-right"
  >
    {words}
  </LinkButton>
);
