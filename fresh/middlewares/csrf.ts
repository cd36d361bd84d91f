import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { Middleware } from "../middleware.ts";

export interface CsrfOptions<State = unknown> {
  /** Origins that may send unsafe requests. Default: the origin of the request's own URL. */
  origin?: string | string[] | ((origin: string, context: Context<State>) => boolean);
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses with 403 an unsafe request that another site made the browser send. A browser tells with
 * `Sec-Fetch-Site`, older ones with `Origin`; a client that sends neither is no browser and passes.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  return (ctx) => {
    const { method, headers } = ctx.req;
    if (SAFE_METHODS.has(method)) return ctx.next();

    const site = headers.get("Sec-Fetch-Site");
    const origin = headers.get("Origin");
    if (site === null && origin === null) return ctx.next();
    // "none" is the user's own doing: an address typed, a bookmark.
    if (site === "same-origin" || site === "none") return ctx.next();
    if (origin !== null && isAllowed(origin, options.origin, ctx)) return ctx.next();
    throw new HttpError(403);
  };
}

function isAllowed<State>(
  origin: string,
  allowed: CsrfOptions<State>["origin"],
  ctx: Context<State>,
): boolean {
  if (allowed === undefined) return origin === ctx.url.origin;
  if (typeof allowed === "function") return allowed(origin, ctx);
  return typeof allowed === "string" ? origin === allowed : allowed.includes(origin);
}
