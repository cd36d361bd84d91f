import { cutOffMakings, forgetMaking } from "../events/store/control/shop_makings.ts";
import type { Job } from "./job.ts";

const PAUSE_MS = 60_000;

/** Throws away the ledgers of shops whose making was cut off: nobody was ever told of them. */
export const cutOffMakingsSweeper: Job = {
  name: "cut-off-makings",
  pauseMs: () => PAUSE_MS,
  async run({ services: { control, tenants, clock }, report, holdJob }) {
    if (!await holdJob()) return 0;
    for (const tenant of await cutOffMakings(control, clock.now())) {
      await tenants.remove(tenant);
      await forgetMaking(control, tenant);
      report({ shop: tenant, level: "info", message: "its making was cut off: thrown away" });
    }
    return 0;
  },
};
