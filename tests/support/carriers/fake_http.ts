/** A request as it came over the wire. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** What a fake answers next, instead of taking the message. */
export interface Trouble {
  readonly status: number;
  readonly code?: number;
  readonly retryAfter?: number;
}

/** A server on loopback that writes down what it hears, and is stopped with `await using`. */
export class FakeHttp implements AsyncDisposable {
  readonly heard: Heard[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(answer: (heard: Heard) => Response) {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
      const url = new URL(request.url);
      const heard: Heard = {
        method: request.method,
        path: url.pathname + url.search,
        headers: request.headers,
        body: await request.text(),
      };
      this.heard.push(heard);
      return answer(heard);
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

export const troubled = ({ status, retryAfter }: Trouble, body: unknown): Response =>
  Response.json(body, {
    status,
    headers: retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
  });
