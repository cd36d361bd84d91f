/** A network printer on loopback: keeps what it is sent, and answers as its paper stands. */
export class FakePrinter implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #done: Promise<void>;
  readonly #open = new Set<Deno.Conn>();
  /** What each connection sent, the questions for its state taken out. */
  readonly printed: Uint8Array[] = [];
  /** Answers to the two questions; null as a clone that answers nothing. */
  state: readonly [paper: number, stop: number] | null = [0x12, 0x12];
  /** Takes this many bytes of a ticket and then hangs up. */
  breaksAfter = Infinity;

  constructor() {
    this.#done = this.#serve();
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** A till does not wait for the paper: a test does. */
  async finished(papers: number): Promise<void> {
    for (let tries = 0; this.printed.length < papers && tries < 1000; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #serve(): Promise<void> {
    for await (const connection of this.#listener) await this.#take(connection);
  }

  async #take(connection: Deno.Conn): Promise<void> {
    this.#open.add(connection);
    const taken: number[] = [], chunk = new Uint8Array(4096);
    let isAsked = false;
    try {
      for (let read = await connection.read(chunk); read !== null; read = await connection.read(chunk)) {
        taken.push(...chunk.subarray(0, read));
        if (!isAsked && taken.length >= 6) {
          isAsked = true;
          if (this.state) await connection.write(Uint8Array.from(this.state));
        }
        if (taken.length - 6 > this.breaksAfter) break;
      }
    } catch {
      // the till hung up
    }
    if (taken.length > 6) this.printed.push(Uint8Array.from(taken.slice(6)));
    this.#open.delete(connection);
    connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const connection of this.#open) connection.close();
    await this.#done.catch(() => undefined);
  }
}
