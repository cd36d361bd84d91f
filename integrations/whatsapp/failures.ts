import type { FailureAction } from "../../kernel/carrier.ts";

const BY_CODE: Readonly<Record<number, FailureAction>> = {
  // Throughput, and too many to this one.
  130429: "retry",
  131056: "retry",
  4: "retry",
  80007: "retry",
  // Theirs, and over soon.
  131000: "retry",
  131016: "retry",
  2: "retry",
  131026: "next_channel",
  // Taken for spam; Meta chose not to deliver.
  131048: "not_today",
  131049: "not_today",
  // A free text after a day: we send templates alone, so a program of ours is wrong.
  131047: "fix",
  132000: "fix",
  132001: "fix",
  132005: "fix",
  132007: "fix",
  132012: "fix",
  132015: "fix",
  132016: "fix",
  131008: "fix",
  100: "fix",
  0: "page",
  190: "page",
  10: "page",
  133010: "page",
  131042: "page",
};

/** What follows from a code of the Cloud API (payments-peru §4.1). An unknown one is seen to by a person. */
export const actionOf = (code: number): FailureAction =>
  BY_CODE[code] ?? (code >= 200 && code <= 299 ? "page" : "fix");
