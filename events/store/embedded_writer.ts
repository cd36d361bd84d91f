import { err } from "../../kernel/result.ts";
import type { Clock } from "../../kernel/time.ts";
import { isFault } from "./driver.ts";
import type { EmbeddedDriver } from "./embedded_driver.ts";
import { readState, stateQueries } from "./group_state.ts";
import { type LogContext, planGroup, type Verdict } from "./plan_group.ts";
import { retryBusy } from "./retry_busy.ts";
import type { AppendRequest } from "./types.ts";

/**
 * Writes a group into a file: the state is read, decided on and written under one lock, so nothing is assumed and
 * another process may write between two groups.
 */
export function embeddedWriter(driver: EmbeddedDriver, clock: Clock, context: LogContext) {
  const attempt = (group: readonly AppendRequest[]) =>
    driver.transaction((session) => {
      const state = readState(stateQueries(group).map(({ sql, args }) => session.all(sql, args)));
      const plan = planGroup(group, state, clock.now(), context);
      for (const { sql, args } of plan.statements) session.run(sql, args);
      return plan.verdicts;
    });
  return async (group: readonly AppendRequest[]): Promise<readonly Verdict[]> => {
    try {
      return await retryBusy(() => attempt(group));
    } catch (error) {
      // A rule of the schema that the plan did not see is somebody's bug, but not of all who share the group.
      const shared = isFault(error, "constraint", "sql") && group.length > 1;
      if (shared || !isFault(error)) throw error;
      return group.map(() => err({ type: "StoreUnavailable", detail: error.message }));
    }
  };
}
