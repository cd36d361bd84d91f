import { z } from "zod";
import { centimos, ZERO } from "../../kernel/money.ts";
import { ProviderAway, type ProviderPayment } from "../../kernel/payment_provider.ts";
import { instantOf } from "../../kernel/time.ts";
import { culqiFailure } from "./failures.ts";

/** Under this name our intent stands in the metadata of a charge. */
export const INTENT_KEY = "caserito_intent";

/** What we read of a charge; `dispute` and `duplicated` come as booleans. */
const zCharge = z.object({
  object: z.literal("charge"),
  id: z.string().startsWith("chr_"),
  creation_date: z.int(),
  amount: z.int().min(0),
  amount_refunded: z.int().min(0).nullish(),
  currency_code: z.string(),
  outcome: z.object({ type: z.string(), code: z.string().nullish() }).nullish(),
  paid: z.boolean().nullish(),
  capture: z.boolean().nullish(),
  dispute: z.boolean().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

export const zChargeList = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ cursors: z.object({ after: z.string().nullish() }).nullish() }).nullish(),
});

/** Seconds in one place of theirs, milliseconds in another. */
const instantIn = (at: number) => instantOf(at < 100_000_000_000 ? at * 1000 : at);

/**
 * A charge is made paid or not at all: what is declined is answered as an error and leaves no charge that holds money.
 * `venta_exitosa` is the one outcome that says so. Throws {@link ProviderAway} on what is no charge.
 */
export function chargeAsPayment(json: unknown): ProviderPayment {
  const parsed = zCharge.safeParse(json);
  if (!parsed.success) throw new ProviderAway(`culqi: ${z.prettifyError(parsed.error)}`);
  const { data: charge } = parsed, { outcome } = charge;
  const amount = centimos(charge.amount), refunded = centimos(charge.amount_refunded ?? 0);
  const failed = outcome ? outcome.type !== "venta_exitosa" : charge.paid === false;
  const intent = charge.metadata?.[INTENT_KEY];
  return {
    provider: "culqi",
    providerId: charge.id,
    intentId: typeof intent === "string" ? intent : null,
    attempt: charge.id,
    amountCentimos: amount,
    currency: charge.currency_code,
    status: failed ? "failed" : charge.dispute ? "disputed" : refunded >= amount ? "refunded" : "succeeded",
    occurredAt: instantIn(charge.creation_date),
    failure: failed ? culqiFailure("card_error", outcome?.code, outcome?.type) : null,
    refundedCentimos: failed ? ZERO : refunded,
    dispute: charge.dispute && !failed
      ? { id: `${charge.id}/dispute`, amountCentimos: amount, outcome: "open" }
      : null,
    customer: null,
    subscription: null,
    actionUrl: null,
  };
}
