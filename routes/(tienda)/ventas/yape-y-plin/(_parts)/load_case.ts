import type { Context } from "fresh";
import {
  loadQuestion,
  payerShown,
  type Question,
  type WayOut,
} from "../../../../../commands/payments/question.ts";
import { salesToMatch, type SaleToMatch } from "../../../../../events/projections/payments/case_queries.ts";
import { type WalletAccount, walletAccounts } from "../../../../../events/projections/payments/queries.ts";
import { registers } from "../../../../../events/projections/shop/queries.ts";
import { limaDay } from "../../../../../kernel/time.ts";
import type { ShopState } from "../../../../(_shared)/define.ts";
import { type FormState, freshForm } from "../../../../(_shared)/form.ts";
import type { Refused } from "./give_back.ts";
import { type SecondPeople, secondPeople } from "./second_person.ts";

/** A form as it is shown, with the ids of what it will do. */
export interface WayForm extends FormState {
  readonly way: WayOut;
  readonly cmdId: string;
  readonly refundId: string;
}

/** What the forms of money that goes back ask for. */
export interface BackChoices {
  readonly drawers: readonly { readonly cashSessionId: string; readonly name: string }[];
  readonly second: SecondPeople;
}

export interface CasePage extends BackChoices {
  readonly question: Question;
  readonly account: WalletAccount | null;
  readonly payer: string | null;
  readonly sales: readonly SaleToMatch[];
  form(way: WayOut): WayForm;
}

export async function backChoices(state: ShopState): Promise<BackChoices> {
  const tills = await registers(state.store.db);
  return {
    drawers: tills.flatMap(({ openSessionId, name }) =>
      openSessionId === null ? [] : [{ cashSessionId: openSessionId, name }]
    ),
    second: await secondPeople(state),
  };
}

/** The forms of a page: the refused one as it was typed, all others fresh. */
export const wayForms =
  ({ state: { services: { ids } } }: Context<ShopState>, refused: Refused<WayOut> | null) =>
  (way: WayOut): WayForm => ({
    ...refused?.way === way ? refused.form : freshForm(),
    way,
    cmdId: ids.next(),
    refundId: ids.next(),
  });

/** Null where nobody asks about it any more. */
export async function loadCase(
  ctx: Context<ShopState>,
  exceptionId: string,
  refused: Refused<WayOut> | null = null,
): Promise<CasePage | null> {
  const { store } = ctx.state, question = await loadQuestion(store, exceptionId);
  if (!question) return null;
  const { accountId, intentIds, payment, ways } = question;
  const accounts = await walletAccounts(store.db);
  return {
    question,
    account: accounts.find((account) => account.accountId === accountId) ?? null,
    payer: await payerShown(store, payment),
    sales: payment && ways.includes("allocate")
      ? await salesToMatch(store.db, {
        accountId,
        day: limaDay(payment.occurredAt),
        named: intentIds,
        credit: payment,
      })
      : [],
    form: wayForms(ctx, refused),
    ...await backChoices(ctx.state),
  };
}
