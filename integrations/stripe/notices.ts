import Stripe from "stripe";
import type { Notice, NoticeRefusal, RawNotice } from "../../kernel/payment_provider.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";

/** Both ways: an event from the future is no event of theirs. Each retry is signed anew. */
const TOLERANCE_S = 300;

/** What we ask the webhook endpoint to send, and all that we act on. */
export const HANDLED_EVENTS: ReadonlySet<string> = new Set([
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "payment_intent.succeeded",
  "payment_intent.processing",
  "payment_intent.payment_failed",
  "payment_intent.canceled",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.resumed",
  "customer.subscription.trial_will_end",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.payment_action_required",
  "invoice.finalization_failed",
  "invoice.marked_uncollectible",
  "invoice.voided",
  "charge.refunded",
  "refund.created",
  "refund.updated",
  "charge.dispute.created",
  "charge.dispute.closed",
  "charge.dispute.funds_withdrawn",
]);

/** What an event is about; null for what we do not act on, and for accounts that are not ours (Connect). */
export function objectOf(
  event: Pick<Stripe.Event, "type" | "account"> & { data: { object: object } },
): string | null {
  if (event.account !== undefined || !HANDLED_EVENTS.has(event.type)) return null;
  const { id } = event.data.object as { readonly id?: unknown };
  return typeof id === "string" ? id : null;
}

/** Signed over the bytes as they came: nothing is read before that holds with one of our secrets. */
export async function readStripeNotice(
  stripe: Stripe,
  secrets: readonly string[],
  { body, headers }: RawNotice,
  now: Instant,
): Promise<Result<Notice, NoticeRefusal>> {
  const signature = headers.get("stripe-signature"), nowMs = epochMsOf(now);
  const signedAt = Number(/(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(signature ?? "")?.[1] ?? Number.NaN);
  if (signature === null || Number.isNaN(signedAt)) return err({ type: "NoticeForged" });
  for (const secret of secrets) {
    const event = await stripe.webhooks.constructEventAsync(
      body,
      signature,
      secret,
      Number.MAX_SAFE_INTEGER, // looked at below: the SDK lets the future pass
      undefined,
      nowMs,
    ).catch((error: unknown) =>
      error instanceof Stripe.errors.StripeSignatureVerificationError ? "forged" as const : null
    );
    if (event === "forged") continue;
    if (Math.abs(Math.trunc(nowMs / 1000) - signedAt) > TOLERANCE_S) return err({ type: "NoticeStale" });
    if (typeof event?.id !== "string" || typeof event.type !== "string" || !event.data?.object) {
      return err({ type: "NoticeUnreadable" });
    }
    return ok({ eventId: event.id, type: event.type, objectId: objectOf(event) });
  }
  return err({ type: "NoticeForged" });
}
