import type { ProviderWork } from "./provider_work.ts";
import { readNotices, type ReadReport } from "./read_notices.ts";

/**
 * Reads notices in this process right after one came in, so that a payment is seen at once and not at the worker's next
 * turn. Nothing is lost where the process dies: the row waits for the worker.
 */
export class NoticeReader {
  readonly #work: ProviderWork;
  readonly #report: (line: ReadReport) => void;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(work: ProviderWork, report: (line: ReadReport) => void) {
    this.#work = work;
    this.#report = report;
  }

  /** Comes back at once. Many nudges while it reads are one more turn. */
  nudge(): void {
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Resolves once nothing is being read: before the databases are closed. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        while (await readNotices(this.#work, this.#report) > 0);
      } catch (error) {
        this.#report({ level: "fault", message: String(error) });
      }
    }
    this.#running = null;
  }
}
