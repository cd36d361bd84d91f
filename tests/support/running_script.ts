import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { scriptCommand } from "./run_script.ts";

const DEADLINE_MS = 60_000;

/** Asks again until `look` has something to show. Throws at the deadline, with what was waited for. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = performance.now() + DEADLINE_MS; performance.now() < end;) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${DEADLINE_MS} ms for ${what}`);
}

/** A program of `scripts/` as a process of its own, with the permissions of its task. Killed at the end of its scope. */
export class RunningScript implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #read: Promise<unknown>;
  #ended = false;
  out = "";
  err = "";

  constructor(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    const options = { permissions: "server", stdout: "piped", stderr: "piped" } as const;
    this.#child = scriptCommand(script, args, env, options).spawn();
    this.#read = Promise.all([
      this.#keep(this.#child.stdout, "out"),
      this.#keep(this.#child.stderr, "err"),
      this.#child.status.then(() => this.#ended = true),
    ]);
  }

  /** The first match in what it prints. Throws, with its errors, where it ends before. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    return await until(`${pattern} of a program`, () => {
      const found = pattern.exec(this.out);
      if (!found && this.#ended) return Promise.reject(new Error(`it ended: ${this.err}`));
      return Promise.resolve(found);
    });
  }

  async end(signal: Deno.Signal = "SIGTERM"): Promise<Deno.CommandStatus> {
    if (!this.#ended) this.#child.kill(signal);
    const status = await this.#child.status;
    await this.#read;
    return status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
  }

  async #keep(stream: ReadableStream<Uint8Array>, to: "out" | "err"): Promise<void> {
    const decoder = new TextDecoder();
    for await (const piece of stream) this[to] += decoder.decode(piece, { stream: true });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** By `node:http`, since `fetch` does not send the host of a shop. */
export async function askServer(
  port: number,
  host: string,
  path: string,
  sent: { readonly cookie?: string; readonly form?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const body = sent.form && new URLSearchParams(sent.form).toString();
  const headers = {
    ...{ host, accept: "text/html", ...sent.cookie && { cookie: sent.cookie } },
    ...body !== undefined && {
      ...{ "content-type": "application/x-www-form-urlencoded", "content-length": body.length },
      ...{ origin: `http://${host}`, "sec-fetch-site": "same-origin" },
    },
  };
  const method = body === undefined ? "GET" : "POST";
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ hostname: "127.0.0.1", port, path, method, headers, agent: false }, resolve)
      .on("error", reject).end(body);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}
