import type { Centimos } from "./money.ts";
import type { Result } from "./result.ts";
import type { Instant } from "./time.ts";

export const PROVIDER_NAMES = ["stripe", "mercadopago", "culqi"] as const;
/** Who moves the money. Each is set up by its own keys of the environment, and is not offered without them. */
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** Why a payment did not come through, as far as the one who pays can do something about it. */
export type FailureReason =
  | "no_funds"
  | "limit_reached"
  | "call_bank"
  | "bank_away"
  | "wrong_code"
  | "wrong_data"
  | "card_expired"
  | "too_many_tries"
  | "not_accepted"
  | "needs_confirmation"
  | "expired"
  | "declined"
  /** Our side or the provider's: whoever pays can only take another way. */
  | "not_available";

/** `code` is the provider's own, for the log and for support; a page says `reason` in words. */
export interface ProviderFailure {
  readonly code: string;
  readonly reason: FailureReason;
}

/**
 * `open`: a page waits for somebody to pay, no money is on its way. `pending`: the provider has it in hand and will say.
 * The last three mean that money came in once.
 */
export type ProviderStatus = "open" | "pending" | "failed" | "succeeded" | "refunded" | "disputed";

/** A payment as its provider says it is now: always from an object fetched with our key, never from a webhook's body. */
export interface ProviderPayment {
  readonly provider: ProviderName;
  /** `pi_…`, `in_…` of a subscription, `cs_…` before anybody paid; Mercado Pago's number; `chr_…`. */
  readonly providerId: string;
  /** Our reference, as we gave it; null where the provider knows of none. Whether it is an intent of ours the engine says. */
  readonly intentId: string | null;
  /** One try of it: a card that fails and the next one are two. */
  readonly attempt: string;
  readonly amountCentimos: Centimos;
  /** ISO 4217 in capitals: anything but PEN is looked at by a person. */
  readonly currency: string;
  readonly status: ProviderStatus;
  /** When the money moved; when it was asked for, before it did. */
  readonly occurredAt: Instant;
  readonly failure: ProviderFailure | null;
  readonly refundedCentimos: Centimos;
  readonly dispute: ProviderDispute | null;
  /** The provider's id of who pays. Never a name or an e-mail. */
  readonly customer: string | null;
  readonly subscription: string | null;
  /** A page of the provider where whoever pays must confirm something, or can pay. */
  readonly actionUrl: string | null;
  /** The card that this payment left with the provider, to be charged for what is billed later. */
  readonly savedCard?: SavedCard | null;
}

/** Of a card we know no more than the provider's name for it and how its owner tells it from others. */
export interface SavedCard {
  readonly id: string;
  readonly last4: string;
}

export interface ProviderDispute {
  readonly id: string;
  readonly amountCentimos: Centimos;
  readonly outcome: "open" | "won" | "lost";
}

/** A subscription as its provider has it now: what the operator looks at. Access comes from money alone. */
export interface ProviderSubscription {
  readonly id: string;
  readonly customer: string;
  readonly status: string;
  readonly endsAtPeriodEnd: boolean;
  readonly periodEndsAt: Instant | null;
}

export type PayingWay =
  /** The provider's own page, with cards and what else it offers. */
  | { readonly kind: "page" }
  /** The same, and the card stays with the provider for what is billed later. `customer` is needed. */
  | { readonly kind: "saving_page" }
  /** A card that stayed there, with nobody present. `customer` is needed. */
  | { readonly kind: "saved_card"; readonly card: string }
  /** The same, and from then on by itself each month or year (Stripe Billing). `customer` is needed. */
  | { readonly kind: "subscription"; readonly every: "month" | "year" }
  /** A token that the browser got for a phone and an approval code: neither of them ever comes here. */
  | { readonly kind: "yape"; readonly token: string };

/** Ways that move money in the very request: never asked for twice under one operation. */
export const chargesAtOnce = (way: string): boolean => way === "yape" || way === "saved_card";

/** Where the browser itself turns a phone and its approval code into a token, and the key that it may know. */
export interface TokenAt {
  readonly url: string;
  readonly publicKey: string;
}

export interface PaymentOrder {
  /** Idempotency key at the provider: one row of ours, kept before the call. */
  readonly operationId: string;
  readonly intentId: string;
  readonly amountCentimos: Centimos;
  /** Up to 80 characters, without personal data. */
  readonly description: string;
  /** Who pays, where the provider must know: it stands in no event and no log of ours. */
  readonly email: string | null;
  /** The provider's own id of who pays, where it has one. */
  readonly customer: string | null;
  readonly way: PayingWay;
  readonly backTo: { readonly paid: string; readonly canceled: string };
}

export type Started =
  | { readonly kind: "page"; readonly providerId: string; readonly url: string }
  | { readonly kind: "payment"; readonly payment: ProviderPayment }
  /** No answer came, or one that tells nothing. It may have gone through: look for it, never ask again blindly. */
  | { readonly kind: "unknown" };

export interface ProviderRefused {
  readonly type: "ProviderRefused";
  readonly provider: ProviderName;
  readonly failure: ProviderFailure;
}

export interface RefundOrder {
  readonly operationId: string;
  readonly providerId: string;
  readonly amountCentimos: Centimos;
  readonly reason: "duplicate" | "fraudulent" | "asked_by_customer";
}

/** A webhook as it came in. */
export interface RawNotice {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  /** What stands in the path where a provider signs nothing. */
  readonly pathSecret: string | null;
}

/** A hint that something is to be fetched. `objectId` is null where it is nothing of ours. */
export interface Notice {
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string | null;
}

export type NoticeRefusal = {
  readonly type: "NoticeUnreadable" | "NoticeForged" | "NoticeStale" | "NoticeMisplaced";
};

/** What stands behind an id of a notice. */
export type Looked =
  | { readonly kind: "payment"; readonly payment: ProviderPayment }
  | { readonly kind: "subscription"; readonly subscription: ProviderSubscription }
  /** The provider does not know it, or it is nothing that moves money. */
  | { readonly kind: "nothing" };

/**
 * One provider behind its adapter (integrations/<name>). Every request has a timeout; what can be asked twice is. Throws
 * {@link ProviderAway} where a read gets no answer: the caller comes back later.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** Ways it can be paid by. A page offers no other. */
  readonly ways: ReadonlySet<PayingWay["kind"]>;
  /** Null where no browser gets a token. */
  readonly tokenAt: TokenAt | null;
  start(order: PaymentOrder): Promise<Result<Started, ProviderRefused>>;
  /** The provider's id of a customer of ours; null where it keeps none. The same reference gives the same customer. */
  customer(reference: string, operationId: string): Promise<Result<string | null, ProviderRefused>>;
  look(objectId: string): Promise<Looked>;
  /** Payments of one intent, asked for at `since` or later. */
  find(intentId: string, since: Instant): Promise<readonly ProviderPayment[]>;
  /** Everything that moved since then, whether a webhook came or not. */
  changedSince(since: Instant, now: Instant): AsyncIterable<Looked>;
  /** The payment as it stands afterwards; null where no answer came and it must be looked at again. */
  /** The provider keeps that card no longer; null for one that keeps none. Doing it again is no fault. */
  readonly forgetCard: ((card: string) => Promise<void>) | null;
  refund(order: RefundOrder): Promise<Result<ProviderPayment | null, ProviderRefused>>;
  readNotice(notice: RawNotice, now: Instant): Promise<Result<Notice, NoticeRefusal>>;
}

export type Providers = ReadonlyMap<ProviderName, PaymentProvider>;

/** The provider did not answer a question, or not in a way that can be read. Says nothing of what it was about. */
export class ProviderAway extends Error {
  override readonly name = "ProviderAway";
}
