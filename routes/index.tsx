import { page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { may } from "../commands/people/permissions.ts";
import { LANDING } from "../i18n/es_pe/pages.ts";
import { LinkButton } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { PublicShell } from "../ui/Shell.tsx";
import { define, type State } from "./(_shared)/define.ts";

interface Landing {
  /** The demo shop's address, in development alone. */
  readonly demo: string | null;
}

/** The platform's landing; at a shop's own address, the room where this person starts. */
export const handler = define.handlers({
  GET(ctx) {
    const { shop, staff, services: { environment } } = ctx.state;
    if (shop && !staff) return ctx.redirect("/ingresar", 303);
    if (shop && staff) {
      return ctx.redirect(
        may(staff.role, "see_figures") ? "/hoy" : may(staff.role, "sell") ? "/caja" : "/auditoria",
        303,
      );
    }
    const demo = environment.CASERITO_ENV === "development"
      ? `http://minimarket-lucha.${environment.CASERITO_BASE_DOMAIN}/ingresar`
      : null;
    return page<Landing>({ demo });
  },
});

export default define.page<typeof handler>(({ data }: PageProps<Landing, State>) => (
  <PublicShell>
    <Head>
      <title>{LANDING.title}</title>
      <meta name="description" content={LANDING.description} />
    </Head>
    <div class="mx-auto max-w-page px-4 py-12 md:py-20 grid gap-12">
      <div class="grid gap-5 max-w-prose">
        <h1 class="text-40 md:text-56 font-extrabold tracking-tight">{LANDING.heading}</h1>
        <p class="text-20 text-ink-soft">{LANDING.lead}</p>
        {data.demo && (
          <p>
            <LinkButton href={data.demo} size="charge" icon="arrow-right">{LANDING.try}</LinkButton>
          </p>
        )}
      </div>
      <ul class="grid gap-4 md:grid-cols-2">
        {LANDING.points.map(([title, text]) => (
          <li key={title}>
            <Card title={title}>
              <p class="text-ink-soft">{text}</p>
            </Card>
          </li>
        ))}
      </ul>
    </div>
  </PublicShell>
));
