import { type Context, page, type PageProps } from "fresh";
import { retryMessage } from "../../commands/messages/retry.ts";
import { type DeadLetter, deadLetters, outboxDepth } from "../../events/projections/console/queries.ts";
import { type ChannelHealth, channelHealth } from "../../events/projections/outbox/queries.ts";
import { shopSlugs } from "../../events/store/control/operators.ts";
import { CHANNEL_NAMES, failureText, messageKindText, MESSAGES } from "../../i18n/es_pe/operator_health.ts";
import { formatInstant } from "../../kernel/time.ts";
import { Figure } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CellLink, Table } from "../../ui/Table.tsx";
import { defineOperator, type OperatorState } from "../(_shared)/define.ts";
import { doneOf } from "../(_shared)/form.ts";
import { ActionForm, FoldedForm } from "./(_parts)/ActionForm.tsx";
import { OperatorPage } from "./(_parts)/OperatorPage.tsx";
import { COUNTED } from "./(_parts)/overview.ts";
import {
  type ActionForm as Form,
  formMaker,
  type OperatorAction,
  type Refused,
  runAction,
} from "./(_parts)/run_action.ts";

interface Messages {
  readonly channels: readonly ChannelHealth[];
  readonly depth: { readonly waiting: number; readonly dead: number };
  readonly dead: readonly DeadLetter[];
  readonly slugs: ReadonlyMap<string, string>;
  readonly problem: string | null;
  form(action: string, subject: string): Form;
  readonly done: string;
}

const ACTIONS = { reenviar: { command: retryMessage, fields: ["reason"] } } as const satisfies Readonly<
  Record<string, OperatorAction>
>;

async function messages(ctx: Context<OperatorState>, refused: Refused | null): Promise<Messages> {
  const { platform: { db }, control, clock } = ctx.state.services, dead = await deadLetters(db, COUNTED);
  return {
    dead,
    channels: await channelHealth(db, clock.now()),
    depth: await outboxDepth(db),
    slugs: await shopSlugs(control, dead.flatMap(({ shop }) => shop ?? [])),
    problem: refused?.form.problem ?? null,
    form: formMaker(ctx, refused, "messageId"),
    done: doneOf(ctx),
  };
}

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await messages(ctx, null)),

  async POST(ctx) {
    const answer = await runAction(ctx, ACTIONS);
    if (typeof answer === "string") return ctx.redirect(`/operador/mensajes?hecho=${answer}`, 303);
    return page(await messages(ctx, answer), { status: 422 });
  },
});

/** Whether people hear from us: each channel, and the letters that died. What they said is kept nowhere. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<Messages, OperatorState>,
) => (
  <OperatorPage state={state} url={url} title={MESSAGES.title}>
    <div class="grid gap-6">
      {MESSAGES.done[data.done] && <Notice tone="ok" title={MESSAGES.done[data.done]!} />}
      {data.problem && <Notice tone="danger" title={data.problem} />}
      <div class="grid grid-cols-cards gap-4">
        <Figure
          label={MESSAGES.waiting}
          amount={String(data.depth.waiting)}
          comparison={MESSAGES.waitingHint}
        />
        <Figure
          label={MESSAGES.deadCount}
          amount={String(data.depth.dead)}
          comparison={data.depth.dead === 0 ? MESSAGES.noDead : undefined}
        />
      </div>
      <Table
        caption={MESSAGES.channels}
        rows={data.channels}
        keyOf={({ channel }) => channel}
        columns={[
          { head: MESSAGES.channel, cell: ({ channel }) => CHANNEL_NAMES[channel] },
          { head: MESSAGES.sent, numeric: true, cell: ({ sent }) => sent },
          { head: MESSAGES.delivered, numeric: true, cell: ({ delivered }) => delivered },
          { head: MESSAGES.failed, numeric: true, cell: ({ failed }) => failed },
          {
            head: MESSAGES.lastFault,
            cell: ({ lastFault }) =>
              lastFault
                ? `${failureText(lastFault.code, lastFault.action)} (${formatInstant(lastFault.at)})`
                : MESSAGES.noFault,
          },
        ]}
      />
      {data.dead.length > 0 && <DeadLetters data={data} />}
    </div>
  </OperatorPage>
));

const DeadLetters = ({ data: { dead, slugs, form } }: { readonly data: Messages }) => (
  <section class="grid gap-3">
    <h2 class="text-20 font-semibold">{MESSAGES.dead}</h2>
    <p class="text-ink-soft">{MESSAGES.deadHint}</p>
    <ul class="rounded border bg-paper">
      {dead.map(({ messageId, shop, kind, channel, code, changedAt }) => (
        <li key={messageId} class="border-b last:border-0 px-4 py-2">
          <p class="font-semibold">{messageKindText(kind)}</p>
          <p class="flex flex-wrap items-center gap-x-2 text-14 text-ink-soft">
            {shop
              ? <CellLink href={`/operador/tiendas/${shop}`}>{slugs.get(shop) ?? shop}</CellLink>
              : <span>{MESSAGES.nobody}</span>}
            <span>
              {[
                channel && CHANNEL_NAMES[channel as keyof typeof CHANNEL_NAMES],
                code,
                formatInstant(changedAt),
              ]
                .filter(Boolean).join(" · ")}
            </span>
          </p>
          <FoldedForm title={MESSAGES.retry} form={form("reenviar", messageId)}>
            <ActionForm
              form={form("reenviar", messageId)}
              button={MESSAGES.retryButton}
              hidden={{ messageId }}
            />
          </FoldedForm>
        </li>
      ))}
    </ul>
  </section>
);
