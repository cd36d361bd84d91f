import type { Context } from "./context.ts";

/** Answers a request, or lets the rest of the chain answer with `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** @deprecated Use {@linkcode Middleware}. */
export type MiddlewareFn<State> = Middleware<State>;

/** A middleware, or a function that loads one when it is first needed. */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;

/**
 * Runs middlewares from left to right. `last` answers when all of them called `ctx.next()`.
 * `onThrow` hears of each error once, at the place where it was thrown, before any error page sees it.
 */
export function runChain<State>(
  ctx: Context<State>,
  chain: MaybeLazyMiddleware<State>[],
  last: () => Promise<Response>,
  onThrow: (error: unknown) => void,
): Promise<Response> {
  const dispatch = async (index: number): Promise<Response> => {
    const outerNext = ctx.next;
    ctx.next = () => dispatch(index + 1);
    try {
      const result = await (chain[index] ?? last)(ctx);
      if (result instanceof Response) return result;
      if (typeof result !== "function") throw new Error(`Expected a Response, got: ${result}`);
      chain[index] = result; // loaded now; the chain lives as long as the app
      return await result(ctx);
    } catch (error) {
      if (ctx.error !== error) onThrow(error);
      ctx.error = error;
      throw error;
    } finally {
      ctx.next = outerNext;
    }
  };
  return dispatch(0);
}
