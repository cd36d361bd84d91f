import { seeded } from "../../../bench/statistics.ts";
import { Chance } from "../../simulation/chance.ts";

/** What goes wrong with the next request to an operation. */
export type Trouble =
  /** Not done, and no answer until the one who asked gives up. */
  | "hangs"
  /** Done, and the connection breaks before the answer is there. */
  | "cut after"
  | "cut before"
  | "500 after"
  | "500 before"
  | "no JSON"
  | "too many";

export interface Asked {
  readonly method: string;
  /** The operation it is, as described: `/v1/refunds/{refund}`. */
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}
export interface Answered {
  readonly status: number;
  readonly json: unknown;
}

/** How the post brings webhooks: percent of them each. */
export interface Post {
  readonly seed: number;
  readonly lost?: number;
  readonly doubled?: number;
  /** Kept back to the next round. */
  readonly late?: number;
}

/**
 * A provider on loopback that remembers: every request is held against its description, every webhook is signed. What is
 * wrong with a request stands in `faults`, which a test ends by finding empty.
 */
export abstract class FakeProvider implements AsyncDisposable {
  readonly faults: string[] = [];
  readonly covered = new Set<string>();
  readonly asked: Asked[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #hanging = new Set<() => void>();
  readonly #troubles: { readonly operation: string; readonly trouble: Trouble }[] = [];
  #undelivered: (() => Request)[] = [];

  constructor() {
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      (request) => this.#serve(request),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Operations as `POST /v1/refunds`, with what is variable in braces. */
  protected abstract readonly operations: Readonly<Record<string, (asked: Asked) => Answered>>;
  protected abstract readonly refusal: Readonly<Record<"unknown" | "unsigned", Answered>>;
  /** `name` as in `operations`: what a browser asks for bears the public key, if any. */
  protected abstract isOurs(headers: Headers, name: string): boolean;

  /** The next requests to this operation meet these, one after the other. */
  troubled(operation: string, ...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles.map((trouble) => ({ operation, trouble })));
  }

  timesAsked = (operation: string): number =>
    this.asked.filter(({ method, operation: path }) => `${method} ${path}` === operation).length;

  /** Signed anew each time it is sent, as providers do with what they repeat. */
  protected tell(notice: () => Request): void {
    this.#undelivered.push(notice);
  }

  /** Brings what waits, in an order and with a luck of the seed. Returns the status of each that was brought. */
  async deliver(to: (request: Request) => Promise<Response>, post: Post = { seed: 0 }): Promise<number[]> {
    const chance = new Chance(post.seed), { lost = 0, doubled = 0, late = 0 } = post;
    const waiting = shuffled(this.#undelivered, seeded(post.seed + 1)), statuses: number[] = [];
    this.#undelivered = [];
    for (const notice of waiting) {
      if (chance.percent(lost)) continue;
      if (chance.percent(late)) {
        this.#undelivered.push(notice);
        continue;
      }
      for (let copies = chance.percent(doubled) ? 2 : 1; copies > 0; copies--) {
        const response = await to(notice());
        await response.body?.cancel();
        statuses.push(response.status);
      }
    }
    return statuses;
  }

  /** What waits to be brought. */
  get waiting(): readonly (() => Request)[] {
    return this.#undelivered;
  }
  forgetWaiting(): void {
    this.#undelivered = [];
  }

  async #serve(request: Request): Promise<Response> {
    const response = request.method === "OPTIONS"
      ? new Response(null, { status: 204 })
      : await this.#answered(request);
    // Browsers of other sites ask them too.
    response.headers.set("access-control-allow-origin", "*");
    response.headers.set("access-control-allow-headers", "authorization, content-type");
    return response;
  }

  async #answered(request: Request): Promise<Response> {
    const url = new URL(request.url), body = await request.text();
    const found = this.#operationOf(request.method, url.pathname);
    if (!found) {
      this.faults.push(`${request.method} ${url.pathname}: no such operation`);
      return Response.json(this.refusal.unknown.json, { status: this.refusal.unknown.status });
    }
    const { name, params } = found, [method = "", operation = ""] = name.split(" ");
    const asked: Asked = {
      method,
      operation,
      params,
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    this.asked.push(asked);
    this.covered.add(name);
    if (!this.isOurs(request.headers, name)) return answer(this.refusal.unsigned);
    const trouble = this.#nextTrouble(name);
    if (trouble === "hangs") return await this.#hang();
    if (trouble === "cut before") return cutOff();
    if (trouble === "500 before") return new Response("{}", { status: 500 });
    if (trouble === "too many") return Response.json({}, { status: 429 });
    const answered = this.operations[name]!(asked);
    if (trouble === "cut after") return cutOff();
    if (trouble === "500 after") return new Response("{}", { status: 500 });
    return trouble === "no JSON" ? new Response("<html>", { status: answered.status }) : answer(answered);
  }

  #operationOf(method: string, path: string) {
    for (const name of Object.keys(this.operations)) {
      const [own, pattern = ""] = name.split(" ");
      if (own !== method) continue;
      const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      const match = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
      if (!match) continue;
      const values = match.slice(1).map(decodeURIComponent);
      return { name, params: Object.fromEntries(names.map((each, i) => [each, values[i]!])) };
    }
    return null;
  }

  #nextTrouble(name: string): Trouble | null {
    const at = this.#troubles.findIndex(({ operation }) => operation === name);
    return at < 0 ? null : this.#troubles.splice(at, 1)[0]!.trouble;
  }

  /** No answer until whoever asked has long gone. */
  async #hang(): Promise<Response> {
    await new Promise<void>((resolve) => this.#hanging.add(resolve));
    return new Response(null, { status: 504 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const end of this.#hanging) end();
    await this.#server.shutdown();
  }
}

const cutOff = (): Response =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"half":'));
        controller.close();
      },
    }),
    { headers: { "content-type": "application/json" } },
  );

const answer = ({ status, json }: Answered): Response => Response.json(json, { status });

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list.map((each) => ({ each, at: random() })).sort((a, b) => a.at - b.at).map(({ each }) => each);
}
