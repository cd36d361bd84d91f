import {
  ContactOptedIn,
  ContactOptedOut,
  MessageAttempted,
  MessageDelivered,
  MessageFailed,
  MessageGivenUp,
  MessageQueued,
  MessageRead,
  MessageSent,
  MessageSuppressed,
} from "../../facts/messages.ts";
import { limaDay } from "../../../kernel/time.ts";
import type { Change } from "../define_projection.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/**
 * What is still to be sent, and when. Inline: a message is due in the very batch that says it was promised, so neither
 * stands without the other.
 */
export const outboxProjection = defineProjection({
  name: "outbox",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "outbox",
      columns: {
        message_id: "TEXT NOT NULL",
        shop: "TEXT",
        person_id: "TEXT",
        kind: "TEXT NOT NULL DEFAULT ''",
        state: "TEXT NOT NULL DEFAULT 'queued'",
        channel: "TEXT",
        /** When a worker has to look at it; null where nothing is left to do. */
        due_at: "TEXT",
        /** The Lima day of its first try, by which the daily limits count. */
        tried_on: "TEXT",
        tries: "INTEGER NOT NULL DEFAULT 0",
        code: "TEXT",
        queued_at: "TEXT NOT NULL DEFAULT ''",
        changed_at: "TEXT NOT NULL DEFAULT ''",
      },
      key: ["message_id"],
      indexes: [["due_at"], ["shop", "tried_on"], ["person_id", "tried_on"], ["state", "changed_at"]],
    },
    {
      name: "outbox_carrier",
      columns: {
        carrier_id: "TEXT NOT NULL",
        message_id: "TEXT NOT NULL DEFAULT ''",
        attempt: "INTEGER NOT NULL DEFAULT 0",
      },
      key: ["carrier_id"],
    },
    {
      name: "channel_hour",
      columns: {
        channel: "TEXT NOT NULL",
        /** `2026-11-26T22`, in UTC. */
        hour: "TEXT NOT NULL",
        sent: "INTEGER NOT NULL DEFAULT 0",
        delivered: "INTEGER NOT NULL DEFAULT 0",
        failed: "INTEGER NOT NULL DEFAULT 0",
      },
      key: ["channel", "hour"],
    },
    {
      name: "channel_fault",
      columns: {
        channel: "TEXT NOT NULL",
        code: "TEXT NOT NULL DEFAULT ''",
        action: "TEXT NOT NULL DEFAULT ''",
        failed_at: "TEXT NOT NULL DEFAULT ''",
      },
      key: ["channel"],
    },
    {
      name: "opted_out",
      columns: { person_id: "TEXT NOT NULL", since: "TEXT NOT NULL DEFAULT ''" },
      key: ["person_id"],
    },
  ],
  ...handlers(
    on(MessageQueued, (data, { recordedAt }) => [{
      ...row(data.messageId),
      set: {
        shop: data.shop,
        person_id: data.personId,
        kind: data.kind,
        state: "queued",
        channel: data.channels[0]!,
        due_at: data.notBefore,
        queued_at: recordedAt,
        changed_at: recordedAt,
      },
    }]),
    on(MessageAttempted, ({ messageId, personId, channel, attempt, until }, { recordedAt }) => [{
      ...row(messageId),
      set: {
        state: "trying",
        person_id: personId,
        channel,
        due_at: until,
        tries: attempt,
        changed_at: recordedAt,
        tried_on: limaDay(recordedAt),
      },
    }]),
    on(MessageSent, ({ messageId, channel, attempt, carrierId, lookAgainAt }, { recordedAt }) => [
      { ...row(messageId), set: { state: "sent", due_at: lookAgainAt, changed_at: recordedAt } },
      { table: "outbox_carrier", key: { carrier_id: carrierId }, set: { message_id: messageId, attempt } },
      hour(channel, recordedAt, { sent: 1 }),
    ]),
    on(MessageDelivered, ({ messageId, channel }, { recordedAt }) => [
      { ...row(messageId), set: { state: "delivered", channel, due_at: null, changed_at: recordedAt } },
      hour(channel, recordedAt, { delivered: 1 }),
    ]),
    on(MessageRead, ({ messageId }, { recordedAt }) => [
      { ...row(messageId), set: { state: "read", due_at: null, changed_at: recordedAt } },
    ]),
    on(MessageFailed, ({ messageId, channel, code, action, next }, { recordedAt }) => [
      {
        ...row(messageId),
        set: {
          state: "failed",
          code,
          due_at: next?.at ?? null,
          changed_at: recordedAt,
          ...next && { channel: next.channel },
        },
      },
      hour(channel, recordedAt, { failed: 1 }),
      { table: "channel_fault", key: { channel }, set: { code, action, failed_at: recordedAt } },
    ]),
    on(MessageGivenUp, ({ messageId, code }, { recordedAt }) => [
      { ...row(messageId), set: { state: "given_up", code, due_at: null, changed_at: recordedAt } },
    ]),
    on(MessageSuppressed, ({ messageId, reason }, { recordedAt }) => [
      {
        ...row(messageId),
        set: { state: "suppressed", code: reason, due_at: null, changed_at: recordedAt },
      },
    ]),
    on(ContactOptedOut, ({ personId }, { recordedAt }) => [
      { table: "opted_out", key: { person_id: personId }, set: { since: recordedAt } },
    ]),
    on(ContactOptedIn, ({ personId }) => [
      { table: "opted_out", key: { person_id: personId }, remove: true },
    ]),
  ),
});

const row = (messageId: string) => ({ table: "outbox", key: { message_id: messageId } });
const hour = (channel: string, recordedAt: string, add: Readonly<Record<string, number>>): Change => ({
  table: "channel_hour",
  key: { channel, hour: recordedAt.slice(0, 13) },
  add,
});
