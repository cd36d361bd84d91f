import {
  type AnyComponent,
  type ComponentChildren,
  Fragment,
  type FunctionComponent,
  h,
  type VNode,
} from "preact";
import { type Context, getInternals, type UiTree } from "./context.ts";
import { HttpError } from "./error.ts";
import { handlerFor, type Method, type PageResponse, type RouteHandler } from "./handlers.ts";

export interface LayoutConfig {
  /** Leave out the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** Leave out `_app`. */
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** URL pattern that replaces the one made from the file name. */
  routeOverride?: string;
  /** Methods of a route that is loaded lazily. Default `"ALL"`. */
  methods?: "ALL" | Method[];
}

export type Lazy<T> = () => Promise<T>;
export type MaybeLazy<T> = T | Lazy<T>;

export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    "config" | "url" | "req" | "params" | "info" | "state" | "isPartial" | "Component" | "error" | "route"
  >
  & { data: Data };

/** May be async, and may then answer with a `Response` instead of JSX. */
export type RouteComponent<State> = AnyComponent<PageProps<unknown, State>>;

export interface Route<State> {
  component?: RouteComponent<State> | undefined;
  config?: RouteConfig | undefined;
  handler?: RouteHandler<unknown, State> | undefined;
  /** Same as `handler`, the name that route files use. */
  handlers?: RouteHandler<unknown, State> | undefined;
}

const AsyncFunction = (async () => {}).constructor;

/**
 * The vnode of a route, layout or app component. Async ones are awaited here and not inside the
 * renderer, because they may answer with a `Response`.
 */
export function renderComponent<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  Component: FunctionComponent,
): VNode | Promise<VNode | Response> {
  const props: PageProps<unknown, State> = {
    Component,
    data,
    config: ctx.config,
    error: ctx.error,
    info: ctx.info,
    isPartial: ctx.isPartial,
    params: ctx.params,
    req: ctx.req,
    route: ctx.route,
    state: ctx.state,
    url: ctx.url,
  };
  if (!(component instanceof AsyncFunction)) return h(component, props) as VNode;
  return awaitComponent(component as (props: PageProps<unknown, State>) => Promise<unknown>, props);
}

async function awaitComponent<Props>(
  component: (props: Props) => Promise<unknown>,
  props: Props,
): Promise<VNode | Response> {
  const result = await component(props);
  return result instanceof Response ? result : h(Fragment, null, result as ComponentChildren);
}

const NOTHING: FunctionComponent = () => null;
const NO_DATA: PageResponse<unknown> = { data: {} };

/** A route with no handler renders its component for any method; one without `GET` does so for `GET`. */
export function normalizeRoute<State>(route: Route<State>): Route<State> {
  const handler = route.handler ?? route.handlers;
  if (route.component === undefined || typeof handler === "function") return { ...route, handler };
  return { ...route, handler: handler === undefined ? () => NO_DATA : { GET: () => NO_DATA, ...handler } };
}

/** Answers with a route that {@linkcode normalizeRoute} has seen. `status` is that of a page that names none. */
export async function renderRoute<State>(
  ctx: Context<State>,
  route: Route<State>,
  status = 200,
): Promise<Response> {
  const internals = getInternals(ctx);
  const inherited = internals.tree;
  internals.tree = routeTree(inherited, route.config);
  try {
    const handler = handlerFor(route.handler ?? {}, ctx.req.method);
    if (handler === null) throw ctx.error ?? new HttpError(405);
    const result = await handler(ctx);
    if (result instanceof Response) return result;

    const init = { status: result.status ?? status, headers: new Headers(result.headers) };
    if (route.component === undefined) return await ctx.render(null, init);
    const vnode = await renderComponent(ctx, route.component, result.data, NOTHING);
    return vnode instanceof Response ? vnode : await ctx.render(vnode, init);
  } finally {
    internals.tree = inherited;
  }
}

function routeTree<State>(tree: UiTree<State>, config: RouteConfig | undefined): UiTree<State> {
  if (!config?.skipAppWrapper && !config?.skipInheritedLayouts) return tree;
  return {
    app: config.skipAppWrapper ? null : tree.app,
    layouts: config.skipInheritedLayouts ? [] : tree.layouts,
  };
}
