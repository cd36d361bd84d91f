import { page, type PageProps } from "fresh";
import { SHOPS } from "../../../i18n/es_pe/operator.ts";
import {
  ACCOUNT_OF_SHOP,
  INTERVAL_NAMES,
  OVERLAY_NAMES,
  SHOP_ACTIONS,
  statusText,
} from "../../../i18n/es_pe/operator_membership.ts";
import { PLAN_NAMES } from "../../../i18n/es_pe/plan_names.ts";
import { formatInstant } from "../../../kernel/time.ts";
import { Card } from "../../../ui/Card.tsx";
import { State } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineOperator, type OperatorState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { stepsOfNiche } from "../../(_shared)/FunnelTable.tsx";
import { FactList, Invoices, Movements } from "../(_parts)/AccountParts.tsx";
import { Actions } from "../(_parts)/Actions.tsx";
import { ByItself } from "../(_parts)/ByItself.tsx";
import { HoldCard } from "../(_parts)/HoldCard.tsx";
import { OperatorPage } from "../(_parts)/OperatorPage.tsx";
import { actOnShop, shopPage, type ShopPageData } from "../(_parts)/shop_page.ts";
import { stateMark } from "../(_parts)/state_mark.ts";

export const handler = defineOperator.handlers({
  GET: async (ctx) => page(await shopPage(ctx, null, doneOf(ctx))),

  /** One of the forms of the page, as its `accion` says. */
  async POST(ctx) {
    const answer = await actOnShop(ctx);
    if (typeof answer === "string") {
      return ctx.redirect(`/operador/tiendas/${ctx.params["shop"]}?hecho=${answer}`, 303);
    }
    return page(await shopPage(ctx, answer, ""), { status: 422 });
  },
});

/** One shop as the platform sees it: how it stands and why, its money with us, and what an operator may do about it. */
export default defineOperator.page<typeof handler>((
  { data, state, url }: PageProps<ShopPageData, OperatorState>,
) => {
  const { line, account, done } = data;
  return (
    <OperatorPage state={state} url={url} title={line.name}>
      <div class="grid gap-4">
        {SHOP_ACTIONS.done[done] && <Notice tone="ok" title={SHOP_ACTIONS.done[done]!} />}
        {data.problem && <Notice tone="danger" title={data.problem} />}
        <Standing data={data} />
        {account && (
          <>
            <div class="grid gap-4 lg:grid-cols-2 items-start">
              <div class="grid gap-4">
                <Invoices account={account} />
                <Movements account={account} />
                <ByItself data={data} />
              </div>
              <section class="grid gap-4">
                <h2 class="text-20 font-semibold">{SHOP_ACTIONS.title}</h2>
                <HoldCard data={data} operator={state.operator} />
                <Actions data={data} account={account} />
              </section>
            </div>
            <FactList label={ACCOUNT_OF_SHOP.history} facts={account.history} names={data.names} />
          </>
        )}
        <Profile data={data} />
      </div>
    </OperatorPage>
  );
});

function Standing({ data: { account, names } }: { readonly data: ShopPageData }) {
  const { tone, word } = stateMark(account?.status.state ?? null);
  const { state: title, because, becauseNobody, next, noNext, waits } = ACCOUNT_OF_SHOP;
  if (!account) {
    return (
      <Card title={title} action={<State tone={tone}>{word}</State>}>
        <p>{becauseNobody}</p>
      </Card>
    );
  }
  const { status } = account;
  return (
    <Card title={title} action={<State tone={tone}>{word}</State>}>
      <div class="grid gap-3">
        <p>{statusText(status)}</p>
        {account.terms && (
          <p>
            {`${SHOPS.plan}: ${PLAN_NAMES[account.terms.plan]}, ${INTERVAL_NAMES[account.terms.interval]}`}
          </p>
        )}
        {status.overlays.length > 0 && (
          <p class="flex flex-wrap gap-2">
            {status.overlays.map((overlay) => (
              <State key={overlay} tone="attention">{OVERLAY_NAMES[overlay]}</State>
            ))}
          </p>
        )}
        {status.blockWaitsForNotice && <Notice tone="attention" title={waits} />}
        <FactList label={because} facts={account.because} names={names} />
        <p class="text-ink-soft">
          {status.nextChangeAt ? next(formatInstant(status.nextChangeAt)) : noNext}
        </p>
      </div>
    </Card>
  );
}

/** What the platform knows of it besides: no figure of its books. */
const Profile = ({ data: { line } }: { readonly data: ShopPageData }) => (
  <Card title={SHOPS.data}>
    <dl class="grid gap-2 sm:grid-cols-2">
      {[
        [SHOPS.search, line.slug],
        [SHOPS.trade, line.niche],
        [SHOPS.since, formatInstant(line.createdAt)],
        [SHOPS.people, String(line.people)],
        [SHOPS.steps, `${line.steps} de ${stepsOfNiche(line.niche)}`],
        [SHOPS.seen, line.seenAt ? formatInstant(line.seenAt) : SHOPS.never],
      ].map(([term, text]) => (
        <div key={term} class="min-w-0">
          <dt class="text-14 text-ink-soft">{term}</dt>
          <dd class="break-words">{text}</dd>
        </div>
      ))}
    </dl>
  </Card>
);
