import { AsyncLocalStorage } from "node:async_hooks";
import { type App, type ListenOptions, setErrorInterceptor } from "../app.ts";
import { setBuildCache } from "../build_cache.ts";
import { activateAssets } from "../render/mod.ts";
import { DevCache } from "./dev_cache.ts";
import { errorPage } from "./error_page.ts";
import { LiveReload } from "./live_reload.ts";
import type { BuildConfig } from "./options.ts";
import type { StaticTransform } from "./project_build.ts";
import { problemOfError } from "./problem.ts";
import {
  type DevProblem,
  jsonLines,
  SERVER_ENV,
  SIGNAL,
  type ToServer,
  type ToSupervisor,
} from "./protocol.ts";

export type ImportApp<State> = () => Promise<App<State> | { app: App<State> }>;

/** The process that serves the app. It is ended and started again whenever code of the server changes. */
export async function runDevServer<State>(
  config: BuildConfig,
  importApp: ImportApp<State>,
  options: ListenOptions,
  transform: StaticTransform,
): Promise<void> {
  const cache = new DevCache(config, transform);
  const live = new LiveReload();
  const client = followSupervisor(cache, live);
  const [imported] = await Promise.all([importApp(), cache.start(), client.first]);
  const app = "app" in imported ? imported.app : imported;
  setBuildCache(app, cache);
  activateAssets(cache);
  const handler = withDevPages(app, config, () => client.problem, live);

  const usual = Deno.env.get(SERVER_ENV);
  const { port } = listen(handler, usual ? { ...options, port: Number(usual), onListen: () => {} } : options);
  tell({ type: "ready", port });
}

/** The app, with pages for what went wrong and the connection of live reload. */
function withDevPages<State>(
  app: App<State>,
  config: BuildConfig,
  clientProblem: () => DevProblem | null,
  live: LiveReload,
): (req: Request, info: Deno.ServeHandlerInfo) => Promise<Response> {
  const requests = new AsyncLocalStorage<{ error: unknown }>();
  setErrorInterceptor(app, (error) => {
    const request = requests.getStore();
    if (request) request.error = error;
  });
  const handle = app.handler();

  return async (req, info) => {
    const answer = live.answer(new URL(req.url).pathname);
    if (answer) return answer;
    const problem = clientProblem();
    if (problem && wantsPage(req)) return errorPage(problem, config.root);
    const request: { error: unknown } = { error: undefined };
    const response = await requests.run(request, () => handle(req, info));
    if (response.status < 500 || request.error === undefined || !wantsPage(req)) return response;
    await response.body?.cancel();
    return errorPage(problemOfError(request.error, config.root), config.root);
  };
}

function wantsPage(req: Request): boolean {
  return req.headers.get("accept")?.includes("text/html") ?? false;
}

/** Listens to the supervisor for as long as it lives; without it this process has no reason to be. */
function followSupervisor(cache: DevCache, live: LiveReload) {
  const first = Promise.withResolvers<void>();
  const client: { first: Promise<void>; problem: DevProblem | null } = {
    first: first.promise,
    problem: null,
  };

  const take = async (message: ToServer): Promise<void> => {
    if (message.type === "client") {
      if ("problem" in message.result) client.problem = message.result.problem;
      else {
        client.problem = null;
        await cache.useClient(message.result.manifest);
        const replaced = await Promise.all(message.islands.map((source) => cache.replaceIsland(source)));
        if (replaced.includes(false)) return tell({ type: "restart" });
        if (message.islands.length > 0) await cache.restyle();
      }
      first.resolve();
    }
    live.reload();
  };
  const follow = async () => {
    for await (const message of jsonLines<ToServer>(Deno.stdin.readable)) {
      try {
        await take(message);
      } catch (error) {
        client.problem = problemOfError(error, cache.config.root);
        first.resolve();
        live.reload();
      }
    }
    Deno.exit(0);
  };
  follow();
  return client;
}

/** Without a port the first free one from 8000 on, as `app.listen()` does. */
function listen(handler: Deno.ServeHandler, options: ListenOptions): Deno.NetAddr {
  for (let port = options.port ?? 8000;; port++) {
    try {
      return Deno.serve({ ...options, port }, handler).addr;
    } catch (error) {
      const mayGoOn = options.port === undefined && port < 8019;
      if (!mayGoOn || !(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

function tell(message: ToSupervisor): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${SIGNAL}${JSON.stringify(message)}\n`));
}
