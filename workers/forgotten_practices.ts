import { endPractice } from "../commands/shops/practice.ts";
import { practicesBefore } from "../events/store/control/shops.ts";
import { plusMs } from "../kernel/time.ts";
import type { Job } from "./job.ts";

const PAUSE_MS = 3_600_000;
/** Longer than anybody tries something out. */
const KEPT_MS = 30 * 86_400_000;

/** Ends practices that nobody ended: a shop has one, but thousands of shops would leave as many ledgers of nothing. */
export const forgottenPractices: Job = {
  name: "forgotten-practices",
  pauseMs: () => PAUSE_MS,
  async run({ services, report, holdJob }) {
    if (!await holdJob()) return 0;
    for (const shop of await practicesBefore(services.control, plusMs(services.clock.now(), -KEPT_MS))) {
      await endPractice(services, shop);
      report({ shop: shop.id, level: "info", message: "a practice that nobody ended: thrown away" });
    }
    return 0;
  },
};
