import { z } from "zod";
import { zAnsweredId } from "./fields.ts";

/** What became of a notification. The phone may forget it whatever is said here. */
export const zTaken = z.strictObject({
  noticeId: zAnsweredId,
  outcome: z.enum([
    "taken",
    "evidence",
    "duplicate",
    "ignored",
    "summary",
    "hidden",
    "no_account",
    "unparsed",
  ]),
  /** It told of something more than five minutes old, or by a clock that is wrong. */
  late: z.boolean(),
  /** The same had come before: nothing new was written. */
  repeated: z.boolean(),
});
