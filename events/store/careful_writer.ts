import { err } from "../../kernel/result.ts";
import type { GroupWriter } from "./backend.ts";
import { isFault } from "./driver.ts";
import { LogBroken } from "./group_state.ts";
import type { AppendRequest } from "./types.ts";
import type { Verdict } from "./plan_group.ts";

/**
 * Turns what a database may do to us into refusals. A log that contradicts itself stops its shop until it is opened
 * again: what stands below a contradiction is not known, so nothing may be built on it. Other shops sell on.
 */
export function carefulWriter(write: GroupWriter): GroupWriter {
  let stopped: string | null = null;
  return async (group) => {
    if (stopped !== null) return unavailable(group, stopped);
    try {
      return await write(group);
    } catch (error) {
      if (error instanceof LogBroken) return unavailable(group, stopped = error.message);
      if (!isFault(error)) throw error;
      // A rule of the schema that the plan did not see is somebody's bug, but not of all who share the group.
      if (isFault(error, "constraint", "sql") && group.length > 1) throw error;
      return unavailable(group, error.message);
    }
  };
}

const unavailable = (group: readonly AppendRequest[], detail: string): Verdict[] =>
  group.map(() => err({ type: "StoreUnavailable", detail }));
