import { forEachLog, type Job } from "./job.ts";

const EVERY_MS = 60_000;

/** Signs every log that grew since its last checkpoint, once a minute (ledger §2.3). */
export const checkpointSigner: Job = {
  name: "checkpoint-signer",
  pauseMs: () => EVERY_MS,
  run: (turn) =>
    forEachLog(turn, async ({ store, shop }) => {
      const state = await store.db.first<{ size: number; signed: number }>(
        "SELECT size, (SELECT coalesce(max(size), 0) FROM checkpoint) AS signed FROM head WHERE k = 1",
      );
      if (!state || state.size === state.signed || !await turn.holdJob()) return;
      const signed = await turn.services.checkpoints.sign(store);
      if (!signed.ok) turn.report({ shop, level: "fault", message: JSON.stringify(signed.error) });
    }),
};
