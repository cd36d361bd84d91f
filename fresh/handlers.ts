import type { Context } from "./context.ts";

export const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"] as const;
export type Method = typeof METHODS[number];

/** Data for the page component, with what the response around it should carry. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

export interface PageOptions {
  headers?: HeadersInit;
  status?: number;
}

/** Answers a request with the route's component and this data. */
export function page<Data>(data: Data, options?: PageOptions): PageResponse<Data>;
export function page(): PageResponse<undefined>;
export function page<Data>(data?: Data, options?: PageOptions): PageResponse<Data | undefined> {
  return { data, ...options };
}

export interface HandlerFn<Data, State> {
  (ctx: Context<State>): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

/** Methods left out answer 405; `HEAD` falls back to `GET`. */
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

/** One function for every method, or one per method. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

export type RouteData<Handler extends RouteHandler<unknown, never>> = Handler extends
  RouteHandler<infer Data, never> ? Data : never;

/** The function that answers a method, or null where the route does not know it. */
export function handlerFor<Data, State>(
  handler: RouteHandler<Data, State>,
  method: string,
): HandlerFn<Data, State> | null {
  if (typeof handler === "function") return handler;
  const own = Object.hasOwn(handler, method) ? handler[method as Method] : undefined;
  return own ?? (method === "HEAD" ? handler.GET : undefined) ?? null;
}

export function handlerMethods<Data, State>(handler: RouteHandler<Data, State>): readonly Method[] {
  return typeof handler === "function" ? METHODS : METHODS.filter((m) => handler[m] !== undefined);
}
