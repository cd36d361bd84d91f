import { keepGate } from "../commands/membership/keep_gate.ts";
import { eachMembershipFact, sizeOf } from "../commands/membership/membership_log.ts";
import type { TenantId } from "../events/store/types.ts";
import { type Instant, plusMs } from "../kernel/time.ts";
import type { Job } from "./job.ts";

const PAUSE_MS = 500;
/** After a failure, and for a process that is not the keeper now: the other one's lease ends within this time. */
const LATER_MS = 60_000;
const FAILED_MS = 5_000;

/**
 * Keeps the gate of every shop as its membership says: when something was said of it, and when time alone changes it.
 * A shop is opened only then, so idle shops cost nothing.
 */
export function gateKeeper(): Job {
  let seen = 0;
  const due = new Map<TenantId, Instant>();
  return {
    name: "gate-keeper",
    pauseMs: () => PAUSE_MS,
    async run({ services, signal, report, holdJob }) {
      const { platform, clock } = services, end = await sizeOf(platform), now = clock.now();
      if (end < seen) seen = 0; // the log was set back
      await eachMembershipFact(platform, seen, end, (shop) => due.set(shop, now));
      seen = end;
      const shops = [...due].filter(([, at]) => at <= now).map(([shop]) => shop);
      if (shops.length === 0) return due.size;
      if (!await holdJob()) {
        for (const shop of shops) due.set(shop, plusMs(now, LATER_MS));
        return due.size;
      }
      for (const shop of shops) {
        if (signal.aborted) break;
        try {
          const { lookAgainAt } = await keepGate(services, shop);
          if (lookAgainAt === null) due.delete(shop);
          else due.set(shop, lookAgainAt);
        } catch (error) {
          due.set(shop, plusMs(now, FAILED_MS));
          report({ shop, level: "fault", message: String(error) });
        }
      }
      return due.size;
    },
  };
}
