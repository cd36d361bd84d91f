import type { AnyComponent } from "preact";
import type { HandlerByMethod, HandlerFn, RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middleware.ts";
import type { PageProps } from "./route.ts";

/** Helpers that return what they are given and exist for the types they infer. */
export interface Define<State> {
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(
    handlers: Handlers,
  ): Handlers;

  /** With `define.page<typeof handlers>`, `props.data` has the type that the handlers return. */
  page<
    Handler extends RouteHandler<unknown, State> = never,
    Data = Handler extends HandlerFn<infer Data, State> ? Data
      : Handler extends HandlerByMethod<infer Data, State> ? Data
      : never,
  >(render: AnyComponent<PageProps<Data, State>>): AnyComponent<PageProps<Data, State>>;

  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;

  layout(render: AnyComponent<PageProps<unknown, State>>): AnyComponent<PageProps<unknown, State>>;
}

/** Call it once, export the result and define every route and middleware of the app with it. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    middleware: (middleware) => middleware,
    layout: (render) => render,
  };
}
