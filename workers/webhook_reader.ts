import { readNotices, type ReadReport } from "../commands/payments/read_notices.ts";
import { settleUnknown } from "../commands/payments/reconcile_intent.ts";
import type { Job } from "./job.ts";

const PAUSE_MS = 2_000;

/**
 * Acts on webhooks that the process which took them did not live to act on, and on those that must be tried again; and
 * looks for payments that got no answer. Needs no lease: each row is taken by one.
 */
export const webhookReader: Job = {
  name: "webhook-reader",
  pauseMs: () => PAUSE_MS,
  async run({ services, signal, report }) {
    const work = services.providerWork;
    if (work.providers.size === 0) return 0;
    const told = (line: ReadReport) => report({ shop: null, ...line });
    while (!signal.aborted && await readNotices(work, told) > 0);
    await settleUnknown(work, told);
    return 0;
  },
};
