import { billingClock } from "./billing_clock.ts";
import { checkpointSigner } from "./checkpoint_signer.ts";
import { cutOffMakingsSweeper } from "./cut_off_makings.ts";
import { gateKeeper } from "./gate_keeper.ts";
import { forgottenPractices } from "./forgotten_practices.ts";
import { intentKeeper } from "./intent_keeper.ts";
import { type Job, jobHolder, type WorkerReport, type WorkerServices } from "./job.ts";
import { onboardingRecorder } from "./onboarding_recorder.ts";
import { nightlyCompare } from "./nightly_compare.ts";
import { outboxDispatcher } from "./outbox_dispatcher.ts";
import { projectionRunner } from "./projection_runner.ts";
import { rateKeeper } from "./rate_keeper.ts";
import { providerReconcile } from "./provider_reconcile.ts";
import { webhookReader } from "./webhook_reader.ts";
import { walletNights } from "./wallet_nights.ts";
import { redacted } from "../kernel/redact.ts";

export interface Workers {
  /** Lets each job finish the shop it is at. Await it before the stores are closed. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly jobs?: readonly Job[];
  readonly report?: (line: WorkerReport) => void;
}

/** One JSON line on standard error: where the operator's own tools read it. */
const toStandardError = (line: WorkerReport): void =>
  void Deno.stderr.writeSync(
    new TextEncoder().encode(`${JSON.stringify({ ...line, message: redacted(line.message) })}\n`),
  );

/** Starts every background job of a process. Safe beside any number of other processes that do the same. */
export function startWorkers(services: WorkerServices, options: WorkerOptions = {}): Workers {
  const stopping = new AbortController();
  const {
    jobs = [
      projectionRunner,
      checkpointSigner,
      rateKeeper,
      nightlyCompare(),
      cutOffMakingsSweeper,
      onboardingRecorder,
      forgottenPractices,
      outboxDispatcher,
      gateKeeper(),
      webhookReader,
      providerReconcile,
      walletNights(),
      intentKeeper(),
      billingClock(),
    ],
    report = toStandardError,
  } = options;
  const holder = services.ids.next();
  const running = jobs.map((job) => repeat(job, services, holder, stopping.signal, report));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function repeat(
  job: Job,
  services: WorkerServices,
  holder: string,
  signal: AbortSignal,
  report: (line: WorkerReport) => void,
): Promise<void> {
  const reportOf = (line: Omit<WorkerReport, "job">) => report({ job: job.name, ...line });
  const turn = { services, signal, report: reportOf, holdJob: jobHolder(services, job.name, holder) };
  let shops = 0;
  while (!signal.aborted) {
    try {
      shops = await job.run(turn);
    } catch (error) {
      reportOf({ shop: null, level: "fault", message: String(error) });
    }
    await pause(job.pauseMs(shops), signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
