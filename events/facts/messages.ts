import { z } from "zod";
import { CHANNELS, FAILURE_ACTIONS } from "../../kernel/carrier.ts";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zDay, zId, zInstant, zPositiveCentimos, zText } from "./fields.ts";
import { PLANS } from "./membership.ts";

/**
 * Stream `message-<id>` of the platform's log: what somebody is to be told and what became of it. A message holds ids,
 * days and amounts; to whom, at what number and in what words is looked up while it is sent, and kept nowhere.
 */
const zChannel = z.enum(CHANNELS);
const zAttempt = z.int().min(1).max(999);
const zCode = zText(40);
const zCarrierId = zText(250);

export const MessageQueued = defineFact({
  type: "MessageQueued",
  version: 1,
  schema: z.strictObject({
    messageId: zId,
    /** Of which shop it speaks; null where of none. */
    shop: z.string().regex(/^[a-z0-9-]{3,63}$/).nullable(),
    /** What it is about (domain/messages/kinds.ts), and with `subject` and `day` what it is one of. */
    kind: z.string().regex(/^[a-z0-9_]{3,40}$/),
    subject: zText(120),
    day: zDay,
    /** To whom; null for the owner of the shop, whoever that is when it is sent. */
    personId: zId.nullable(),
    /** In the order in which they are tried. */
    channels: z.array(zChannel).min(1).max(CHANNELS.length)
      .refine((list) => new Set(list).size === list.length, { error: "a channel twice" }),
    invoiceId: zId.nullable(),
    amountCentimos: zPositiveCentimos.nullable(),
    dueOn: zDay.nullable(),
    plan: z.enum(PLANS).nullable(),
    notBefore: zInstant,
    /** Afterwards it would only confuse: it is dropped. */
    notAfter: zInstant,
  }),
});

/** Written before each try: who dies between sending and writing leaves a trace. `until`: when that trace is cold. */
export const MessageAttempted = defineFact({
  type: "MessageAttempted",
  version: 1,
  schema: z.strictObject({
    messageId: zId,
    /** Whom it went to. */
    personId: zId,
    channel: zChannel,
    attempt: zAttempt,
    until: zInstant,
  }),
});

/** A carrier took it. `lookAgainAt`: then, without a word from the carrier, the next channel is tried. */
export const MessageSent = defineFact({
  type: "MessageSent",
  version: 1,
  schema: z.strictObject({
    messageId: zId,
    channel: zChannel,
    attempt: zAttempt,
    carrierId: zCarrierId,
    lookAgainAt: zInstant.nullable(),
  }),
});

export const MessageDelivered = defineFact({
  type: "MessageDelivered",
  version: 1,
  schema: z.strictObject({ messageId: zId, channel: zChannel, attempt: zAttempt, carrierId: zCarrierId }),
});

export const MessageRead = defineFact({
  type: "MessageRead",
  version: 1,
  schema: z.strictObject({ messageId: zId, channel: zChannel, attempt: zAttempt }),
});

/** A try that came to nothing, and what follows: the next one, by which channel and when; null where there is none. */
export const MessageFailed = defineFact({
  type: "MessageFailed",
  version: 1,
  schema: z.strictObject({
    messageId: zId,
    channel: zChannel,
    attempt: zAttempt,
    code: zCode,
    action: z.enum(FAILURE_ACTIONS),
    next: z.strictObject({ channel: zChannel, at: zInstant }).nullable(),
  }),
});

/** A dead letter: every way was tried. */
export const MessageGivenUp = defineFact({
  type: "MessageGivenUp",
  version: 1,
  schema: z.strictObject({ messageId: zId, code: zCode }),
});

export const SUPPRESSIONS = ["opt_out", "limit", "too_late", "no_address"] as const;
/** It was not sent, and on purpose. */
export const MessageSuppressed = defineFact({
  type: "MessageSuppressed",
  version: 1,
  schema: z.strictObject({ messageId: zId, reason: z.enum(SUPPRESSIONS) }),
});

/** Stream `contact-<person>`: no more of what they can do without. */
export const ContactOptedOut = defineFact({
  type: "ContactOptedOut",
  version: 1,
  schema: z.strictObject({ personId: zId, way: z.enum(["link", "operator"]) }),
});
export const ContactOptedIn = defineFact({
  type: "ContactOptedIn",
  version: 1,
  schema: z.strictObject({ personId: zId, way: z.enum(["link", "operator"]) }),
});

export const MESSAGE_FACTS = [
  MessageQueued,
  MessageAttempted,
  MessageSent,
  MessageDelivered,
  MessageRead,
  MessageFailed,
  MessageGivenUp,
  MessageSuppressed,
  ContactOptedOut,
  ContactOptedIn,
] as const;
export type MessageFact = FactOf<(typeof MESSAGE_FACTS)[number]>;
export type QueuedMessage = FactOf<typeof MessageQueued>["data"];
export type Suppression = typeof SUPPRESSIONS[number];
