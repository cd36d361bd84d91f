import type { PullResponse } from "../../kernel/sync.ts";

export interface PullDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly onPage: (page: PullResponse) => void;
}

/** Brings what changed in the shop, page after page, behind the selling. What fails is asked again the next time. */
export class PullClient {
  #cursor: string | null = null;
  #running: Promise<boolean> | null = null;

  constructor(private readonly deps: PullDeps) {}

  /** True where everything came. Two calls at once are one. */
  pull(): Promise<boolean> {
    this.#running ??= this.#run().finally(() => this.#running = null);
    return this.#running;
  }

  async #run(): Promise<boolean> {
    try {
      for (;;) {
        const query = this.#cursor === null ? "" : `?cursor=${encodeURIComponent(this.#cursor)}`;
        const response = await this.deps.fetch(`/api/v1/sync/pull${query}`, {
          headers: { accept: "application/json" },
        });
        if (!response.ok) return false;
        const page = await response.json() as PullResponse;
        this.deps.onPage(page);
        this.#cursor = page.cursor;
        if (!page.hasMore) return true;
      }
    } catch {
      return false; // no network now
    }
  }
}
