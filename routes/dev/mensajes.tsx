import { HttpError, page, type PageProps } from "fresh";
import { type KeptMessage, keptMessages } from "../../events/store/control/messages.ts";
import { INBOX } from "../../i18n/es_pe/people.ts";
import { formatInstant } from "../../kernel/time.ts";
import { Card, EmptyState } from "../../ui/Card.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { define, type State } from "../(_shared)/define.ts";

/** What would have been sent to phones and mailboxes. It holds codes in clear: development and tests alone. */
export const handler = define.handlers({
  async GET(ctx) {
    const { shop, services: { environment, control } } = ctx.state;
    if (shop || environment.CASERITO_ENV === "production") throw new HttpError(404);
    return page(await keptMessages(control), { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(({ data }: PageProps<KeptMessage[], State>) => (
  <PublicShell>
    <div class="mx-auto max-w-form px-4 py-8 grid gap-4">
      <h1 class="text-28 font-extrabold">{INBOX.title}</h1>
      <p class="text-ink-soft">{INBOX.lead}</p>
      {data.length === 0 && <EmptyState icon="info" title={INBOX.empty} />}
      <ul class="grid gap-4">
        {data.map(({ id, to, subject, text, sentAt }) => (
          <li key={id}>
            <Card title={to}>
              {subject && <p class="font-semibold">{subject}</p>}
              <p>{text}</p>
              <p class="text-14 text-ink-soft">{formatInstant(sentAt)}</p>
            </Card>
          </li>
        ))}
      </ul>
    </div>
  </PublicShell>
));
