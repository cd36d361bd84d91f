import type { Clock } from "../../kernel/time.ts";
import type { GroupWriter } from "./backend.ts";
import { type Driver, isFault } from "./driver.ts";
import {
  assumedState,
  detailQueries,
  type EndOfLog,
  type GroupState,
  HEAD_QUERY,
  readEnd,
  readState,
} from "./group_state.ts";
import { type GroupPlan, type LogContext, planGroup, takesAll } from "./plan_group.ts";
import { retryLost } from "./retry.ts";
import type { AppendRequest } from "./types.ts";

/**
 * Writes a group to a server in one round trip: decided on the log as this writer last left it, and the batch's guards
 * refuse it if that is no longer true. Then the log is read and the group decided anew. A batch whose reply was lost is
 * never sent again as it was: what is read first says whether its commands are there. Throws what the server answers at last.
 */
export function remoteWriter(driver: Driver, clock: Clock, context: LogContext): GroupWriter {
  let remembered: EndOfLog | null = null;

  const plan = (group: readonly AppendRequest[], state: GroupState) =>
    planGroup(group, state, clock.now(), context);

  const commit = async (decided: GroupPlan) => {
    remembered = null;
    if (decided.statements.length > 0) await driver.batch(decided.statements);
    remembered = decided.end;
    return decided.verdicts;
  };

  const fromMemory = async (group: readonly AppendRequest[]) => {
    if (!remembered) return null;
    const decided = plan(group, assumedState(remembered, group));
    if (!takesAll(decided)) return null;
    try {
      return await commit(decided);
    } catch (error) {
      if (isFault(error, "constraint", "lost", "busy")) return null;
      throw error;
    }
  };

  const fromLog = async (group: readonly AppendRequest[]) => {
    const queries = [HEAD_QUERY, ...detailQueries(group, context)];
    const [head, ...details] = await driver.readAll(queries);
    const state = readState(readEnd(head!), details);
    return await commit(plan(group, state));
  };

  return async (group) => await fromMemory(group) ?? await retryLost(() => retryRace(() => fromLog(group)));
}

/** Another process may append between our reading and our batch; losing so often is not a race but a bug. */
const RACES = 20;

async function retryRace<T>(work: () => Promise<T>): Promise<T> {
  for (let race = 1;; race++) {
    try {
      return await work();
    } catch (error) {
      if (!isFault(error, "constraint") || race === RACES) throw error;
    }
  }
}
