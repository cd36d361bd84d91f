import { type Context, HttpError, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { announcePayment } from "../../commands/membership/announce_payment.ts";
import { cardProviders, payByCard } from "../../commands/membership/pay_by_card.ts";
import { shopOfPayToken } from "../../commands/membership/pay_link.ts";
import { receivingAccounts, waitingIntent } from "../../commands/membership/payment_intent.ts";
import { type PlanView, viewPlan } from "../../commands/membership/view_plan.ts";
import type { IntentRow, WalletAccount } from "../../events/projections/payments/queries.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import { PAY_PAGE } from "../../i18n/es_pe/membership.ts";
import { isUuid } from "../../kernel/ids.ts";
import { formatSoles } from "../../kernel/money.ts";
import { formatDay, limaDay } from "../../kernel/time.ts";
import type { LimaDay } from "../../kernel/time.ts";
import { LinkButton } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { ClaimForm } from "../(_shared)/ClaimForm.tsx";
import { define, type State } from "../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm, type Typed } from "../(_shared)/form.ts";
import { platformOrigin, shopOrigin } from "../(_shared)/origins.ts";
import { Cards, PayWays } from "./(_parts)/PayWays.tsx";

interface Bill extends FormState {
  readonly shop: Shop;
  readonly view: PlanView | null;
  readonly intent: IntentRow | null;
  readonly accounts: readonly WalletAccount[];
  readonly today: LimaDay;
  readonly cmdId: string;
  /** Somebody gives us their operation number: the page stands still meanwhile. */
  readonly asking: boolean;
  /** Somebody reads it slowly and asked it not to look again by itself (WCAG 2.2.1). */
  readonly still: boolean;
  /** Providers that take a card on a page of their own. */
  readonly cards: readonly string[];
  /** That page, once it was asked for: a link, because a form may lead nowhere but to us. */
  readonly onward: string | null;
}

async function shopHere({ state, params }: Pick<Context<State>, "state" | "params">): Promise<Shop> {
  const { control, clock } = state.services;
  const shop = state.shop ? null : await shopOfPayToken(control, params["bill"] ?? "", clock.now());
  if (!shop) throw new HttpError(404);
  return shop;
}

async function billOf(
  { services }: State,
  shop: Shop,
  form: FormState,
  asking: boolean,
  still = false,
): Promise<Bill> {
  const { platform, clock, ids } = services, now = clock.now();
  const view = await viewPlan(platform, shop.id, now);
  const debt = view?.status.debtCentimos;
  const [intent, accounts] = await Promise.all([
    debt ? waitingIntent(platform, shop.id, debt) : null,
    receivingAccounts(platform),
  ]);
  const cards = intent ? cardProviders(services.providerWork) : [], cmdId = ids.next();
  return {
    ...{ ...form, shop, view, intent, accounts, today: limaDay(now), cmdId, asking, still, cards },
    onward: null,
  };
}

/** A page at the provider for what is owed now, or why there is none. */
async function cardBill(state: State, shop: Shop, typed: Typed, path: string): Promise<Bill> {
  const { services } = state, bill = await billOf(state, shop, freshForm(), false);
  if (!bill.intent) return bill;
  const back = `${platformOrigin(services.environment)}${path}`;
  const started = await payByCard(services.providerWork, {
    ...{
      operationId: askedBy(typed, services.ids).id,
      provider: typed["provider"] ?? "",
      intent: bill.intent,
    },
    ...{ shopId: shop.id, description: PAY_PAGE.title, back },
  });
  return started === null ? { ...bill, problem: PAY_PAGE.noCard } : { ...bill, onward: started };
}

/** Seconds. Without JavaScript: it has to work on any phone. */
const LOOK_AGAIN_S = "12";
const owes = ({ view }: Pick<Bill, "view">): boolean => (view?.status.debtCentimos ?? 0) > 0;

/** Only its reader's, and of no use to a search engine. */
const HEADERS = { "cache-control": "private, no-store", "x-robots-tag": "noindex" };

/**
 * What one shop owes, for whoever holds its link (features §4.3, guard f): no login, no password, any phone. It shows a bill
 * and takes a number, and opens nothing of the shop. Looking at it changes nothing.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const shop = await shopHere(ctx), asking = ctx.url.searchParams.has("numero");
    const bill = await billOf(ctx.state, shop, freshForm(), asking, ctx.url.searchParams.has("quieta"));
    const looksAgain = owes(bill) && !asking && !bill.still;
    return page(bill, { headers: { ...HEADERS, ...looksAgain && { refresh: LOOK_AGAIN_S } } });
  },

  async POST(ctx) {
    const shop = await shopHere(ctx), { services } = ctx.state, typed = await readTyped(ctx.req);
    if (typed["deed"] === "tarjeta") {
      return page(await cardBill(ctx.state, shop, typed, ctx.url.pathname), { headers: HEADERS });
    }
    const told = await announcePayment(services, shop.id, askedBy(typed, services.ids), typed);
    if (told.ok) return ctx.redirect(ctx.url.pathname, 303);
    const form = refusedForm(typed, told.error, ["wallet", "operationNumber"]);
    return page(await billOf(ctx.state, shop, form, true), { status: 422, headers: HEADERS });
  },
});

export default define.page<typeof handler>(({ data, state, url }: PageProps<Bill, State>) => {
  const { shop, view } = data;
  return (
    <PublicShell>
      <Head>
        <title>{`${PAY_PAGE.title} · ${shop.name}`}</title>
      </Head>
      <div class="mx-auto max-w-form px-4 py-6 grid gap-4">
        <h1 class="text-20 font-extrabold">{shop.name}</h1>
        {owes(data)
          ? <Owing {...data} view={view!} path={url.pathname} />
          : <Clear {...data} state={state} />}
      </div>
    </PublicShell>
  );
});

function Owing(bill: Bill & { readonly view: PlanView; readonly path: string }) {
  const { view: { status }, intent, accounts, today, asking, still, path, problem } = bill;
  const asked = intent?.amountCentimos ?? status.debtCentimos;
  return (
    <>
      <div>
        {status.dueOn && (
          <p class="text-ink-soft">
            {status.dueOn < today
              ? PAY_PAGE.overdue(formatDay(status.dueOn))
              : PAY_PAGE.due(formatDay(status.dueOn))}
          </p>
        )}
        <p class="text-56 font-extrabold tracking-tight tabular-nums">{formatSoles(asked)}</p>
        {asked < status.debtCentimos && <p class="text-14">{PAY_PAGE.tagged(status.debtCentimos)}</p>}
      </div>
      {problem && <Notice tone="danger" title={problem} />}
      {asking
        ? (
          <>
            <ClaimForm action={path} form={bill} cmdId={bill.cmdId} />
            <LinkButton href={path} kind="quiet">{PAY_PAGE.back}</LinkButton>
          </>
        )
        : (
          <>
            <p role="status" class="font-semibold">
              {status.overlays.includes("claim") || intent?.claimed
                ? PAY_PAGE.claimed
                : PAY_PAGE.waiting(still)}
            </p>
            {bill.onward
              ? <LinkButton href={bill.onward} size="till">{PAY_PAGE.onward}</LinkButton>
              : <Cards names={bill.cards} path={path} cmdId={bill.cmdId} amount={formatSoles(asked)} />}
            <PayWays accounts={accounts} amount={asked} />
            <div class="flex flex-wrap gap-3">
              <LinkButton href={still ? `${path}?quieta` : path} kind="secondary">
                {PAY_PAGE.reload}
              </LinkButton>
              <LinkButton href={`${path}?numero=1`} kind="quiet">{PAY_PAGE.number}</LinkButton>
              {!still && <LinkButton href={`${path}?quieta`} kind="quiet">{PAY_PAGE.keepStill}</LinkButton>}
            </div>
          </>
        )}
    </>
  );
}

/** Nothing is owed: either it has just come, which is said with its receipt, or there was nothing. */
function Clear({ view, shop, state }: Bill & { readonly state: State }) {
  const paid = view?.payments[0];
  return (
    <>
      <Notice tone="ok" title={paid ? PAY_PAGE.received : PAY_PAGE.none}>
        {paid ? PAY_PAGE.receivedText : PAY_PAGE.noneText}
      </Notice>
      {paid && (
        <p class="tabular-nums">
          {[
            formatSoles(paid.amountCentimos),
            formatDay(limaDay(paid.valueAt)),
            // Where nobody told a number it is our own name of the credit, which tells whoever paid nothing.
            ...isUuid(paid.reference) ? [] : [paid.reference],
          ].join(" · ")}
        </p>
      )}
      <LinkButton href={shopOrigin(state.services.environment, shop)}>{PAY_PAGE.open}</LinkButton>
    </>
  );
}
