import type { FsRouteFile, FsRouteModule } from "./build_cache.ts";
import type { Command } from "./commands.ts";
import type { RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middleware.ts";
import { fileToPattern, isGroup } from "./paths.ts";
import type { RouteComponent, RouteConfig } from "./route.ts";

/** A command that a file may stand for. */
export type FsCommand<State> = Exclude<Command<State>, { type: "fsRoutes" | "handler" }>;

const ROUTE_FILE = /\.[tj]sx?$/;
const TEST_FILE = /[._]test\.[tj]sx?$/;
/** `(_islands)`, `(_components)` and the like hold no routes. */
const PRIVATE_FOLDER = /(?:^|\/)\(_[^/]+\)\//;

/** Loads the files below `routes/` and says what they add, in the order in which they must be added. */
export async function loadFsCommands<State>(files: readonly FsRouteFile[]): Promise<FsCommand<State>[]> {
  const routeFiles = files.filter(({ path }) =>
    ROUTE_FILE.test(path) && !TEST_FILE.test(path) && !PRIVATE_FOLDER.test(path)
  );
  const sorted = routeFiles.toSorted((a, b) => compareRouteFiles(idOf(a), idOf(b)));
  return await Promise.all(sorted.map(async (file) => toCommand<State>(file, await file.load())));
}

function idOf(file: FsRouteFile): string {
  return file.path.replace(ROUTE_FILE, "");
}

const SPECIAL_FILES = new Set(["_app", "_404", "_middleware", "_layout", "_error", "_500"]);

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/**
 * Files that act on others come first, then routes from the most to the least specific: text before
 * `[param]`, `[param]` before `[[optional]]`, both before `[...rest]`.
 */
export function compareRouteFiles(a: string, b: string): number {
  const special = Number(SPECIAL_FILES.has(nameOf(b))) - Number(SPECIAL_FILES.has(nameOf(a)));
  if (special !== 0) return special;
  const as = a.split("/").filter((part) => !isGroup(part));
  const bs = b.split("/").filter((part) => !isGroup(part));
  for (let i = 0; i < Math.max(as.length, bs.length); i++) {
    const difference = breadth(as[i]) - breadth(bs[i]);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How much a part of a path lets through. A path that ends here lets through less than one that goes on. */
function breadth(part: string | undefined): number {
  if (part === undefined || part === "index") return 0;
  if (!part.includes("[")) return 1;
  if (part.startsWith("[...")) return 5;
  if (part.startsWith("[[")) return 4;
  return part.startsWith("[") && part.endsWith("]") && part.indexOf("]") === part.length - 1 ? 3 : 2;
}

function toCommand<State>(file: FsRouteFile, module: FsRouteModule): FsCommand<State> {
  const id = idOf(file);
  const name = nameOf(id);
  const scope = scopeOf(id);
  const { component, handler, config } = readModule<State>(file.path, module);
  const route = { component, handler, config };
  switch (name) {
    case "_app":
      return { type: "app", component: required(component, file.path) };
    case "_404":
      return { type: "notFound", route };
    case "_layout":
      return { type: "layout", path: scope, component: required(component, file.path), config: config ?? {} };
    case "_error":
    case "_500":
      return { type: "error", path: scope, route };
    case "_middleware":
      return { type: "middleware", path: scope, fns: readMiddlewares(file.path, module) };
    default:
      return {
        type: "route",
        path: config?.routeOverride ?? fileToPattern(id),
        scope,
        route,
        config: config ?? {},
      };
  }
}

/** Folder of a file with its groups, in the words of `app.use()`: `blog/[slug]/index` → `/blog/:slug`. */
function scopeOf(id: string): string {
  const folder = id.slice(0, Math.max(0, id.lastIndexOf("/")));
  return `/${folder.replace(/\[(\w+)\]/gu, ":$1")}`;
}

interface ReadModule<State> {
  readonly component: RouteComponent<State> | undefined;
  readonly handler: RouteHandler<unknown, State> | undefined;
  readonly config: RouteConfig | undefined;
}

/** The types of a file's exports cannot be known here; their kinds can, and are checked. */
function readModule<State>(path: string, module: FsRouteModule): ReadModule<State> {
  const handler = module.handlers ?? module.handler;
  const component = module.default;
  if (handler === undefined && component === undefined && module.config === undefined) {
    throw new Error(`Found no component, handlers or config among the exports of ${path}`);
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new Error(`Handlers take one argument, the context: ${path}`);
  }
  return {
    component: typeof component === "function" ? component as RouteComponent<State> : undefined,
    handler: handler as RouteHandler<unknown, State> | undefined,
    config: module.config as RouteConfig | undefined,
  };
}

/** Refuses handlers by method: a guard that is silently left out would be worse than no start. */
function readMiddlewares<State>(path: string, module: FsRouteModule): Middleware<State>[] {
  const given = module.handlers ?? module.handler ?? module.default;
  const list: unknown[] = Array.isArray(given) ? given : [given];
  return list.map((fn) => {
    if (typeof fn !== "function") {
      throw new Error(`A middleware is a function or an array of functions: ${path}`);
    }
    return fn as Middleware<State>;
  });
}

function required<State>(component: RouteComponent<State> | undefined, path: string): RouteComponent<State> {
  if (component === undefined) throw new Error(`Expected a component as default export of ${path}`);
  return component;
}
