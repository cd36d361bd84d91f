import type { Fetch } from "./app.ts";

export interface Shown {
  readonly status: number;
  /** Where a redirect leads, whole. */
  readonly to: string;
  readonly html: string;
}

/** A browser without JavaScript: cookies by host, one hop at a time. */
export class HostBrowser {
  readonly #jar = new Map<string, Map<string, string>>();
  readonly #fetch: Fetch;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url), jar = this.#jar.get(host) ?? new Map<string, string>();
    this.#jar.set(host, jar);
    return jar;
  }

  get(url: string): Promise<Shown> {
    return this.#ask(url, {});
  }

  /** A form of a page of the same origin. */
  post(url: string, fields: Readonly<Record<string, string>> | FormData): Promise<Shown> {
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    return this.#ask(url, { method: "POST", body });
  }

  /** What a script of a page of the same origin sends. */
  postJson(url: string, body: unknown): Promise<Shown> {
    return this.#ask(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  }

  /** To the end of the redirects. */
  async follow(url: string): Promise<Shown & { readonly at: string }> {
    let at = url, shown = await this.get(url);
    for (let hops = 0; shown.to !== "" && hops < 10; hops++) shown = await this.get(at = shown.to);
    return { ...shown, at };
  }

  async #ask(url: string, init: RequestInit): Promise<Shown> {
    const jar = this.cookies(url), headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    headers.set("sec-fetch-site", "same-origin");
    headers.set("user-agent", "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36");
    const response = await this.#fetch(new Request(url, { ...init, headers }));
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/Max-Age=0(?:;|$)/.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    const to = response.headers.get("location");
    return {
      status: response.status,
      to: to === null ? "" : new URL(to, url).href,
      html: await response.text(),
    };
  }
}
