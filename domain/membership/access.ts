import type { State } from "./status.ts";

/** What a shop can ask of us (features §4.3, the table). */
export const ACTIONS = [
  "sell",
  "close_session",
  "read",
  "export",
  "pay",
  "configure",
  "sync_earlier",
  "send_issued_documents",
] as const;
export type Action = (typeof ACTIONS)[number];

const EVERYTHING: readonly Action[] = ACTIONS;
const NOT_TO_GROW = ACTIONS.filter((action) => action !== "configure");

/** A blocked shop closes its till, reads, exports, pays, sends what it sold before and what it must send by law. */
const ALLOWED: Readonly<Record<State, readonly Action[]>> = {
  TRIAL: EVERYTHING,
  ACTIVE: EVERYTHING,
  GRACE: EVERYTHING,
  RESTRICTED: NOT_TO_GROW,
  BLOCKED: NOT_TO_GROW.filter((action) => action !== "sell"),
  DORMANT: ["export", "pay", "sync_earlier", "send_issued_documents"],
  CLOSED: [],
};

export const allows = (state: State, action: Action): boolean => ALLOWED[state].includes(action);
