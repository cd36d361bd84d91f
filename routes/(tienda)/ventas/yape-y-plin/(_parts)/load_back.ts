import type { Context } from "fresh";
import {
  type CountedFor,
  countedFor,
  questionOf,
} from "../../../../../events/projections/payments/case_queries.ts";
import {
  type IncomingPayment,
  paymentById,
  type RefundRow,
  refundsOfPayment,
} from "../../../../../events/projections/payments/queries.ts";
import { overrideOf, returnsOfSale } from "../../../../../events/projections/returns/queries.ts";
import { everStaffOfShop } from "../../../../../events/store/control/people.ts";
import { type Centimos, centimos, sumCentimos } from "../../../../../kernel/money.ts";
import type { ShopState } from "../../../../(_shared)/define.ts";
import { payerShown } from "../../../../../commands/payments/question.ts";
import type { Refused } from "./give_back.ts";
import type { BackWay } from "./give_back.ts";
import { type BackChoices, backChoices, type WayForm, wayForms } from "./load_case.ts";

interface Refund extends RefundRow {
  /** Null where one person alone might say it. */
  readonly approvedBy: string | null;
}

export interface BackPage extends BackChoices {
  readonly payment: IncomingPayment;
  readonly payer: string | null;
  readonly sales: readonly CountedFor[];
  readonly refunds: readonly Refund[];
  /** What may still go back. */
  readonly mostCentimos: Centimos;
  /** What of its sale went back by wallet and is not noted yet; else what nobody has counted; null where neither is. */
  readonly suggestedCentimos: Centimos | null;
  readonly nameOf: (personId: string) => string;
  form(way: BackWay): WayForm;
  readonly done: string;
}

/** Null where there is no such money, or nobody we trust has told of it. */
export async function loadBack(
  ctx: Context<ShopState>,
  paymentId: string,
  refused: Refused<BackWay> | null,
  done: string,
): Promise<BackPage | { readonly question: string } | null> {
  const { store: { db }, services, shop } = ctx.state, payment = await paymentById(db, paymentId);
  if (!payment || payment.void || payment.trust < 2) return null;
  const question = await questionOf(db, paymentId);
  if (question !== null) return { question };
  const sales = await countedFor(db, [paymentId]), refunds = await refundsOfPayment(db, paymentId);
  const returns =
    (await Promise.all(sales.flatMap(({ saleId }) => saleId ?? []).map((id) => returnsOfSale(db, id))))
      .flat();
  const byWallet = sumCentimos(returns.map(({ byTender: { yape, plin } }) => centimos(yape + plin)));
  const most = centimos(payment.amountCentimos - payment.refundedCentimos);
  const owed = Math.min(most, Math.max(byWallet - payment.refundedCentimos, payment.leftCentimos));
  const staff = await everStaffOfShop(services.control, shop.id);
  const names = new Map(staff.map(({ personId, name }) => [personId, name]));
  return {
    payment,
    payer: await payerShown(ctx.state.store, payment),
    sales,
    refunds: await Promise.all(refunds.map(async (refund) => ({
      ...refund,
      approvedBy: (await overrideOf(db, refund.refundId))?.by ?? null,
    }))),
    mostCentimos: most,
    suggestedCentimos: owed > 0 ? centimos(owed) : null,
    nameOf: (personId) => names.get(personId) ?? "",
    form: wayForms(ctx, refused),
    done,
    ...await backChoices(ctx.state),
  };
}
