import { type BuildCache } from "./build_cache.ts";
import { type FsCommand, loadFsCommands } from "./fs_routes.ts";
import { handlerMethods, type Method, METHODS } from "./handlers.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middleware.ts";
import { joinPath } from "./paths.ts";
import {
  type LayoutConfig,
  type MaybeLazy,
  normalizeRoute,
  renderRoute,
  type Route,
  type RouteComponent,
  type RouteConfig,
} from "./route.ts";
import { Router } from "./router.ts";
import { chainOf, newScope, type Scope, scopeAt } from "./scopes.ts";

/** One call on an app, kept until the app is compiled: what comes later must not act on what came before. */
export type Command<State> =
  | { readonly type: "middleware"; readonly path: string; readonly fns: MaybeLazyMiddleware<State>[] }
  | {
    readonly type: "layout";
    readonly path: string;
    readonly component: RouteComponent<State>;
    readonly config: LayoutConfig;
  }
  | { readonly type: "app"; readonly component: RouteComponent<State> }
  | { readonly type: "error"; readonly path: string; readonly route: Route<State> }
  | { readonly type: "notFound"; readonly route: Route<State> }
  | {
    readonly type: "handler";
    readonly path: string;
    readonly methods: readonly Method[];
    readonly fns: MaybeLazyMiddleware<State>[];
  }
  | {
    readonly type: "route";
    readonly path: string;
    /** Folder whose middlewares and layouts hold. File routes may stand in a group that no URL shows. */
    readonly scope: string;
    readonly route: MaybeLazy<Route<State>>;
    readonly config: RouteConfig;
  }
  | { readonly type: "fsRoutes"; readonly path: string };

/** An app ready to answer: a chain for each route, and the one that runs where no route fits. */
export interface RouteTable<State> {
  readonly router: Router<MaybeLazyMiddleware<State>[]>;
  readonly unmatched: MaybeLazyMiddleware<State>[];
}

export function hasFsRoutes<State>(commands: readonly Command<State>[]): boolean {
  return commands.some((command) => command.type === "fsRoutes");
}

/** Replaces each `fsRoutes` by the commands its files stand for. Throws on a file that exports nothing of use. */
export async function expandFsRoutes<State>(
  commands: readonly Command<State>[],
  cache: BuildCache,
): Promise<Command<State>[]> {
  const expanded = commands.map(async (command) =>
    command.type === "fsRoutes"
      ? (await loadFsCommands<State>(cache.routes)).map((file) => mount(file, command.path))
      : [command]
  );
  return (await Promise.all(expanded)).flat();
}

/** The same command below a path. App wrapper and 404 page are of the whole app wherever they stand. */
export function mount<State>(command: Command<State> | FsCommand<State>, base: string): Command<State> {
  switch (command.type) {
    case "app":
    case "notFound":
      return command;
    case "route":
      return { ...command, path: joinPath(base, command.path), scope: joinPath(base, command.scope) };
    default:
      return { ...command, path: joinPath(base, command.path) };
  }
}

export function compile<State>(commands: readonly Command<State>[], basePath: string): RouteTable<State> {
  const root = newScope<State>(null);
  const router = new Router<MaybeLazyMiddleware<State>[]>();
  for (const command of commands) apply(command, root, router, basePath);
  return { router, unmatched: chainOf(root) };
}

function apply<State>(
  command: Command<State>,
  root: Scope<State>,
  router: Router<MaybeLazyMiddleware<State>[]>,
  basePath: string,
): void {
  switch (command.type) {
    case "middleware":
      scopeAt(root, command.path).middlewares.push(...command.fns);
      return;
    case "layout":
      scopeAt(root, command.path).layout = command;
      return;
    case "app":
      root.app = command.component;
      return;
    case "error":
      scopeAt(root, command.path).errorRoute = normalizeRoute(command.route);
      return;
    case "notFound":
      root.notFound = normalizeRoute(command.route);
      return;
    case "handler": {
      const chain = [...chainOf(scopeAt(root, command.path)), ...command.fns];
      router.add(command.methods, joinPath(basePath, command.path), chain);
      return;
    }
    case "route": {
      const { handle, methods } = routeHandler(command.route, command.config);
      router.add(methods, joinPath(basePath, command.path), [
        ...chainOf(scopeAt(root, command.scope)),
        handle,
      ]);
      return;
    }
    case "fsRoutes":
      throw new Error("File routes must be loaded before the app is compiled");
  }
}

function routeHandler<State>(
  given: MaybeLazy<Route<State>>,
  config: RouteConfig,
): { handle: Middleware<State>; methods: readonly Method[] } {
  if (typeof given !== "function") {
    const route = normalizeRoute(given);
    return { handle: (ctx) => renderRoute(ctx, route), methods: handlerMethods(route.handler ?? {}) };
  }
  let loaded: Route<State> | null = null;
  const handle: Middleware<State> = async (ctx) => {
    loaded ??= normalizeRoute(await given()); // not kept when it fails: the next request tries again
    return await renderRoute(ctx, loaded);
  };
  const methods = config.methods ?? "ALL";
  return { handle, methods: methods === "ALL" ? METHODS : methods };
}
