import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync } from "node:zlib";
import type { Fetch } from "./app.ts";

export type Weighed = "html" | "css" | "js" | "image";

/** What a browser that was never here loads before a page can be used, in bytes as they came over the wire. */
export interface FirstVisit {
  readonly html: string;
  readonly bytes: Readonly<Record<Weighed, number>>;
  readonly total: number;
  /** Each file with its bytes: a budget that breaks must say which one grew. */
  readonly files: readonly string[];
}

/** Serves an app as `deno task start` does, so that pages are compressed by the same server. */
export class WeighedSite implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(fetch: Fetch) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, automaticCompression: true, onListen: () => {} },
      fetch,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server.shutdown();
  }

  /** Opens a page with an empty cache. Throws where the page or a file it names is not there. */
  async firstVisit(url: string, cookie = ""): Promise<FirstVisit> {
    const { hostname: host, pathname, search } = new URL(url);
    const page = await this.#load(host, pathname + search, cookie);
    const bytes = { html: page.size, css: 0, js: 0, image: 0 };
    const files = [`${pathname} ${page.size} B`], waiting = namedBy(page.text), seen = new Set<string>();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [kind, path] = next;
      if (seen.has(path)) continue;
      seen.add(path);
      const file = await this.#load(host, path, cookie);
      bytes[kind] += file.size;
      files.push(`${path} ${file.size} B`);
      if (kind === "js") waiting.push(...importedBy(path, file.text));
    }
    return { html: page.text, bytes, total: Object.values(bytes).reduce((sum, n) => sum + n, 0), files };
  }

  /** By `node:http`, since `fetch` neither sends the host of a shop nor tells how many bytes came. */
  async #load(host: string, path: string, cookie: string): Promise<{ size: number; text: string }> {
    const headers = { host, cookie, "accept-encoding": "br", accept: "text/html" };
    const { port } = this.#server.addr;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ hostname: "127.0.0.1", port, path, headers, agent: false }, resolve).on("error", reject);
    });
    const body = await buffer(response);
    if (response.statusCode !== 200) throw new Error(`${host}${path} answers ${response.statusCode}`);
    const plain = response.headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body;
    return { size: body.byteLength, text: plain.toString() };
  }
}

type Named = readonly [Weighed, path: string];

/** Scripts, styles and images of a page. The icon of the tab and the manifest keep nobody waiting. */
function namedBy(html: string): Named[] {
  const named: Named[] = [];
  for (const [tag, name] of html.matchAll(/<(link|script|img)\b[^>]*>/g)) {
    const attribute = (wished: string) => new RegExp(`\\s${wished}="([^"]*)"`).exec(tag)?.[1];
    const path = attribute(name === "link" ? "href" : "src")?.replaceAll("&amp;", "&");
    const kind = name === "link" ? kindOfLink(attribute("rel")) : name === "script" ? "js" : "image";
    if (!path || kind === null || path.startsWith("data:")) continue;
    if (!path.startsWith("/")) throw new Error(`a file from somewhere else: ${path}`);
    named.push([kind, path]);
  }
  return named;
}

function kindOfLink(rel = ""): Weighed | null {
  if (rel === "stylesheet") return "css";
  return rel === "modulepreload" ? "js" : rel === "preload" ? "image" : null;
}

/** What a script needs before it can run; what it asks for later (`import(…)`) is not on the way. */
const importedBy = (path: string, script: string): Named[] =>
  [...script.matchAll(/\b(?:from|import)\s*"([^"]+\.js)"/g)].map((
    [, specifier],
  ) => ["js", new URL(specifier!, `http://site${path}`).pathname]);
