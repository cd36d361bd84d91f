import { type Context, HttpError, page, type PageProps } from "fresh";
import { announcePayment } from "../../../commands/membership/announce_payment.ts";
import { cancelMembership, changePlan, resumeMembership } from "../../../commands/membership/choices.ts";
import { type KeptCard, keptCard, stopCard } from "../../../commands/membership/charge_card.ts";
import { keepIntent } from "../../../commands/membership/payment_intent.ts";
import { type PlanView, viewPlan } from "../../../commands/membership/view_plan.ts";
import { PLAN_PAGE } from "../../../i18n/es_pe/membership.ts";
import { ok } from "../../../kernel/result.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { ClaimForm } from "../../(_shared)/ClaimForm.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readTyped,
  refusedForm,
  type Typed,
} from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { ChangePlan } from "./(_parts)/ChangePlan.tsx";
import { Invoices, Payments } from "./(_parts)/Accounts.tsx";
import { Leave } from "./(_parts)/Leave.tsx";
import { PayingCard } from "./(_parts)/PayingCard.tsx";
import { Standing } from "./(_parts)/Standing.tsx";

interface PlanPage extends FormState {
  readonly view: PlanView | null;
  /** It pays by itself what is billed. */
  readonly card: KeptCard | null;
  readonly cmdId: string;
  readonly done: string | undefined;
}

async function planPage(ctx: Pick<Context<ShopState>, "state" | "url">, form: FormState): Promise<PlanPage> {
  const { services: { platform, clock, ids, control }, shop } = ctx.state;
  const [view, card] = await Promise.all([
    viewPlan(platform, shop.id, clock.now()),
    keptCard(control, shop.id),
  ]);
  return { ...form, view, card, cmdId: ids.next(), done: PLAN_PAGE.done[doneOf(ctx)] };
}

/** What the form does, by the name it carries, and where it leads. */
async function act({ services, shop, ...state }: ShopState, typed: Typed) {
  const context = { ...commandContext({ ...state, services, shop }), store: services.platform };
  const asked = askedBy(typed, services.ids), { id } = asked;
  switch (typed["deed"]) {
    case "cambiado":
      return await changePlan(context, asked, {
        ...{ shop: shop.id, changeId: id, plan: typed["plan"], interval: typed["interval"] },
      });
    case "cancelado":
      // What cannot be taken back in one step is asked for twice, also of a browser that minds no `required`.
      if (typed["seguro"] !== "on") throw new HttpError(400);
      return await cancelMembership(context, asked, {
        ...{ shop: shop.id, cancelId: id, reason: typed["reason"] || "no dijo" },
      });
    case "quedarme":
      return await resumeMembership(context, asked, { shop: shop.id, returnId: id });
    case "sintarjeta":
      await stopCard(services.providerWork, shop.id);
      return ok(null);
    case "aviso":
      return await announcePayment(services, shop.id, asked, typed);
    default:
      throw new HttpError(400);
  }
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await planPage(ctx, freshForm())),

  async POST(ctx) {
    const { services, shop } = ctx.state, typed = await readTyped(ctx.req);
    if (shop.practiceOf !== undefined) throw new HttpError(403);
    const done = await act(ctx.state, typed);
    if (!done.ok) {
      const form = refusedForm(typed, done.error, ["wallet", "operationNumber"]);
      return page(await planPage(ctx, form), { status: 422 });
    }
    // What is owed may be another sum now.
    await keepIntent({ ...commandContext(ctx.state), store: services.platform }, shop.id);
    return ctx.redirect(`/plan?hecho=${typed["deed"]}`, 303);
  },
});

/** What the shop pays, why and until when; what it paid; and everything the owner may decide about it. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<PlanPage, ShopState>) => {
  const { view, card, cmdId, done } = data;
  return (
    <ShopPage state={state} url={url} title={PLAN_PAGE.title}>
      <div class="grid gap-4 max-w-prose">
        {done && <Notice tone="ok" title={done} />}
        {data.problem && <Notice tone="danger" title={data.problem} />}
        {view
          ? (
            <>
              <Standing view={view} cmdId={cmdId} />
              {card && <PayingCard card={card} every={view.terms?.interval} cmdId={cmdId} />}
              {view.status.debtCentimos > 0 && <ClaimForm action="/plan" form={data} cmdId={cmdId} />}
              <Invoices invoices={view.invoices} />
              <Payments payments={view.payments} />
              {view.endsOn === null && view.status.state !== "CLOSED" && (
                <ChangePlan view={view} cmdId={cmdId} />
              )}
              <Leave view={view} cmdId={cmdId} />
            </>
          )
          : <p>{state.shop.practiceOf === undefined ? PLAN_PAGE.notYet : PLAN_PAGE.practice}</p>}
      </div>
    </ShopPage>
  );
});
