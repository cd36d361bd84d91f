import type { Result } from "./result.ts";
import type { Instant } from "./time.ts";

/** Ways to a person outside of our own pages, in the order in which they are tried. */
export const CHANNELS = ["whatsapp", "sms", "email"] as const;
export type Channel = typeof CHANNELS[number];

/** A message whose words are approved by Meta beforehand: they stand in docs/messages.md, here are only its blanks. */
export interface WhatsAppTemplate {
  readonly name: string;
  readonly body: readonly string[];
  /** What its button's address ends in; null where it has no button. */
  readonly button: string | null;
}

/** One message, in the words of each channel. It exists only while it is sent: nothing of it is kept. */
export interface Parcel {
  /** A phone in E.164, or an e-mail. */
  readonly to: string;
  /** Comes back with the carrier's word on it: `<message id>.<attempt>`. */
  readonly reference: string;
  readonly whatsapp: WhatsAppTemplate;
  readonly sms: string;
  readonly email: { readonly subject: string; readonly text: string };
}

/**
 * What follows from a failure (payments-peru §4.1). `retry`: the same channel, later. `next_channel`: this person is not
 * reached this way. `not_today`: they had enough from us here. `fix`: the template or our program is wrong, and somebody
 * must mend it. `page`: token, number or bill of the carrier; nobody is reached this way until an operator acts.
 */
export const FAILURE_ACTIONS = ["retry", "next_channel", "not_today", "fix", "page"] as const;
export type FailureAction = typeof FAILURE_ACTIONS[number];

export interface SendFailure {
  /** The carrier's own code, or a word of ours: `timeout`, `http_503`. */
  readonly code: string;
  readonly action: FailureAction;
  /** How long the carrier asks us to stay away, in milliseconds. */
  readonly retryAfterMs: number | null;
}

export interface Taken {
  readonly carrierId: string;
  /** True where no better word will ever come: the other server took a mail. */
  readonly delivered: boolean;
}

/** Carries messages one way. Adapters live in integrations/; none throws for what a carrier answers. */
export interface Carrier {
  readonly channel: Channel;
  send(parcel: Parcel): Promise<Result<Taken, SendFailure>>;
}

/** What a carrier says later of a message it took, by a webhook whose signature was checked. */
export interface CarrierStatus {
  readonly channel: Channel;
  readonly carrierId: string;
  /** Of {@link Parcel.reference}, where the carrier gives it back. */
  readonly reference: string | null;
  /** When it happened, by the carrier's clock. */
  readonly at: Instant | null;
  readonly status: "sent" | "delivered" | "read" | "failed";
  readonly failure: SendFailure | null;
}
