import type { Job } from "./job.ts";

/** Writes down what this process has counted, so that a restart gives a flood no fresh start. Each process keeps its own. */
export const rateKeeper: Job = {
  name: "rate-keeper",
  pauseMs: () => 10_000,
  run: async ({ services }) => {
    await services.limits.save();
    return 0;
  },
};
