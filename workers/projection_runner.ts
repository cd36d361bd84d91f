import { runAsyncOnce } from "../events/projections/runner.ts";
import { forEachLog, type Job } from "./job.ts";

const PAUSE_MS = 1_000;
/** A visit to an idle shop is one read; this many shops a second are visited at most. */
const PAUSE_PER_SHOP_MS = 20;
/** Slices for one shop before the next one has its turn. */
const SLICES = 20;

/** Positions that the last read model is behind. A `#` names side tables that a rebuild fills, or left when it was cut off. */
const BEHIND = `SELECT size - coalesce(
    (SELECT min(pos) FROM projection_checkpoint WHERE instr(name, '#') = 0), size) AS behind
  FROM head WHERE k = 1`;

/** Moves the async read models of every shop on. Any number of runners has the effect of one. */
export const projectionRunner: Job = {
  name: "projection-runner",
  pauseMs: (shops) => Math.max(PAUSE_MS, shops * PAUSE_PER_SHOP_MS),
  run: (turn) =>
    forEachLog(turn, async ({ store, projections }) => {
      const state = await store.db.first<{ behind: number }>(BEHIND);
      if (!state?.behind || !await turn.holdJob()) return;
      for (let slice = 0; slice < SLICES && !turn.signal.aborted; slice++) {
        const runs = await runAsyncOnce(store, projections);
        if (runs.every(({ behind }) => behind === 0)) return;
      }
    }),
};
