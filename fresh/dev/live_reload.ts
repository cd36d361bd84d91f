/** Tells open pages that something has changed. They reload when they hear of another revision. */
const ALIVE_PATH = "/_frsh/alive";
export const SCRIPT_PATH = "/_frsh/live.js";

/** A server that was started again has another revision, hence a page that lost it reloads by itself. */
export const LIVE_SCRIPT = `let known;
(function connect() {
  const source = new EventSource(${JSON.stringify(ALIVE_PATH)});
  source.onmessage = ({ data }) => {
    if (known === undefined) known = data;
    else if (known !== data) location.reload();
  };
  source.onerror = () => {
    source.close();
    setTimeout(connect, 50);
  };
})();
`;

export class LiveReload {
  readonly #pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #revision = crypto.randomUUID();

  /** Answers the requests of live reload; null for every other one. */
  answer(pathname: string): Response | null {
    if (pathname === SCRIPT_PATH) {
      return new Response(LIVE_SCRIPT, {
        headers: { "content-type": "text/javascript", "cache-control": "no-store" },
      });
    }
    if (pathname !== ALIVE_PATH) return null;
    let page: ReadableStreamDefaultController<Uint8Array>;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        page = controller;
        this.#pages.add(page);
        this.#send(page);
      },
      cancel: () => {
        this.#pages.delete(page);
      },
    });
    return new Response(stream, {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
    });
  }

  /** Makes every open page reload. */
  reload(): void {
    this.#revision = crypto.randomUUID();
    for (const page of this.#pages) this.#send(page);
  }

  /** Ends the connections, so that a server can shut down. */
  close(): void {
    for (const page of this.#pages) page.close();
    this.#pages.clear();
  }

  #send(page: ReadableStreamDefaultController<Uint8Array>): void {
    page.enqueue(new TextEncoder().encode(`data: ${this.#revision}\n\n`));
  }
}
