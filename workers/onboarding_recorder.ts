import { recordSteps } from "../commands/onboarding/record_steps.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { ONBOARDING } from "../compose.ts";
import { firstSaleAt } from "../events/projections/sales/queries.ts";
import { FIRST_SALE, noteProgress, progressCounts } from "../events/store/control/onboarding.ts";
import { forEachShop, type Job } from "./job.ts";

const PAUSE_MS = 5_000;
const PAUSE_PER_SHOP_MS = 40;

/** Notes in each shop's ledger which steps its events have finished, and gathers for the operator how far each has come. */
export const onboardingRecorder: Job = {
  name: "onboarding-recorder",
  pauseMs: (shops) => Math.max(PAUSE_MS, shops * PAUSE_PER_SHOP_MS),
  async run(turn) {
    if (!await turn.holdJob()) return 0;
    const { services } = turn, gathered = await progressCounts(services.control);
    return await forEachShop(turn, async (store, shop) => {
      if (shop.practiceOf !== undefined) return;
      const steps = ONBOARDING.get(shop.niche) ?? [];
      if ((gathered.get(shop.id) ?? 0) > steps.length) return; // every step and the first sale: nothing more will come
      const done = await recordSteps(systemContext(services, store), steps);
      const soldAt = await firstSaleAt(store.db);
      const progress = soldAt === null ? done : [...done, { step: FIRST_SALE, doneAt: soldAt }];
      if (progress.length > (gathered.get(shop.id) ?? 0)) {
        await noteProgress(services.control, shop.id, progress);
      }
    });
  },
};
