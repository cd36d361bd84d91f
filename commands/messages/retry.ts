import { z } from "zod";
import type { QueuedMessage } from "../../events/facts/messages.ts";
import { MessageQueued } from "../../events/facts/messages.ts";
import { MessageRetried } from "../../events/facts/console.ts";
import { err, ok } from "../../kernel/result.ts";
import { limaDay, plusMs } from "../../kernel/time.ts";
import { defineCommand } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import { versionOf } from "../handle.ts";
import { inId, inText } from "../input/fields.ts";
import { loadMessage } from "./move.ts";
import { messageStream } from "./queue.ts";

export type RetryRefusal =
  | { readonly type: "MessageUnknown" }
  /** It is not given up: it arrived, is on its way, or is not to be sent. */
  | { readonly type: "MessageNotDead" }
  | { readonly type: "MessageRetriedBefore" };

const LATE_MS = 3 * 86_400_000;
export const retryStream = (messageId: string): string => `message_retry-${messageId}`;

/** Sends a dead letter anew, as a message of today: whoever retries has mended what it died of. */
export const retryMessage = defineCommand({
  type: "RetryMessage",
  schema: z.object({ messageId: inId, reason: inText(200) }),
  attempt: async ({ store, clock, actor }, { messageId, reason }) => {
    const { queued } = await loadMessage(store, messageId), now = clock.now();
    if (!queued) return err<RetryRefusal>({ type: "MessageUnknown" });
    const events = await store.stream(messageStream(messageId));
    if (!events.some(({ type }) => type === "MessageGivenUp")) {
      return err<RetryRefusal>({ type: "MessageNotDead" });
    }
    const stream = retryStream(messageId), version = await versionOf(store, stream);
    if (version > 0) return err<RetryRefusal>({ type: "MessageRetriedBefore" });
    const againId = fixedId(`retry/${messageId}`), again = messageStream(againId);
    const data: QueuedMessage = {
      ...queued,
      ...{ messageId: againId, subject: `${queued.subject}/again`.slice(-120), day: limaDay(now) },
      ...{ notBefore: now, notAfter: plusMs(now, LATE_MS) },
    };
    return ok({
      facts: [
        { definition: MessageRetried, stream, data: { messageId, againId, by: actor.id, reason } },
        { definition: MessageQueued, stream: again, data },
      ],
      expected: [{ stream, version }, { stream: messageStream(messageId), version: events.length }, {
        stream: again,
        version: 0,
      }],
      gate: "always",
      outcome: { againId },
    });
  },
});
