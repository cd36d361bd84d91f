import { reconcileProviders } from "../commands/payments/reconcile_providers.ts";
import type { Job } from "./job.ts";

const PAUSE_MS = 3_600_000;

/** Every hour, and once a day a month back: what no webhook told is found at the provider. */
export const providerReconcile: Job = {
  name: "provider-reconcile",
  pauseMs: () => PAUSE_MS,
  async run({ services, report, holdJob }) {
    if (services.providerWork.providers.size === 0 || !await holdJob(PAUSE_MS / 2)) return 0;
    await reconcileProviders(services.providerWork, (line) => report({ shop: null, ...line }));
    return 0;
  },
};
