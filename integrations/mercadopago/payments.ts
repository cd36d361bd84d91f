import { z } from "zod";
import { centimos, ZERO } from "../../kernel/money.ts";
import {
  ProviderAway,
  type ProviderDispute,
  type ProviderPayment,
  type ProviderStatus,
} from "../../kernel/payment_provider.ts";
import { centimosOfDecimal } from "../../kernel/soles_decimal.ts";
import { type Instant, instantOf } from "../../kernel/time.ts";
import { mercadoPagoFailure } from "./failures.ts";

/** What we read of a payment of theirs; they send much more, and may send more still. */
const zPayment = z.object({
  id: z.int().positive(),
  status: z.string(),
  status_detail: z.string().nullish(),
  date_created: z.string(),
  date_approved: z.string().nullish(),
  currency_id: z.string(),
  transaction_amount: z.number(),
  transaction_amount_refunded: z.number().nullish(),
  external_reference: z.string().nullish(),
  payer: z.object({ id: z.union([z.string(), z.number()]).nullish() }).nullish(),
});
export type MercadoPagoPayment = z.output<typeof zPayment>;

export const zPaging = z.object({
  paging: z.object({ total: z.int(), limit: z.int(), offset: z.int() }),
  results: z.array(z.unknown()),
});

const STATUS: Readonly<Record<string, ProviderStatus>> = {
  pending: "pending",
  authorized: "pending",
  in_process: "pending",
  approved: "succeeded",
  in_mediation: "disputed",
  charged_back: "disputed",
  refunded: "refunded",
  rejected: "failed",
  cancelled: "failed",
};

/** Throws {@link ProviderAway} on what is no payment: it is a change of theirs that somebody must look at. */
export function paymentOf(json: unknown): ProviderPayment {
  const parsed = zPayment.safeParse(json);
  if (!parsed.success) throw new ProviderAway(`mercadopago: ${z.prettifyError(parsed.error)}`);
  const { data } = parsed, amount = centimosOfDecimal(data.transaction_amount), id = String(data.id);
  const status = STATUS[data.status];
  if (amount === null || status === undefined) {
    throw new ProviderAway(
      `mercadopago: payment ${id} has ${amount === null ? "an amount" : "a status"} we cannot read`,
    );
  }
  const given = centimosOfDecimal(data.transaction_amount_refunded ?? 0) ?? ZERO;
  const dispute = disputeOf(data, id, amount);
  return {
    provider: "mercadopago",
    providerId: id,
    intentId: data.external_reference ?? null,
    attempt: id,
    amountCentimos: amount,
    currency: data.currency_id,
    // The bank found for us: the money stays.
    status: status === "disputed" && dispute?.outcome === "won" ? "succeeded" : status,
    occurredAt: instantIn(data.date_approved ?? data.date_created),
    failure: status === "failed" ? mercadoPagoFailure(data.status_detail ?? data.status) : null,
    refundedCentimos: status === "refunded" ? amount : given,
    dispute,
    customer: data.payer?.id ? String(data.payer.id) : null,
    subscription: null,
    actionUrl: null,
  };
}

/** `charged_back` says in its detail how it stands: `in_process`, `settled` (taken from us), `reimbursed` (given back). */
function disputeOf(
  { status, status_detail: detail }: MercadoPagoPayment,
  id: string,
  amount: number,
): ProviderDispute | null {
  if (status !== "charged_back" && status !== "in_mediation") return null;
  const outcome = detail === "settled" ? "lost" : detail === "reimbursed" ? "won" : "open";
  return { id: `${id}/dispute`, amountCentimos: centimos(amount), outcome };
}

/** Their times carry an offset: `2026-11-22T14:05:00.000-04:00`. */
function instantIn(text: string): Instant {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new ProviderAway("mercadopago: a time that we cannot read");
  return instantOf(ms);
}
