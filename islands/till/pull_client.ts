import type { PullResponse } from "../../kernel/sync.ts";

export interface PullDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Where the last page that is kept here ended. */
  readonly cursor: () => Promise<string | null>;
  /** Resolves once the page is kept: only then is the next one asked for. */
  readonly onPage: (page: PullResponse) => Promise<void>;
}

/** A page on a bad line that still comes. */
const TIMEOUT_MS = 30_000;

/** Brings what changed in the shop, page after page, behind the selling. What fails is asked again the next time. */
export class PullClient {
  #running: Promise<boolean> | null = null;
  #next: Promise<boolean> | null = null;

  constructor(private readonly deps: PullDeps) {}

  /**
   * True where everything came, as it was after this call: what is on its way already may be from before something that
   * the caller knows. All who ask meanwhile share the next round.
   */
  pull(): Promise<boolean> {
    if (this.#running === null) return this.#begin();
    return this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#begin();
    });
  }

  #begin(): Promise<boolean> {
    return this.#running = this.#run().finally(() => this.#running = null);
  }

  async #run(): Promise<boolean> {
    try {
      for (;;) {
        const cursor = await this.deps.cursor();
        const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
        const response = await this.deps.fetch(`/api/v1/sync/pull${query}`, {
          headers: { accept: "application/json" },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (!response.ok) return false;
        const page = await response.json() as PullResponse;
        await this.deps.onPage(page);
        if (!page.hasMore) return true;
      }
    } catch {
      return false; // no network now, or a page that could not be kept
    }
  }
}
