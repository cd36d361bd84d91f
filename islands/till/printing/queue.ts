import type { Signal } from "@preact/signals";
import type { Result } from "../../../kernel/result.ts";
import type { PrintJob } from "./print_job.ts";
import type { PrintFault } from "./ways.ts";

/** What a queue stands on. A test has its own. */
export interface QueueDeps {
  /** The jobs that wait, oldest first: what the chip counts. */
  readonly jobs: Signal<readonly PrintJob[]>;
  readonly print: (job: PrintJob) => Promise<Result<void, PrintFault>>;
  readonly keep: (jobs: readonly PrintJob[]) => void;
}

/** A printer that is off for a week must not fill the device. */
const JOBS_MAX = 50;

/** Prints one ticket after another, behind the selling. What fails waits with its reason until somebody tries again. */
export class PrintQueue {
  #running: Promise<void> | null = null;

  constructor(private readonly deps: QueueDeps) {}

  add(job: PrintJob): void {
    this.#become([...this.deps.jobs.peek(), job].slice(-JOBS_MAX));
    void this.run();
  }

  /** Tries whatever waits, until one fails: behind it the others would fail as well. True where all is printed. */
  async run(): Promise<boolean> {
    await (this.#running ??= this.#printAll().finally(() => this.#running = null));
    return this.deps.jobs.peek().length === 0;
  }

  forget(): void {
    this.#become([]);
  }

  async #printAll(): Promise<void> {
    for (let [job] = this.deps.jobs.peek(); job; [job] = this.deps.jobs.peek()) {
      const { jobId } = job, printed = await this.deps.print(job);
      const rest = this.deps.jobs.peek().filter((other) => other.jobId !== jobId);
      if (printed.ok) {
        this.#become(rest);
        continue;
      }
      const isThere = rest.length < this.deps.jobs.peek().length;
      if (isThere) this.#become([failed(job, printed.error), ...rest]);
      return;
    }
  }

  #become(jobs: readonly PrintJob[]): void {
    this.deps.jobs.value = jobs;
    this.deps.keep(jobs);
  }
}

/** Half a ticket may be in somebody's hand: the next one says that it is a copy. */
const failed = (job: PrintJob, fault: PrintFault): PrintJob =>
  fault === "cut" ? { ...job, fault, view: { ...job.view, copy: true } } : { ...job, fault };
