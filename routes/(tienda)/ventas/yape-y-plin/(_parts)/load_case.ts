import type { Context } from "fresh";
import { type WayOut, waysOut } from "../../../../../domain/payments/ways_out.ts";
import { maskedName } from "../../../../../domain/wallets/masked_name.ts";
import { salesToMatch, type SaleToMatch } from "../../../../../events/projections/payments/case_queries.ts";
import {
  exceptionById,
  type ExceptionRow,
  type IncomingPayment,
  paymentById,
  type WalletAccount,
  walletAccounts,
} from "../../../../../events/projections/payments/queries.ts";
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
  readonly question: ExceptionRow;
  readonly account: WalletAccount | null;
  readonly payment: IncomingPayment | null;
  readonly payer: string | null;
  readonly ways: readonly WayOut[];
  readonly sales: readonly SaleToMatch[];
  form(way: WayOut): WayForm;
}

export async function payerShown(
  { store }: ShopState,
  payment: IncomingPayment | null,
): Promise<string | null> {
  const name = payment?.payer && await store.people.open(payment.payer);
  return name ? maskedName(name) : null;
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
  const { store: { db } } = ctx.state, question = await exceptionById(db, exceptionId);
  if (!question) return null;
  const { paymentId, accountId, intentIds, raisedAt } = question;
  const payment = paymentId === null ? null : await paymentById(db, paymentId);
  const ways = waysOut({ ...question, credit: payment });
  const accounts = await walletAccounts(db);
  return {
    question,
    account: accounts.find((account) => account.accountId === accountId) ?? null,
    payment,
    payer: await payerShown(ctx.state, payment),
    ways,
    sales: payment && ways.includes("allocate")
      ? await salesToMatch(db, {
        accountId,
        day: limaDay(payment.occurredAt ?? raisedAt),
        named: intentIds,
        credit: payment,
      })
      : [],
    form: wayForms(ctx, refused),
    ...await backChoices(ctx.state),
  };
}
