import { HttpError, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { personOfToken, setContact } from "../../../commands/messages/contact.ts";
import { systemContext } from "../../../commands/shops/create_shop.ts";
import { hasOptedOut } from "../../../events/projections/outbox/queries.ts";
import { OPT_OUT_PAGE } from "../../../i18n/es_pe/notices.ts";
import { Button } from "../../../ui/Button.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { PublicShell } from "../../../ui/Shell.tsx";
import { define, type State } from "../../(_shared)/define.ts";
import { doneOf, readTyped } from "../../(_shared)/form.ts";

interface Choice {
  readonly optedOut: boolean;
  readonly done: boolean;
}

async function personHere(state: State, token: string): Promise<string> {
  const personId = state.shop ? null : await personOfToken(state.services.control, token);
  if (personId === null) throw new HttpError(404);
  return personId;
}

/** Of a link in a mail. It speaks for its person and opens nothing; a program that follows links changes nothing. */
export const handler = define.handlers({
  async GET(ctx) {
    const personId = await personHere(ctx.state, ctx.params.token ?? "");
    const optedOut = await hasOptedOut(ctx.state.services.platform.db, personId);
    return page<Choice>({ optedOut, done: doneOf(ctx) !== "" }, { headers: { "cache-control": "no-store" } });
  },
  async POST(ctx) {
    const personId = await personHere(ctx.state, ctx.params.token ?? ""), { services } = ctx.state;
    const optedOut = (await readTyped(ctx.req))["que"] === "dejar";
    const context = systemContext(services, services.platform);
    const set = await setContact(context, { id: services.ids.next() }, { personId, optedOut, way: "link" });
    if (!set.ok) throw new HttpError(503);
    return ctx.redirect(`${ctx.url.pathname}?hecho=${optedOut ? "dejado" : "otra-vez"}`, 303);
  },
});

export default define.page<typeof handler>(({ data: { optedOut, done } }: PageProps<Choice, State>) => (
  <PublicShell>
    <Head>
      <title>{OPT_OUT_PAGE.title}</title>
    </Head>
    <div class="mx-auto max-w-form px-4 py-8 grid gap-4">
      <h1 class="text-28 font-extrabold">{OPT_OUT_PAGE.title}</h1>
      {done && <Notice tone="ok" title={optedOut ? OPT_OUT_PAGE.stopped : OPT_OUT_PAGE.resumed} />}
      <p>{OPT_OUT_PAGE.lead}</p>
      <form method="post">
        <input type="hidden" name="que" value={optedOut ? "recibir" : "dejar"} />
        <Button kind={optedOut ? "primary" : "secondary"}>
          {optedOut ? OPT_OUT_PAGE.resume : OPT_OUT_PAGE.stop}
        </Button>
      </form>
    </div>
  </PublicShell>
));
