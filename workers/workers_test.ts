import assert from "node:assert/strict";
import { PROJECTIONS, type Services } from "../compose.ts";
import type { TenantStore } from "../events/store/types.ts";
import type { HandClock } from "../tests/support/hand_clock.ts";
import { emptyShop, withServices } from "../tests/support/services.ts";
import { checkpointSigner } from "./checkpoint_signer.ts";
import { type Job, jobHolder, type Turn, type WorkerReport } from "./job.ts";
import { nightlyCompare } from "./nightly_compare.ts";
import { projectionRunner } from "./projection_runner.ts";
import { startWorkers } from "./run_workers.ts";
import { tableNow } from "../tests/support/table_now.ts";

/** A platform with one opened shop. */
const withShop = (work: (services: Services, clock: HandClock, store: TenantStore) => Promise<void>) =>
  withServices(async (services, clock) => {
    await work(services, clock, await emptyShop(services, "lucha"));
  });

function turnOf(services: Services, job: string, holder = "process-1") {
  const reports: Omit<WorkerReport, "job">[] = [];
  const turn: Turn = {
    services,
    signal: new AbortController().signal,
    report: (line) => reports.push(line),
    holdJob: jobHolder(services, job, holder),
  };
  return { turn, reports };
}

Deno.test("the signer signs what grew, once", () =>
  withShop(async (services, _clock, store) => {
    const { turn, reports } = turnOf(services, checkpointSigner.name);
    await checkpointSigner.run(turn);
    await checkpointSigner.run(turn);
    assert.deepEqual((await store.checkpoints()).map(({ size }) => size), [(await store.head()).size]);
    assert.deepEqual(reports, []);
  }));

Deno.test("a job is one process's at a time, and the next one's after its lease", () =>
  withShop(async (services, clock, store) => {
    assert.ok(await turnOf(services, checkpointSigner.name, "process-2").turn.holdJob());
    const { turn } = turnOf(services, checkpointSigner.name);
    await checkpointSigner.run(turn);
    assert.deepEqual(await store.checkpoints(), []);
    clock.forward(60_001);
    await checkpointSigner.run(turn);
    assert.equal((await store.checkpoints()).length, 1);
  }));

Deno.test("async read models come to the log's end", () =>
  withShop(async (services, _clock, store) => {
    const { turn, reports } = turnOf(services, projectionRunner.name);
    await projectionRunner.run(turn);
    const rows = await store.db.all<{ pos: number }>("SELECT pos FROM projection_checkpoint");
    assert.equal(rows.length, PROJECTIONS.filter(({ mode }) => mode === "async").length);
    const { size } = await store.head();
    assert.ok(rows.every(({ pos }) => pos === size));
    assert.deepEqual(reports, []);
  }));

Deno.test("what an interrupted rebuild left behind does not keep a shop busy", () =>
  withShop(async (services, _clock, store) => {
    await projectionRunner.run(turnOf(services, projectionRunner.name).turn);
    await store.projections.batch([{
      sql: "INSERT INTO projection_checkpoint (name, version, pos) VALUES ('sales_hourly#g2', 1, 0)",
      args: [],
    }]);
    const { turn, reports } = turnOf(services, "idle", "process-2");
    let asked = 0;
    await projectionRunner.run({ ...turn, holdJob: (ms) => (asked++, turn.holdJob(ms)) });
    assert.deepEqual([asked, reports], [0, []]);
  }));

Deno.test("the nightly comparison names a read model that somebody edited, once a night", () =>
  withShop(async (services, clock, store) => {
    await store.projections.batch([{
      sql: `UPDATE ${tableNow("shop")} SET name = 'Minimarket Lucho'`,
      args: [],
    }]);
    const job = nightlyCompare();
    const { turn, reports } = turnOf(services, job.name);
    const found = () => reports.map(({ message }) => message.slice(0, 23));
    await job.run(turn);
    assert.deepEqual(found(), []);
    clock.forward(30 * 60_000);
    await job.run(turn);
    await job.run(turn);
    assert.deepEqual(found(), ["read model shop differs"]);
    const restarted = turnOf(services, job.name, "process-2");
    const second = nightlyCompare();
    await second.run(restarted.turn);
    clock.forward(30 * 60_000);
    await second.run(restarted.turn);
    assert.deepEqual(restarted.reports, []);
    clock.forward(24 * 3_600_000);
    await job.run(turn);
    assert.equal(found().length, 2);
  }));

Deno.test("a job that fails is reported and has its next turn; stop ends all", () =>
  withShop(async (services) => {
    const lines: WorkerReport[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    let turns = 0;
    const job: Job = {
      name: "failing",
      pauseMs: () => 1,
      run() {
        if (++turns === 2) resolve();
        return Promise.reject(new Error("out of paper"));
      },
    };
    const workers = startWorkers(services, { jobs: [job], report: (line) => lines.push(line) });
    await promise;
    await workers.stop();
    const after = turns;
    assert.deepEqual(lines[0], {
      job: "failing",
      shop: null,
      level: "fault",
      message: "Error: out of paper",
    });
    assert.equal(turns, after);
  }));
