import { type Context, getInternals } from "../context.ts";

/**
 * Lets the rest of the chain answer and finishes that answer. An error passes through, so that error pages
 * take it, and their answer is finished in the same way: a policy must hold there too.
 */
export async function finishNext<State>(
  ctx: Context<State>,
  finish: (response: Response) => Response,
): Promise<Response> {
  let response: Response;
  try {
    response = await ctx.next();
  } catch (error) {
    getInternals(ctx).afterError.push(finish);
    throw error;
  }
  return finish(response);
}

/** Sets headers on a response, also on one whose headers are frozen (`fetch`, `Response.redirect`). */
export function withHeaders(
  response: Response,
  headers: readonly (readonly [string, string])[],
  vary: readonly string[] = [],
): Response {
  try {
    for (const [name, value] of headers) response.headers.set(name, value);
    addVary(response.headers, vary);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return withHeaders(new Response(response.body, response), headers, vary);
  }
}

function addVary(headers: Headers, names: readonly string[]): void {
  if (names.length === 0) return;
  const present = headers.get("Vary")?.split(/\s*,\s*/) ?? [];
  const known = new Set(present.map((name) => name.toLowerCase()));
  headers.set("Vary", [...present, ...names.filter((name) => !known.has(name.toLowerCase()))].join(", "));
}
