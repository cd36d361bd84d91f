import { STATUS_CODES } from "node:http";
import type { BuildCache } from "./build_cache.ts";
import type { RouteTable } from "./commands.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { Context, getInternals } from "./context.ts";
import { errorStatus, HttpError } from "./error.ts";
import { runChain } from "./middleware.ts";
import { withHeaders } from "./middlewares/headers.ts";
import type { RouteMatch } from "./router.ts";

export interface AnswerOptions {
  readonly config: ResolvedFreshConfig;
  readonly cache: BuildCache;
  readonly onThrow: (error: unknown) => void;
}

/** One request through a compiled app. */
export async function answerRequest<State>(
  table: RouteTable<State>,
  req: Request,
  info: Deno.ServeHandlerInfo,
  { config, cache, onThrow }: AnswerOptions,
): Promise<Response> {
  const url = requestUrl(req);
  const match = isDecodable(url.pathname) ? table.router.match(req.method, url.pathname) : null;
  const ctx = new Context<State>(req, url, info, match?.pattern ?? null, match?.params ?? {}, config, cache);
  const chain = match?.item ?? table.unmatched;
  let response: Response;
  try {
    response = await runChain(ctx, chain, () => answerUnmatched(ctx, match), onThrow);
  } catch (error) {
    response = answerError(error);
  }
  for (const finish of getInternals(ctx).afterError) response = finish(response);
  return req.method === "HEAD" ? withoutBody(response) : response;
}

const SLASHES = /\/{2,}/g;

/** Doubled slashes count as one, so that no redirect made from the path can name another host. */
function requestUrl(req: Request): URL {
  const url = new URL(req.url);
  if (url.pathname.includes("//")) url.pathname = url.pathname.replace(SLASHES, "/");
  return url;
}

function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Where no handler took the request: 400 for a path that is no UTF-8, 404, or what the pattern allows. */
function answerUnmatched<State, T>(ctx: Context<State>, match: RouteMatch<T> | null): Promise<Response> {
  if (match === null) return Promise.reject(new HttpError(400));
  if (match.pattern === null || match.item !== null) return Promise.reject(new HttpError(404));
  const allow = [["Allow", match.allowed.join(", ")]] as const;
  if (ctx.req.method === "OPTIONS") {
    return Promise.resolve(withHeaders(new Response(null, { status: 204 }), allow));
  }
  // RFC 9110 §15.5.6: a 405 names what is allowed, whichever page shows it.
  getInternals(ctx).afterError.push((response) =>
    response.status === 405 ? withHeaders(response, allow) : response
  );
  return Promise.reject(new HttpError(405));
}

export function answerError(error: unknown): Response {
  const status = errorStatus(error);
  // deno-lint-ignore no-console -- the last place that sees it: no error page took it
  if (status >= 500) console.error(error);
  const ownMessage = error instanceof HttpError ? error.message : "Internal server error";
  return new Response(ownMessage || STATUS_CODES[status] || null, { status });
}

function withoutBody(response: Response): Response {
  if (response.body === null) return response;
  response.body.cancel().catch(() => {}); // nobody reads it, so that nobody misses its end
  return new Response(null, response);
}
