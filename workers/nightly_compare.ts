import { compareRebuild } from "../events/projections/compare.ts";
import { epochMsOf, type Instant, limaDay, plusDays, plusMs, startOfDay } from "../kernel/time.ts";
import { forEachLog, type Job } from "./job.ts";

const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;
/** After a start, so that the first customers are not served beside it. */
const SETTLE_MS = HOUR_MS / 2;

/**
 * Builds every read model once more and compares it with the one in use, once between one 3 a. m. and the next: the job's
 * lease lasts until then, so it is neither repeated after a restart nor done by two processes. A computer that is off at
 * night compares half an hour after it was started.
 */
export function nightlyCompare(): Job {
  let due: Instant | null = null;
  return {
    name: "nightly-compare",
    pauseMs: () => LOOK_MS,
    async run(turn) {
      const now = turn.services.clock.now();
      due ??= earlier(plusMs(now, SETTLE_MS), nextThree(now));
      if (now < due) return 0;
      const next = nextThree(now);
      if (!await turn.holdJob(epochMsOf(next) - epochMsOf(now))) return 0;
      due = next;
      return await forEachLog(turn, async ({ store, shop, projections }) => {
        for (const { name, pos, live, rebuilt } of await compareRebuild(store, projections)) {
          if (live === rebuilt) continue;
          const message =
            `read model ${name} differs from its events at position ${pos}: projections rebuild --name ${name}`;
          turn.report({ shop, level: "fault", message });
        }
      });
    },
  };
}

const earlier = (a: Instant, b: Instant): Instant => a < b ? a : b;

function nextThree(now: Instant): Instant {
  const today = plusMs(startOfDay(limaDay(now)), 3 * HOUR_MS);
  return now < today ? today : plusMs(startOfDay(plusDays(limaDay(now), 1)), 3 * HOUR_MS);
}
