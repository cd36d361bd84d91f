import type { AnyFactDefinition } from "../../events/facts/define_fact.ts";
import { MESSAGE_FACTS, type MessageFact, type QueuedMessage } from "../../events/facts/messages.ts";
import { NoticeDelivered } from "../../events/facts/membership.ts";
import {
  afterArrival,
  afterFailure,
  afterTaken,
  messageOf,
  type MessageState,
  type Recipient,
  type Step,
  suppressed,
  type Turn,
  turnOf,
  type Usable,
} from "../../domain/messages/message.ts";
import { kindOf } from "../../domain/messages/kinds.ts";
import { tryOfCarrier } from "../../events/projections/outbox/queries.ts";
import type { AppendRefusal, TenantStore } from "../../events/store/types.ts";
import type { CarrierStatus, Channel, SendFailure, Taken } from "../../kernel/carrier.ts";
import { isUuid } from "../../kernel/ids.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Suppression } from "../../events/facts/messages.ts";
import { fixedId } from "../fixed_id.ts";
import { type CommandContext, type DefinedFact, handle, versionOf } from "../handle.ts";
import { messageStream } from "./queue.ts";

const DEFINITIONS = new Map<string, AnyFactDefinition>(MESSAGE_FACTS.map((one) => [one.type, one]));

/** Context of the platform's log, with a source of chance for the back-off: [0, 1). */
export type MessageContext = CommandContext & { readonly random: () => number };

export async function loadMessage(store: TenantStore, messageId: string): Promise<MessageState> {
  const events = await store.stream(messageStream(messageId));
  return messageOf(events.map(({ type, data }) => ({ type, data }) as MessageFact));
}

/** Appends what `decide` says of the message as it stands, again while others write first. Nothing to say writes nothing. */
async function move(
  context: CommandContext,
  id: string,
  input: { readonly messageId: string } & Readonly<Record<string, unknown>>,
  decide: (state: MessageState) => readonly Step[],
): Promise<Result<readonly Step[], AppendRefusal>> {
  const { store, clock } = context, stream = messageStream(input.messageId);
  const command = { id, type: "MoveMessage", input, occurredAt: clock.now() };
  const handled = await handle<unknown, readonly Step[], { readonly type: "NothingToSay" }>(
    context,
    command,
    async () => {
      const events = await store.stream(stream);
      const state = messageOf(events.map(({ type, data }) => ({ type, data }) as MessageFact));
      const steps = decide(state);
      if (steps.length === 0) return err({ type: "NothingToSay" });
      const notices = await noticesOf(store, state.queued!, steps);
      return ok({
        facts: [
          ...steps.map((step) => ({ definition: DEFINITIONS.get(step.type)!, stream, data: step.data })),
          ...notices.facts,
        ],
        expected: [{ stream, version: events.length }, ...notices.expected],
        gate: "always",
        outcome: steps,
      });
    },
  );
  if (handled.ok) return ok(handled.value.repeated ? [] : handled.value.outcome);
  return handled.error.type === "NothingToSay" ? ok([]) : err(handled.error);
}

/** That a notice of the membership arrived stands in the same append: it is what a block waits for. */
async function noticesOf(store: TenantStore, queued: QueuedMessage, steps: readonly Step[]) {
  const { shop, invoiceId, kind, messageId } = queued;
  const arrived = steps.flatMap((step) => step.type === "MessageDelivered" ? [step.data.channel] : []);
  if (arrived.length === 0 || shop === null || invoiceId === null || kindOf(kind).purpose !== "notice") {
    return { facts: [], expected: [] };
  }
  const stream = `membership-${shop}`;
  const facts = arrived.map((channel): DefinedFact => ({
    definition: NoticeDelivered,
    stream,
    data: { shop, noticeId: fixedId(`notice/${messageId}/${channel}`), invoiceId, kind, channel },
  }));
  return { facts, expected: [{ stream, version: await versionOf(store, stream) }] };
}

export type StartedTry = {
  readonly queued: QueuedMessage;
  readonly channel: Channel;
  readonly attempt: number;
};

/**
 * Claims the next try of a message, or writes what stands in its way. Null where there is nothing to send now: of two who
 * ask at once, one gets it.
 */
export async function startTry(
  context: MessageContext,
  messageId: string,
  recipient: Recipient | null,
  against: Suppression | null,
): Promise<Result<StartedTry | null, AppendRefusal>> {
  const { clock, ids, random } = context, chance = random();
  let queued: QueuedMessage | null = null;
  const moved = await move(context, ids.next(), { messageId }, (state) => {
    queued = state.queued;
    const turn: Turn = turnOf(state, recipient, clock.now(), chance);
    if (turn.type === "wait") return [];
    if (turn.type === "first") return turn.facts;
    const stop = against !== null && state.tries.length === 0 ? suppressed(messageId, against) : null;
    return stop?.type === "first" ? stop.facts : [turn.fact];
  });
  if (!moved.ok) return moved;
  const started = moved.value.find((step) => step.type === "MessageAttempted");
  if (started?.type !== "MessageAttempted" || !queued) return ok(null);
  return ok({ queued, channel: started.data.channel, attempt: started.data.attempt });
}

/** What the carrier answered to a try. */
export async function noteAnswer(
  context: MessageContext,
  { queued: { messageId }, attempt }: StartedTry,
  answer: Result<Taken, SendFailure>,
  usable: Usable,
): Promise<Result<readonly Step[], AppendRefusal>> {
  const { clock, ids, random } = context, chance = random();
  return await move(context, ids.next(), { messageId, attempt }, (state) => {
    if (!answer.ok) return afterFailure(state, attempt, answer.error, usable, clock.now(), chance);
    const { carrierId, delivered } = answer.value;
    return delivered
      ? afterArrival(state, attempt, carrierId, false)
      : afterTaken(state, attempt, carrierId, usable, clock.now());
  });
}

export type StatusRefusal = AppendRefusal | {
  /** No try of ours has this id yet: the carrier's word may have overtaken our own. */
  readonly type: "MessageUnknown";
};

/**
 * What a carrier said later. The same word twice has one effect, and an older word than what is known has none; `sent`
 * heals a try whose sender died before it could write.
 */
export async function noteStatus(
  context: MessageContext,
  said: CarrierStatus,
  usable: Usable,
): Promise<Result<readonly Step[], StatusRefusal>> {
  const { store, clock, random } = context, { carrierId, status, failure } = said, chance = random();
  const of = await tryOfCarrier(store.db, carrierId) ?? tryIn(said.reference);
  if (!of) return err({ type: "MessageUnknown" });
  const state = await loadMessage(store, of.messageId);
  const tried = state.tries.find(({ attempt }) => attempt === of.attempt);
  if (tried?.channel !== said.channel || (tried.carrierId ?? carrierId) !== carrierId) {
    return err({ type: "MessageUnknown" });
  }
  const id = fixedId(JSON.stringify(["status", of.messageId, of.attempt, carrierId, status, failure?.code]));
  return await move(context, id, { messageId: of.messageId, status }, (state) => {
    switch (status) {
      case "sent":
        return afterTaken(state, of.attempt, carrierId, usable, clock.now());
      case "delivered":
      case "read":
        return afterArrival(state, of.attempt, carrierId, status === "read");
      case "failed":
        return failure ? afterFailure(state, of.attempt, failure, usable, clock.now(), chance) : [];
    }
  });
}

export const referenceOf = (messageId: string, attempt: number): string => `${messageId}.${attempt}`;
function tryIn(reference: string | null) {
  const [, messageId = "", attempt] = /^([0-9a-f-]{36})\.(\d{1,3})$/.exec(reference ?? "") ?? [];
  return isUuid(messageId) ? { messageId, attempt: Number(attempt) } : null;
}
