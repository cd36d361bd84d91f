import { z } from "zod";
import { defineFact, type FactOf } from "./define_fact.ts";
import { zId, zText } from "./fields.ts";

/** Stream `message_retry-<messageId>`: an operator had a dead letter sent anew, as the message `againId`. Once for each. */
export const MessageRetried = defineFact({
  type: "MessageRetried",
  version: 1,
  schema: z.strictObject({ messageId: zId, againId: zId, by: zText(64), reason: zText(200) }),
});

/** What operators do that is no matter of one shop's membership. */
export const CONSOLE_FACTS = [MessageRetried] as const;
export type ConsoleFact = FactOf<(typeof CONSOLE_FACTS)[number]>;
