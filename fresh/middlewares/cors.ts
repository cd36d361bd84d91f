import type { Context } from "../context.ts";
import type { Middleware } from "../middleware.ts";
import { finishNext, withHeaders } from "./headers.ts";

export interface CORSOptions<State> {
  /** Origins that may read the answers. A function returns the origin to allow, or null. Default `"*"`. */
  origin: string | string[] | ((origin: string, ctx: Context<State>) => string | undefined | null);
  allowMethods?: string[];
  /** Default: those that the preflight asks for. */
  allowHeaders?: string[];
  /** Seconds that a preflight may be kept. */
  maxAge?: number;
  credentials?: boolean;
  exposeHeaders?: string[];
}

const DEFAULT_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/** Says which other origins may read the answers, and answers their preflight requests. */
export function cors<State>(options: CORSOptions<State> = { origin: "*" }): Middleware<State> {
  return (ctx) => {
    const allowed = allowedOrigin(options.origin, ctx);
    const headers: [string, string][] = [];
    const vary: string[] = [];
    if (allowed !== null) {
      headers.push(["Access-Control-Allow-Origin", allowed]);
      if (options.credentials) headers.push(["Access-Control-Allow-Credentials", "true"]);
    }
    // Also where this origin was refused: a cache must not hand that answer to an allowed one.
    if (options.origin !== "*") vary.push("Origin");
    if (ctx.req.method === "OPTIONS") return preflight(options, ctx.req, headers, vary);
    if (options.exposeHeaders?.length) {
      headers.push(["Access-Control-Expose-Headers", options.exposeHeaders.join(",")]);
    }
    return finishNext(ctx, (response) => withHeaders(response, headers, vary));
  };
}

function allowedOrigin<State>(origin: CORSOptions<State>["origin"], ctx: Context<State>): string | null {
  const asking = ctx.req.headers.get("Origin") ?? "";
  if (origin === "*") return "*";
  if (typeof origin === "function") return origin(asking, ctx) ?? null;
  const allowed = typeof origin === "string" ? origin === asking : origin.includes(asking);
  return allowed ? asking : null;
}

function preflight<State>(
  options: CORSOptions<State>,
  req: Request,
  headers: [string, string][],
  vary: string[],
): Response {
  if (options.maxAge !== undefined) headers.push(["Access-Control-Max-Age", String(options.maxAge)]);
  const methods = options.allowMethods ?? DEFAULT_METHODS;
  if (methods.length > 0) headers.push(["Access-Control-Allow-Methods", methods.join(",")]);
  const allowHeaders = options.allowHeaders?.length
    ? options.allowHeaders.join(",")
    : req.headers.get("Access-Control-Request-Headers");
  if (allowHeaders) {
    headers.push(["Access-Control-Allow-Headers", allowHeaders]);
    vary.push("Access-Control-Request-Headers");
  }
  return withHeaders(new Response(null, { status: 204 }), headers, vary);
}
