import { type Centimos, centimos } from "../../kernel/money.ts";
import { type Tender, TENDER_METHODS, type TenderMethod } from "../../kernel/sale.ts";

/** One column per way of paying, in céntimos. */
export const TENDER_COLUMNS: Readonly<Record<TenderMethod, string>> = Object.fromEntries(
  TENDER_METHODS.map((method) => [method, "INTEGER NOT NULL DEFAULT 0"]),
) as Record<TenderMethod, string>;

/** Written out, so that every row has the same shape and many are one statement. */
export const NO_TENDERS = { efectivo: 0, yape: 0, plin: 0, tarjeta: 0, fiado: 0 };

/** What each method paid of a sale. In cash that is received − change: what stayed in the drawer. */
export function tenderTotals(
  tenders: readonly Pick<Tender, "method" | "amountCentimos">[],
): Partial<Record<TenderMethod, number>> {
  const totals: Partial<Record<TenderMethod, number>> = {};
  for (const { method, amountCentimos } of tenders) totals[method] = (totals[method] ?? 0) + amountCentimos;
  return totals;
}

/** The same totals in columns of another name: `refund_efectivo` … */
export const prefixed = <Value>(
  prefix: string,
  totals: Partial<Readonly<Record<TenderMethod, Value>>>,
): Record<string, Value> =>
  Object.fromEntries(Object.entries(totals).map(([method, value]) => [`${prefix}_${method}`, value]));

export type TenderRow = Record<TenderMethod, number>;

export const byTender = (row: TenderRow): Record<TenderMethod, Centimos> =>
  Object.fromEntries(TENDER_METHODS.map((method) => [method, centimos(row[method])])) as Record<
    TenderMethod,
    Centimos
  >;
