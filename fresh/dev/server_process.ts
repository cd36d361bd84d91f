import { errorPage } from "./error_page.ts";
import { LiveReload } from "./live_reload.ts";
import type { BuildConfig } from "./options.ts";
import { problemOfCrash } from "./problem.ts";
import {
  type ClientResult,
  SERVER_ENV,
  SIGNAL,
  textLines,
  type ToServer,
  type ToSupervisor,
} from "./protocol.ts";

/** Enough of what a server wrote to find the error that ended it. */
const KEPT_LOG = 20_000;
/** A server that does not end in this time when asked to is killed. */
const PATIENCE_MS = 1000;

/** Where the app was asked to listen; the page that stands in for it listens nowhere else. */
export interface WishedAddress {
  readonly hostname?: string | undefined;
  readonly port?: number | undefined;
}

/** The process of the app: starts it, ends it, and stands in for it with an error page while it is down. */
export class ServerProcess {
  #child: Deno.ChildProcess | null = null;
  #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> | null = null;
  #client: Promise<ClientResult> | null = null;
  /** Where it listened last; nothing before its first start. */
  #port: number | undefined;
  #standIn: StandIn | null = null;
  /** Starts and ends happen one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(readonly config: BuildConfig, readonly wished: WishedAddress) {}

  get isRunning(): boolean {
    return this.#child !== null && this.#waiting === 0;
  }

  /** Ends what runs and starts anew. Of several waiting calls only the last one starts a process. */
  start(client: Promise<ClientResult>): void {
    this.#client = client;
    this.#waiting++;
    this.#queue = this.#queue.then(async () => {
      if (--this.#waiting > 0) return;
      await Promise.all([this.#end(), this.#standIn?.close()]);
      this.#standIn = null;
      this.#spawn();
    });
  }

  send(message: ToServer): void {
    this.#input?.write(new TextEncoder().encode(JSON.stringify(message) + "\n")).catch(() => {
      // It has ended meanwhile: that is seen, and answered, where its end is awaited.
    });
  }

  #spawn(): void {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", ...this.config.serverFlags, Deno.mainModule, ...Deno.args],
      env: { [SERVER_ENV]: String(this.#port ?? ""), ...(Deno.stderr.isTerminal() && { FORCE_COLOR: "1" }) },
      stdin: "piped",
      stderr: "piped",
    }).spawn();
    this.#child = child;
    this.#input = child.stdin.getWriter();
    this.#client?.then((result) => {
      if (this.#child === child) this.send({ type: "client", result, islands: [] });
    });
    this.#follow(child);
  }

  async #follow(child: Deno.ChildProcess): Promise<void> {
    let log = "";
    for await (const line of textLines(child.stderr)) {
      if (line.startsWith(SIGNAL)) this.#hear(JSON.parse(line.slice(SIGNAL.length)), child);
      else {
        log = (log + line + "\n").slice(-KEPT_LOG);
        Deno.stderr.writeSync(new TextEncoder().encode(line + "\n"));
      }
    }
    const { code } = await child.status;
    if (this.#child !== child) return;
    this.#child = null;
    this.#input = null;
    if (this.#waiting === 0) this.#standInAfter(code, log);
  }

  #standInAfter(code: number, log: string): void {
    try {
      this.#standIn = new StandIn(this.config, {
        ...this.wished,
        port: this.#port ?? this.wished.port ?? 8000,
      }, log);
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      Deno.exit(code || 1); // another program has the port, as the server has just said
    }
  }

  #hear(message: ToSupervisor, child: Deno.ChildProcess): void {
    if (this.#child !== child) return;
    if (message.type === "ready") this.#port = message.port;
    else if (this.#client) this.start(this.#client);
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    this.#input = null;
    kill(child, "SIGTERM");
    const timer = setTimeout(() => kill(child, "SIGKILL"), PATIENCE_MS);
    await child.status;
    clearTimeout(timer);
  }
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has ended by itself
  }
}

/** Shows on the app's port why the app is not there. */
class StandIn {
  readonly #live = new LiveReload();
  readonly #server: Deno.HttpServer;

  constructor(
    config: BuildConfig,
    { hostname = "localhost", port }: WishedAddress & { port: number },
    log: string,
  ) {
    const problem = problemOfCrash(log, config.root);
    this.#server = Deno.serve(
      { hostname, port, onListen: () => {} },
      (req) => this.#live.answer(new URL(req.url).pathname) ?? errorPage(problem, config.root),
    );
  }

  async close(): Promise<void> {
    this.#live.close();
    await this.#server.shutdown();
  }
}
