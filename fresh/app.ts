import { answerError, answerRequest } from "./answer.ts";
import { getBuildCache } from "./build_cache.ts";
import { type Command, compile, expandFsRoutes, hasFsRoutes, mount, type RouteTable } from "./commands.ts";
import { type FreshConfig, resolveConfig, type ResolvedFreshConfig } from "./config.ts";
import { type Method, METHODS } from "./handlers.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middleware.ts";
import type { LayoutConfig, MaybeLazy, Route, RouteComponent, RouteConfig } from "./route.ts";

export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & { remoteAddress?: string };

export type AppHandler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Of requests that came over no connection, as in tests. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

const ERROR_LISTENERS = new WeakMap<object, (error: unknown) => void>();

/** Lets the development server see each error that routes and pages throw, before an error page hides it. */
export function setErrorInterceptor(app: object, listener: (error: unknown) => void): void {
  ERROR_LISTENERS.set(app, listener);
}

/**
 * Routes, middlewares, layouts and error pages of a site. Items act on what is added after them.
 * Paths are URL patterns (`/libros/:id`, `/docs/*`, `/docs{/:version}?`).
 */
export class App<State> {
  readonly #commands: Command<State>[] = [];
  readonly config: ResolvedFreshConfig;

  constructor(config: FreshConfig = {}) {
    this.config = resolveConfig(config);
  }

  /** Adds middlewares for the whole app, or for a path and everything below it. */
  use(...middleware: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middleware: MaybeLazyMiddleware<State>[]): this;
  use(first: string | MaybeLazyMiddleware<State>, ...rest: MaybeLazyMiddleware<State>[]): this {
    return typeof first === "string"
      ? this.#add({ type: "middleware", path: first, fns: rest })
      : this.#add({ type: "middleware", path: "*", fns: [first, ...rest] });
  }

  get(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["GET"], path, middlewares);
  }
  post(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["POST"], path, middlewares);
  }
  put(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["PUT"], path, middlewares);
  }
  delete(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["DELETE"], path, middlewares);
  }
  patch(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["PATCH"], path, middlewares);
  }
  head(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["HEAD"], path, middlewares);
  }
  options(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(["OPTIONS"], path, middlewares);
  }
  all(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(METHODS, path, middlewares);
  }

  route(path: string, route: MaybeLazy<Route<State>>, config: RouteConfig = {}): this {
    return this.#add({ type: "route", path, scope: path, route, config });
  }

  layout(path: string, component: RouteComponent<State>, config: LayoutConfig = {}): this {
    return this.#add({ type: "layout", path, component, config });
  }

  /** Sets the component that holds the whole document. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ type: "app", component });
  }

  /** Answers every 404 of the app, from wherever it was thrown. */
  notFound(route: Route<State> | Middleware<State>): this {
    return this.#add({ type: "notFound", route: asRoute(route) });
  }

  /** Answers what is thrown below a path. The nearest one answers; without a path it is that of the app. */
  onError(path: string, route: Route<State> | Middleware<State>): this;
  onError(route: Route<State> | Middleware<State>): this;
  onError(
    first: string | Route<State> | Middleware<State>,
    second?: Route<State> | Middleware<State>,
  ): this {
    if (typeof first !== "string") return this.#add({ type: "error", path: "*", route: asRoute(first) });
    if (second === undefined) throw new Error("app.onError() needs a route or a middleware");
    return this.#add({ type: "error", path: first, route: asRoute(second) });
  }

  /** Adds the file routes of the build here, below a path if one is given. */
  fsRoutes(path = "*"): this {
    return this.#add({ type: "fsRoutes", path });
  }

  /** Adds what another app holds below a path. Its own base path comes after that path. */
  mountApp(path: string, app: App<State>): this {
    const innerBase = app.config.basePath;
    for (const command of app.#commands) this.#add(mount(mount(command, innerBase), path));
    return this;
  }

  /** The app as a function from request to response, for servers and tests. */
  handler(): AppHandler {
    return this.#build().handler;
  }

  /** Serves the app. Without a port it takes the first free one from 8000 on. */
  async listen(options: ListenOptions = {}): Promise<void> {
    const { handler, ready } = this.#build();
    await ready; // a broken route file stops the start
    for (let port = options.port ?? 8000;; port++) {
      try {
        // Deno stopped compressing by itself; pages and JSON need it, static files come compressed.
        Deno.serve({ automaticCompression: true, ...options, port }, handler);
        return;
      } catch (error) {
        const mayGoOn = options.port === undefined && port < 8019;
        if (!mayGoOn || !(error instanceof Deno.errors.AddrInUse)) throw error;
      }
    }
  }

  #build(): { handler: AppHandler; ready: Promise<unknown> } {
    const cache = getBuildCache(this);
    if (cache.dev) this.config.mode = "development";
    const onThrow = ERROR_LISTENERS.get(this) ?? (() => {});
    const commands = [...this.#commands];
    const { basePath } = this.config;
    const built = hasFsRoutes(commands)
      ? expandFsRoutes(commands, cache).then((all) => compile(all, basePath))
      : compile(commands, basePath);
    let table: RouteTable<State> | null = null;
    // A failure to load is reported by each request; unawaited it would end the process.
    const ready = Promise.resolve(built);
    ready.then((loaded) => table = loaded, () => {});

    const handler: AppHandler = async (req, info = NO_CONNECTION) => {
      try {
        return await answerRequest(table ?? await ready, req, info, { config: this.config, cache, onThrow });
      } catch (error) {
        onThrow(error);
        return answerError(error);
      }
    };
    return { handler, ready };
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }

  #handle(methods: readonly Method[], path: string, fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ type: "handler", path, methods, fns: fns as MaybeLazyMiddleware<State>[] });
  }
}

function asRoute<State>(route: Route<State> | Middleware<State>): Route<State> {
  return typeof route === "function" ? { handler: route } : route;
}
