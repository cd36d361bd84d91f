import { type Context, getInternals, type UiTree } from "./context.ts";
import { errorStatus } from "./error.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middleware.ts";
import { type LayoutConfig, renderRoute, type Route, type RouteComponent } from "./route.ts";
import { scopeSegments } from "./paths.ts";

/** What holds for one folder of the URL space and everything below it. */
export interface Scope<State> {
  readonly parent: Scope<State> | null;
  readonly children: Map<string, Scope<State>>;
  readonly middlewares: MaybeLazyMiddleware<State>[];
  app: RouteComponent<State> | null;
  layout: { readonly component: RouteComponent<State>; readonly config: LayoutConfig } | null;
  errorRoute: Route<State> | null;
  /** Only the root has one. Read when a request fails, so it may be set after the routes. */
  notFound: Route<State> | null;
}

export function newScope<State>(parent: Scope<State> | null): Scope<State> {
  return {
    parent,
    children: new Map(),
    middlewares: [],
    app: null,
    layout: null,
    errorRoute: null,
    notFound: null,
  };
}

export function scopeAt<State>(root: Scope<State>, path: string): Scope<State> {
  let scope = root;
  for (const segment of scopeSegments(path)) {
    let child = scope.children.get(segment);
    if (child === undefined) {
      child = newScope(scope);
      scope.children.set(segment, child);
    }
    scope = child;
  }
  return scope;
}

/** The middlewares of a scope and those above it, as they stand now: what comes later does not join. */
export function chainOf<State>(scope: Scope<State>): MaybeLazyMiddleware<State>[] {
  const path: Scope<State>[] = [];
  for (let at: Scope<State> | null = scope; at !== null; at = at.parent) path.unshift(at);
  const root = path[0] ?? scope;

  const chain: MaybeLazyMiddleware<State>[] = [];
  let tree: UiTree<State> = { app: null, layouts: [] };
  for (const at of path) {
    const outer = tree;
    tree = treeOf(at, outer);
    if (at === root || tree !== outer || at.errorRoute !== null) {
      chain.push(enterScope(tree, at.errorRoute, root));
    }
    chain.push(...at.middlewares);
  }
  return chain;
}

function treeOf<State>(scope: Scope<State>, outer: UiTree<State>): UiTree<State> {
  if (scope.app === null && scope.layout === null) return outer;
  const app = scope.app ?? outer.app;
  if (scope.layout === null) return { app, layouts: outer.layouts };
  const { component, config } = scope.layout;
  return {
    app: config.skipAppWrapper ? null : app,
    layouts: config.skipInheritedLayouts ? [component] : [...outer.layouts, component],
  };
}

/** Sets the components around pages and turns what is thrown below into the error page of this place. */
function enterScope<State>(
  tree: UiTree<State>,
  errorRoute: Route<State> | null,
  root: Scope<State>,
): Middleware<State> {
  return async (ctx: Context<State>) => {
    const internals = getInternals(ctx);
    const outer = internals.tree;
    internals.tree = tree;
    try {
      return await ctx.next();
    } catch (error) {
      const status = errorStatus(error);
      const route = status === 404 ? root.notFound ?? errorRoute : errorRoute;
      if (route === null) throw error;
      return await renderRoute(ctx, route, status);
    } finally {
      internals.tree = outer;
    }
  };
}
