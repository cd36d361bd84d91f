import { type Context, HttpError } from "fresh";
import { grantCredit } from "../../../commands/membership/billing.ts";
import { type KeptCard, keptCard } from "../../../commands/membership/charge_card.ts";
import { confirmHold, proposeHold } from "../../../commands/membership/holds.ts";
import { membershipFacts } from "../../../commands/membership/membership_facts.ts";
import { closeMembership, grantExtension } from "../../../commands/membership/operating.ts";
import { cancelFor, changePlanFor, liftHoldFor } from "../../../commands/membership/operator_actions.ts";
import { type ShopAccount, shopAccount } from "../../../commands/membership/shop_account.ts";
import { operatorNames, type ShopLine, shopLine } from "../../../events/store/control/operators.ts";
import {
  type MirroredSubscription,
  subscriptionsOf,
} from "../../../events/store/control/provider_operations.ts";
import { ACCOUNT_OF_SHOP } from "../../../i18n/es_pe/operator_membership.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import { type ActionForm, formMaker, type OperatorAction, type Refused, runAction } from "./run_action.ts";

/** Each form of the page. */
const ACTIONS = {
  retener: { command: proposeHold, fields: ["days", "reason"] },
  confirmar: { command: confirmHold, fields: ["reason"] },
  levantar: { command: liftHoldFor, fields: ["reason"] },
  extension: { command: grantExtension, fields: ["days", "reason"] },
  abono: { command: grantCredit, fields: ["amountCentimos", "reason"] },
  plan: { command: changePlanFor, fields: ["plan", "interval", "reason"] },
  cancelar: { command: cancelFor, fields: ["reason"] },
  cerrar: { command: closeMembership, fields: ["reason"] },
} as const satisfies Readonly<Record<string, OperatorAction>>;
export type ActionName = keyof typeof ACTIONS;

export interface ShopPageData {
  readonly line: ShopLine;
  /** Null while nobody has billed it. */
  readonly account: ShopAccount | null;
  /** Of a form that was refused, said above all forms: the form itself may be gone by now. */
  readonly problem: string | null;
  form(action: ActionName): ActionForm;
  newId(): string;
  /** Who an id is, where it is an operator's. */
  readonly names: ReadonlyMap<string, string>;
  readonly done: string;
  /** It pays by itself what is billed. */
  readonly card: KeptCard | null;
  /** As their providers have them: they say nothing of what the shop may do. */
  readonly subscriptions: readonly MirroredSubscription[];
}

async function shopOf({ state, params }: Context<OperatorState>): Promise<ShopLine> {
  const line = await shopLine(state.services.control, params["shop"] ?? "");
  if (!line) throw new HttpError(404);
  return line;
}

export async function shopPage(
  ctx: Context<OperatorState>,
  refused: Refused | null,
  done: string,
): Promise<ShopPageData> {
  const { control, platform, clock, ids } = ctx.state.services, line = await shopOf(ctx);
  const facts = await membershipFacts(platform, line.id), form = formMaker(ctx, refused);
  const people = new Set(facts.filter(({ actor }) => actor.kind === "operator").map(({ actor }) => actor.id));
  return {
    ...{ line, done },
    card: await keptCard(control, line.id),
    subscriptions: await subscriptionsOf(control, line.id),
    account: facts.length === 0 ? null : shopAccount(facts, clock.now()),
    problem: refused?.form.problem ?? null,
    form,
    newId: () => ids.next(),
    names: await operatorNames(control, [...people]),
  };
}

/** What a form of the page asked for. */
export async function actOnShop(ctx: Context<OperatorState>): Promise<string | Refused> {
  return await runAction(ctx, ACTIONS, { shop: (await shopOf(ctx)).id });
}

/** Operators by name, our own programs as the platform, and of a shop's people no more than that it was one of them. */
export function whoOf(
  names: ShopPageData["names"],
  { kind, id }: { readonly kind: string; readonly id: string },
): string {
  if (kind === "operator") return names.get(id) || ACCOUNT_OF_SHOP.former;
  return kind === "system" ? ACCOUNT_OF_SHOP.caserito : ACCOUNT_OF_SHOP.theShop;
}
