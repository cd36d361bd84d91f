import { type WayOut, waysOut } from "../../domain/payments/ways_out.ts";
import { maskedName } from "../../domain/wallets/masked_name.ts";
import {
  exceptionById,
  type ExceptionRow,
  type IncomingPayment,
  paymentById,
} from "../../events/projections/payments/queries.ts";
import type { TenantStore } from "../../events/store/types.ts";

export type { WayOut };

/** What a person is asked about money, with the credit that it is about and what may be answered. */
export interface Question extends ExceptionRow {
  readonly payment: IncomingPayment | null;
  readonly ways: readonly WayOut[];
}

/** Null where nobody asks about it any more. */
export async function loadQuestion({ db }: TenantStore, exceptionId: string): Promise<Question | null> {
  const question = await exceptionById(db, exceptionId);
  if (!question) return null;
  const { kind, paymentId } = question;
  const payment = paymentId === null ? null : await paymentById(db, paymentId);
  return { ...question, payment, ways: waysOut({ kind, credit: payment }) };
}

/** Who paid, as short as a cashier sees it; null where nobody is named, or the name was erased after its time. */
export async function payerShown(
  { people }: Pick<TenantStore, "people">,
  payment: Pick<IncomingPayment, "payer"> | null,
): Promise<string | null> {
  const name = payment?.payer && await people.open(payment.payer);
  return name ? maskedName(name) : null;
}
