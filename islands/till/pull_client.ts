import type { PullResponse } from "../../kernel/sync.ts";

export interface PullDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Where the last page that is kept here ended, and the newest command's number: the owner sees how many wait. */
  readonly standing: () => Promise<{ readonly cursor: string | null; readonly made: number }>;
  /** Resolves once the page is kept: only then is the next one asked for. */
  readonly onPage: (page: PullResponse) => Promise<void>;
}

/** A page on a bad line that still comes. */
const TIMEOUT_MS = 30_000;

/** Brings what changed in the shop, page after page, behind the selling. What fails is asked again the next time. */
export class PullClient {
  #running: Promise<boolean> | null = null;
  #next: Promise<boolean> | null = null;
  /** Of the last answer: a server with nothing new says so in a few bytes. */
  #etag: string | null = null;

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
        const { cursor, made } = await this.deps.standing();
        const query = new URLSearchParams({ made: String(made), ...cursor !== null && { cursor } });
        const response = await this.deps.fetch(`/api/v1/sync/pull?${query}`, {
          headers: { accept: "application/json", ...this.#etag !== null && { "if-none-match": this.#etag } },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.status === 304) return true;
        if (!response.ok) return false;
        const page = await response.json() as PullResponse;
        await this.deps.onPage(page);
        this.#etag = response.headers.get("etag");
        if (!page.hasMore) return true;
      }
    } catch {
      return false; // no network now, or a page that could not be kept
    }
  }
}
