import type { FailureAction } from "../../kernel/carrier.ts";

const BY_CODE: Readonly<Record<number, FailureAction>> = {
  // No number, not a mobile one, not served, not this person's wish (they answered STOP).
  21211: "next_channel",
  21214: "next_channel",
  21217: "next_channel",
  21408: "page",
  21610: "next_channel",
  21612: "next_channel",
  21614: "next_channel",
  // Sender: not ours, or not fit for this.
  21212: "page",
  21603: "page",
  21606: "page",
  21659: "page",
  21660: "page",
  21617: "fix",
  21602: "fix",
  21609: "fix",
  20003: "page",
  20005: "page",
  20429: "retry",
  14107: "retry",
  30001: "retry",
  30002: "page",
  30003: "retry",
  30004: "next_channel",
  30005: "next_channel",
  30006: "next_channel",
  30007: "not_today",
  30008: "retry",
  30010: "page",
  30022: "retry",
  30034: "page",
};

/** What follows from a code of Twilio's. An unknown one is seen to by a person. */
export const actionOf = (code: number): FailureAction => BY_CODE[code] ?? "fix";
