import { page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { announcePayment } from "../../commands/membership/announce_payment.ts";
import type { PlanView } from "../../commands/membership/view_plan.ts";
import { takeAttempt } from "../../events/store/control/attempts.ts";
import { PAY_PAGE } from "../../i18n/es_pe/membership.ts";
import { isUuid } from "../../kernel/ids.ts";
import { formatSoles } from "../../kernel/money.ts";
import { epochMsOf, formatDay, limaDay } from "../../kernel/time.ts";
import { LinkButton } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { ClaimForm } from "../(_shared)/ClaimForm.tsx";
import { define, type State } from "../(_shared)/define.ts";
import { askedBy, readTyped, refusedForm } from "../(_shared)/form.ts";
import { shopOrigin } from "../(_shared)/origins.ts";
import { askedTooOften } from "../(_shared)/walls.ts";
import { type Bill, billOf, cardBill, faceOf, shopHere, yapeBill } from "./(_parts)/bill.ts";
import { Ways } from "./(_parts)/PayWays.tsx";
import { YapeWay } from "./(_parts)/YapeWay.tsx";

/** Seconds. Without JavaScript: it has to work on any phone. */
const LOOK_AGAIN_S = "12";
const owes = ({ view }: Pick<Bill, "view">): boolean => (view?.status.debtCentimos ?? 0) > 0;

/** Of one bill: each try makes something at a provider, and a code is mistyped a few times at most. */
const TRIES = { tries: 10, windowMs: 15 * 60_000 };

/** Only its reader's, and of no use to a search engine. */
const HEADERS = { "cache-control": "private, no-store", "x-robots-tag": "noindex" };

/**
 * What one shop owes, for whoever holds its link (features §4.3, guard f): no login, no password, any phone. It shows a bill
 * and takes a number, and opens nothing of the shop. Looking at it changes nothing.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const shop = await shopHere(ctx), provider = ctx.url.searchParams.get("yape");
    const still = ctx.url.searchParams.has("quieta");
    const bill = await billOf(ctx.state, shop, { face: faceOf(ctx.url), provider, still });
    const looksAgain = owes(bill) && bill.face === "bill" && !bill.still;
    return page(bill, { headers: { ...HEADERS, ...looksAgain && { refresh: LOOK_AGAIN_S } } });
  },

  async POST(ctx) {
    const shop = await shopHere(ctx), { services } = ctx.state, typed = await readTyped(ctx.req);
    const path = ctx.url.pathname;
    const now = services.clock.now(),
      until = await takeAttempt(services.control, `bill:${shop.id}`, TRIES, now);
    if (until !== null) return askedTooOften(Math.ceil((epochMsOf(until) - epochMsOf(now)) / 1000));
    if (typed["deed"] === "tarjeta") {
      return page(await cardBill(ctx.state, shop, typed, path), { headers: HEADERS });
    }
    if (typed["deed"] === "yape") {
      const bill = await yapeBill(ctx.state, shop, typed, path);
      if (bill === null) return ctx.redirect(path, 303);
      if (!bill.onItsWay) return page(bill, { status: 422, headers: HEADERS });
      return page(bill, { headers: { ...HEADERS, refresh: `${LOOK_AGAIN_S}; url=${path}` } });
    }
    const told = await announcePayment(services, shop.id, askedBy(typed, services.ids), typed);
    if (told.ok) return ctx.redirect(path, 303);
    const form = refusedForm(typed, told.error, ["wallet", "operationNumber"]);
    return page(await billOf(ctx.state, shop, { form, face: "number" }), { status: 422, headers: HEADERS });
  },
});

export default define.page<typeof handler>(({ data, state, url }: PageProps<Bill, State>) => {
  const { shop, view } = data, path = url.pathname;
  return (
    <PublicShell>
      <Head>
        <title>{`${PAY_PAGE.title} · ${shop.name}`}</title>
      </Head>
      <div class="mx-auto max-w-form px-4 py-6 grid gap-4">
        <h1 class="text-20 font-extrabold">{shop.name}</h1>
        {owes(data) ? <Owing {...data} view={view!} path={path} /> : <Clear {...data} state={state} />}
      </div>
    </PublicShell>
  );
});

function Owing(bill: Bill & { readonly view: PlanView; readonly path: string }) {
  const { view: { status }, intent, today, face, path, problem } = bill;
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
      {face === "bill" ? <Ways {...bill} asked={asked} /> : (
        <>
          {face === "number"
            ? <ClaimForm action={path} form={bill} cmdId={bill.cmdId} />
            : <YapeWay bill={bill} intent={intent!} path={path} />}
          <LinkButton href={path} kind="quiet">{PAY_PAGE.back}</LinkButton>
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
