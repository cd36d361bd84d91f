import { type Context, HttpError } from "fresh";
import { cardProviders, payByCard } from "../../../commands/membership/pay_by_card.ts";
import { payByYape, payerEmail, type YapeWay, yapeWays } from "../../../commands/membership/pay_by_yape.ts";
import { shopOfPayToken } from "../../../commands/membership/pay_link.ts";
import { receivingAccounts, waitingIntent } from "../../../commands/membership/payment_intent.ts";
import { type PlanView, viewPlan } from "../../../commands/membership/view_plan.ts";
import type { IntentRow, WalletAccount } from "../../../events/projections/payments/queries.ts";
import type { Shop } from "../../../events/store/control/shops.ts";
import { PAY_PAGE, YAPE_PAGE } from "../../../i18n/es_pe/membership.ts";
import { PAYMENT_FAILURES } from "../../../i18n/es_pe/payment_failures.ts";
import { type LimaDay, limaDay } from "../../../kernel/time.ts";
import type { State } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, type Typed } from "../../(_shared)/form.ts";
import { platformOrigin } from "../../(_shared)/origins.ts";

/** The bill itself, the operation number of who paid, or Yape by approval code: the last two stand still meanwhile. */
export type Face = "bill" | "number" | "yape";

export interface Bill extends FormState {
  readonly shop: Shop;
  readonly view: PlanView | null;
  readonly intent: IntentRow | null;
  readonly accounts: readonly WalletAccount[];
  readonly today: LimaDay;
  readonly cmdId: string;
  readonly face: Face;
  /** Somebody reads it slowly and asked it not to look again by itself (WCAG 2.2.1). */
  readonly still: boolean;
  /** Providers that take a card on a page of their own; `saves` those that can charge it again later. */
  readonly cards: readonly { readonly name: string; readonly saves: boolean }[];
  /** Who can charge a Yape; the one that was chosen first. */
  readonly yape: readonly YapeWay[];
  readonly asksEmail: boolean;
  /** A payment has been sent that we do not know the end of: nobody is invited to pay twice. */
  readonly onItsWay: boolean;
  /** That page, once it was asked for: a link, because a form may lead nowhere but to us. */
  readonly onward: string | null;
}

export async function shopHere({ state, params }: Pick<Context<State>, "state" | "params">): Promise<Shop> {
  const { control, clock } = state.services;
  const shop = state.shop ? null : await shopOfPayToken(control, params["bill"] ?? "", clock.now());
  if (!shop) throw new HttpError(404);
  return shop;
}

export const faceOf = ({ searchParams }: URL): Face =>
  searchParams.has("numero") ? "number" : searchParams.has("yape") ? "yape" : "bill";

export async function billOf(
  { services }: State,
  shop: Shop,
  { form = freshForm(), face = "bill", provider = "", still = false }: {
    readonly form?: FormState;
    readonly face?: Face;
    /** Whom they chose for their Yape. */
    readonly provider?: string | null;
    readonly still?: boolean;
  } = {},
): Promise<Bill> {
  const { platform, clock, ids, control, providerWork } = services, now = clock.now();
  const view = await viewPlan(platform, shop.id, now);
  const debt = view?.status.debtCentimos;
  const [intent, accounts] = await Promise.all([
    debt ? waitingIntent(platform, shop.id, debt) : null,
    receivingAccounts(platform),
  ]);
  const ways = intent ? yapeWays(providerWork) : [];
  return {
    ...{ ...form, shop, view, intent, accounts, today: limaDay(now), cmdId: ids.next(), still, onward: null },
    face: face === "yape" && ways.length === 0 ? "bill" : face,
    cards: intent ? cardProviders(providerWork) : [],
    yape: ways.toSorted((a, b) => Number(b.provider === provider) - Number(a.provider === provider)),
    asksEmail: face === "yape" && await payerEmail(control, shop.id) === null,
    onItsWay: view?.status.overlays.includes("payment_pending") ?? false,
  };
}

/** A page at the provider for what is owed now, or why there is none. */
export async function cardBill(state: State, shop: Shop, typed: Typed, path: string): Promise<Bill> {
  const { services } = state, bill = await billOf(state, shop);
  if (!bill.intent) return bill;
  const started = await payByCard(services.providerWork, {
    operationId: askedBy(typed, services.ids).id,
    provider: typed["provider"] ?? "",
    intent: bill.intent,
    shopId: shop.id,
    description: PAY_PAGE.title,
    back: `${platformOrigin(services.environment)}${path}`,
    saves: typed["saves"] === "on",
  });
  return started === null ? { ...bill, problem: PAY_PAGE.noCard } : { ...bill, onward: started };
}

/** Null where it is paid: the bill says so itself. */
export async function yapeBill(state: State, shop: Shop, typed: Typed, path: string): Promise<Bill | null> {
  const { services } = state, provider = typed["provider"] ?? "";
  const outcome = await payByYape(services.providerWork, {
    ...{ shop: shop.id, provider, description: PAY_PAGE.title },
    intentId: typed["intentId"] ?? "",
    token: typed["token"] ?? "",
    email: typed["email"] || null,
    back: `${platformOrigin(services.environment)}${path}`,
  });
  switch (outcome.kind) {
    case "paid":
      return null;
    case "on_its_way":
      return { ...await billOf(state, shop), onItsWay: true };
    case "changed":
      return { ...await billOf(state, shop, { face: "yape", provider }), problem: YAPE_PAGE.changed };
    case "failed": {
      const bill = await billOf(state, shop, { face: "yape", provider });
      return { ...bill, problem: PAYMENT_FAILURES[outcome.reason] };
    }
  }
}
