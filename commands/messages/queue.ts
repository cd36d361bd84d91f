import { z } from "zod";
import { type KindName, kindOf } from "../../domain/messages/kinds.ts";
import { MessageQueued, type QueuedMessage } from "../../events/facts/messages.ts";
import type { AppendRequest, TenantStore } from "../../events/store/types.ts";
import type { Channel } from "../../kernel/carrier.ts";
import { CHANNELS } from "../../kernel/carrier.ts";
import { ok } from "../../kernel/result.ts";
import { type Instant, type LimaDay, plusMs } from "../../kernel/time.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import { type DefinedFact, versionOf } from "../handle.ts";

/** What somebody is to be told. One of each (shop, kind, subject, day) exists, however often it is asked for. */
export interface Wish {
  readonly shop: string | null;
  readonly kind: KindName;
  /** What it is about: an invoice, a payment. Ids and words of ours alone. */
  readonly subject: string;
  readonly day: LimaDay;
  /** Null for the owner of the shop. */
  readonly personId: string | null;
  readonly notBefore: Instant;
  /** Three days after `notBefore` where it is left out. */
  readonly notAfter?: Instant;
  /** WhatsApp, SMS, e-mail where it is left out. */
  readonly channels?: readonly Channel[];
  readonly invoiceId?: string | null;
  readonly amountCentimos?: QueuedMessage["amountCentimos"];
  readonly dueOn?: LimaDay | null;
  readonly plan?: QueuedMessage["plan"];
}

const LATE_MS = 3 * 86_400_000;

export const messageStream = (messageId: string): string => `message-${messageId}`;
export const messageIdOf = ({ shop, kind, subject, day }: Pick<Wish, "shop" | "kind" | "subject" | "day">) =>
  fixedId(JSON.stringify(["message", shop, kind, subject, day]));

export interface QueuedFact {
  readonly fact: DefinedFact;
  readonly expected: { readonly stream: string; readonly version: 0 };
}

/**
 * The fact of a message, to stand beside the caller's own in one append: the row of the outbox is written in that batch.
 * Where the same may have been queued before, ask {@link messagesToQueue}, or the append is refused.
 */
export function messageQueued(wish: Wish): QueuedFact {
  const messageId = messageIdOf(wish), stream = messageStream(messageId);
  const data: QueuedMessage = {
    messageId,
    shop: wish.shop,
    kind: wish.kind,
    subject: wish.subject,
    day: wish.day,
    personId: wish.personId,
    channels: [...wish.channels ?? CHANNELS],
    invoiceId: wish.invoiceId ?? null,
    amountCentimos: wish.amountCentimos ?? null,
    dueOn: wish.dueOn ?? null,
    plan: wish.plan ?? null,
    notBefore: wish.notBefore,
    notAfter: wish.notAfter ?? plusMs(wish.notBefore, LATE_MS),
  };
  kindOf(wish.kind);
  return { fact: { definition: MessageQueued, stream, data }, expected: { stream, version: 0 } };
}

/** Facts and expected versions of those that were not queued before. */
export async function messagesToQueue(
  store: TenantStore,
  wishes: readonly Wish[],
): Promise<{ readonly facts: readonly DefinedFact[]; readonly expected: AppendRequest["expected"] }> {
  const byStream = new Map(wishes.map(messageQueued).map((made) => [made.expected.stream, made]));
  const made = await Promise.all(
    [...byStream.values()].map(async (one) => await versionOf(store, one.expected.stream) === 0 ? [one] : []),
  );
  return {
    facts: made.flat().map(({ fact }) => fact),
    expected: made.flat().map(({ expected }) => expected),
  };
}

/**
 * A notice that a block may wait for goes two ways at once, since two channels must be reached (features §4.3, guard a):
 * one message to the phone, one to the mailbox. Any other takes the first way that works.
 */
export function noticeWishes(wish: Omit<Wish, "channels">): readonly Wish[] {
  if (!kindOf(wish.kind).essential) return [wish];
  return [
    { ...wish, subject: `${wish.subject}/phone`, channels: ["whatsapp", "sms"] },
    { ...wish, subject: `${wish.subject}/mail`, channels: ["email"] },
  ];
}

/** Queues messages that stand beside no other fact. */
export const queueMessages = defineCommand({
  type: "QueueMessages",
  schema: z.object({ wishes: z.array(z.custom<Wish>((wish) => typeof wish === "object" && wish !== null)) }),
  attempt: async ({ store }, { wishes }) => {
    const { facts, expected } = await messagesToQueue(store, wishes);
    return ok({ facts, expected, gate: "always", outcome: { queued: facts.length } });
  },
});
