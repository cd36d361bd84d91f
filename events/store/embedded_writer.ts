import type { Clock } from "../../kernel/time.ts";
import { isFault } from "./driver.ts";
import type { EmbeddedDriver } from "./embedded_driver.ts";
import type { GroupWriter } from "./backend.ts";
import { assumedState, detailQueries, HEAD_QUERY, readEnd, readState } from "./group_state.ts";
import { type LogContext, planGroup, takesAll } from "./plan_group.ts";
import { retryBusy } from "./retry.ts";
import type { AppendRequest } from "./types.ts";

/**
 * Writes a group into a file: read, decided on and written under one lock, so another process may write between two
 * groups. Throws what the database throws.
 */
export function embeddedWriter(driver: EmbeddedDriver, clock: Clock, context: LogContext): GroupWriter {
  const write = (group: readonly AppendRequest[], assume: boolean) =>
    driver.transaction((session) => {
      const end = readEnd(session.all(HEAD_QUERY.sql, HEAD_QUERY.args));
      const details = () => detailQueries(group, context).map(({ sql, args }) => session.all(sql, args));
      let plan = assume ? planGroup(group, assumedState(end, group), clock.now(), context) : null;
      if (!plan || !takesAll(plan)) plan = planGroup(group, readState(end, details()), clock.now(), context);
      for (const { sql, args } of plan.statements) session.run(sql, args);
      return plan.verdicts;
    });
  return async (group) => {
    try {
      return await retryBusy(() => write(group, true));
    } catch (error) {
      if (!isFault(error, "constraint")) throw error;
      return await retryBusy(() => write(group, false)); // the assumption was wrong, for one of them at least
    }
  };
}
