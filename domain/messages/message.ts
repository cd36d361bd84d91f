import type { MessageFact, QueuedMessage, Suppression } from "../../events/facts/messages.ts";
import type { Channel, SendFailure } from "../../kernel/carrier.ts";
import type { Instant } from "../../kernel/time.ts";
import { plusMs } from "../../kernel/time.ts";
import { kindOf } from "./kinds.ts";
import {
  CLAIM_MS,
  isAfter,
  isQuiet,
  nextMorning,
  pagedRetryAt,
  retryAt,
  SILENCE_MS,
  TRIES_MAX,
} from "./timing.ts";

interface Try {
  readonly channel: Channel;
  readonly attempt: number;
  readonly carrierId: string | null;
  readonly outcome: "open" | "sent" | "failed";
  /** Why it failed. */
  readonly code: string | null;
}

/** A message as its stream tells it. */
export interface MessageState {
  readonly queued: QueuedMessage | null;
  readonly tries: readonly Try[];
  /** By which channel the next try goes, and not before when; null while one runs or where none follows. */
  readonly next: { readonly channel: Channel; readonly at: Instant } | null;
  /** When a try that nobody finished is cold, or a sent one without a word has waited long enough. */
  readonly lookAgainAt: Instant | null;
  readonly deliveredBy: readonly Channel[];
  readonly readBy: readonly Channel[];
  readonly over: boolean;
}

export const NO_MESSAGE: MessageState = {
  queued: null,
  tries: [],
  next: null,
  lookAgainAt: null,
  deliveredBy: [],
  readBy: [],
  over: false,
};

export const messageOf = (facts: readonly MessageFact[]): MessageState => facts.reduce(evolve, NO_MESSAGE);

function evolve(state: MessageState, fact: MessageFact): MessageState {
  switch (fact.type) {
    case "MessageQueued":
      return {
        ...state,
        queued: fact.data,
        next: { channel: fact.data.channels[0]!, at: fact.data.notBefore },
      };
    case "MessageAttempted": {
      const { channel, attempt, until } = fact.data;
      const tried: Try = { channel, attempt, carrierId: null, outcome: "open", code: null };
      return { ...state, tries: [...state.tries, tried], next: null, lookAgainAt: until };
    }
    case "MessageSent": {
      const { attempt, carrierId, lookAgainAt } = fact.data;
      return {
        ...state,
        tries: withTry(state.tries, attempt, { carrierId, outcome: "sent" }),
        lookAgainAt,
      };
    }
    case "MessageDelivered":
      return {
        ...state,
        tries: withTry(state.tries, fact.data.attempt, { carrierId: fact.data.carrierId, outcome: "sent" }),
        deliveredBy: [...state.deliveredBy, fact.data.channel],
        next: null,
        lookAgainAt: null,
        over: true,
      };
    case "MessageRead":
      return { ...state, readBy: [...state.readBy, fact.data.channel] };
    case "MessageFailed":
      return {
        ...state,
        tries: withTry(state.tries, fact.data.attempt, { outcome: "failed", code: fact.data.code }),
        next: fact.data.next,
        lookAgainAt: null,
      };
    case "MessageGivenUp":
    case "MessageSuppressed":
      return { ...state, next: null, lookAgainAt: null, over: true };
    case "ContactOptedOut":
    case "ContactOptedIn":
      return state;
  }
}

const withTry = (tries: readonly Try[], attempt: number, change: Partial<Try>): readonly Try[] =>
  tries.map((one) => one.attempt === attempt ? { ...one, ...change } : one);

/** Facts of one stream, to be appended behind what was read. */
export type Step = Extract<MessageFact, { type: `Message${string}` }>;

/** Asked whether a try may start now. */
export type Turn =
  | { readonly type: "try"; readonly fact: Extract<Step, { type: "MessageAttempted" }> }
  /** Something is to be written first, and then asked again. */
  | { readonly type: "first"; readonly facts: readonly Step[] }
  | { readonly type: "wait" };

/** Channels that are set up and, as far as the one who asks knows, have an address of this person. */
export type Usable = ReadonlySet<Channel>;

/** Who is written to; null where nobody is there any more. */
export interface Recipient {
  readonly personId: string;
  readonly usable: Usable;
}

const CUT_OFF = "cut_off", NO_WORD = "no_word";

/**
 * What a worker does with a message whose turn it is. A try that was cut off is made once more, for it may never have
 * left; one that was cut off twice is not: two are what a person gets at worst.
 */
export function turnOf(
  state: MessageState,
  recipient: Recipient | null,
  now: Instant,
  random: number,
): Turn {
  const { queued, next, over, tries } = state, usable = recipient?.usable ?? NOBODY;
  if (!queued || over) return { type: "wait" };
  if (next === null) return afterSilence(state, usable, now, random);
  const { messageId } = queued;
  if (isAfter(now, queued.notAfter)) return suppressed(messageId, "too_late");
  if (isAfter(next.at, now) || isQuiet(now) && !kindOf(queued.kind).urgent) return { type: "wait" };
  const channel = usable.has(next.channel) ? next.channel : nextChannel(state, next.channel, usable);
  if (channel === null || recipient === null) {
    return tries.length === 0
      ? suppressed(messageId, "no_address")
      : { type: "first", facts: [{ type: "MessageGivenUp", data: { messageId, code: "no_address" } }] };
  }
  const attempt = tries.length + 1, until = plusMs(now, CLAIM_MS);
  const { personId } = recipient;
  return {
    type: "try",
    fact: { type: "MessageAttempted", data: { messageId, personId, channel, attempt, until } },
  };
}
const NOBODY: Usable = new Set();

export const suppressed = (messageId: string, reason: Suppression): Turn => ({
  type: "first",
  facts: [{ type: "MessageSuppressed", data: { messageId, reason } }],
});

/** The last try was cut off, or its carrier took it and said no more. */
function afterSilence(state: MessageState, usable: Usable, now: Instant, random: number): Turn {
  const { tries, lookAgainAt } = state, last = tries.at(-1);
  if (!last || lookAgainAt === null || isAfter(lookAgainAt, now)) return { type: "wait" };
  const twice = tries.some(({ channel, code }) => channel === last.channel && code === CUT_OFF);
  const silence: SendFailure = {
    code: last.outcome === "sent" ? NO_WORD : CUT_OFF,
    action: last.outcome === "sent" || twice ? "next_channel" : "retry",
    retryAfterMs: null,
  };
  return { type: "first", facts: afterFailure(state, last.attempt, silence, usable, now, random) };
}

/** A carrier took a try. Its own word on it may have come before ours: then nothing is left to say. */
export function afterTaken(
  state: MessageState,
  attempt: number,
  carrierId: string,
  usable: Usable,
  now: Instant,
): readonly Step[] {
  const tried = state.tries.find((one) => one.attempt === attempt);
  if (!state.queued || tried?.outcome !== "open") return [];
  const { channel } = tried, last = attempt === state.tries.length;
  const lookAgainAt = state.over || !last || nextChannel(state, channel, usable) === null
    ? null
    : plusMs(now, SILENCE_MS);
  return [{
    type: "MessageSent",
    data: { messageId: state.queued.messageId, channel, attempt, carrierId, lookAgainAt },
  }];
}

/** Delivered, read or both: `read` may come first, and each is said once for a channel. */
export function afterArrival(
  state: MessageState,
  attempt: number,
  carrierId: string,
  read: boolean,
): readonly Step[] {
  const tried = state.tries.find((one) => one.attempt === attempt);
  if (!state.queued || !tried) return [];
  const { messageId } = state.queued, { channel } = tried, of = { messageId, channel, attempt };
  const steps: Step[] = [];
  if (tried.outcome === "open") {
    steps.push({ type: "MessageSent", data: { ...of, carrierId, lookAgainAt: null } });
  }
  if (!state.deliveredBy.includes(channel)) {
    steps.push({ type: "MessageDelivered", data: { ...of, carrierId } });
  }
  if (read && !state.readBy.includes(channel)) steps.push({ type: "MessageRead", data: of });
  return steps;
}

/** A try failed, at once or by a later word. What was delivered before stays delivered, and an older try's failure is old. */
export function afterFailure(
  state: MessageState,
  attempt: number,
  failure: SendFailure,
  usable: Usable,
  now: Instant,
  random: number,
): readonly Step[] {
  const { queued, over, tries } = state, last = tries.at(-1);
  if (!queued || over || !last || last.attempt !== attempt || last.outcome === "failed") return [];
  const { messageId } = queued, { channel } = last, { code, action } = failure;
  const next = nextTry(state, channel, failure, usable, now, random);
  return [
    { type: "MessageFailed", data: { messageId, channel, attempt, code, action, next } },
    ...next === null ? [{ type: "MessageGivenUp", data: { messageId, code } } as const] : [],
  ];
}

function nextTry(
  state: MessageState,
  channel: Channel,
  { action, retryAfterMs }: SendFailure,
  usable: Usable,
  now: Instant,
  random: number,
): MessageState["next"] {
  const other = nextChannel(state, channel, usable);
  const elsewhere = other === null ? null : { channel: other, at: now };
  const tries = state.tries.filter((one) => one.channel === channel).length, spent = tries >= TRIES_MAX;
  switch (action) {
    case "retry":
      return spent ? elsewhere : { channel, at: retryAt(now, tries, retryAfterMs, random) };
    case "not_today":
      return elsewhere ?? (spent ? null : { channel, at: nextMorning(now) });
    case "page":
      return elsewhere ?? (spent ? null : { channel, at: pagedRetryAt(now) });
    case "fix":
    case "next_channel":
      return elsewhere;
  }
}

/** The next one in the message's own order that can be used. */
function nextChannel({ queued }: MessageState, channel: Channel, usable: Usable): Channel | null {
  const channels = queued?.channels ?? [];
  return channels.slice(channels.indexOf(channel) + 1).find((other) => usable.has(other)) ?? null;
}
