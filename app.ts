import { App, csp, csrf, staticFiles } from "fresh";
import type { State } from "./routes/(_shared)/define.ts";
import type { Services } from "./compose.ts";

/** The web application over what is open: the same for the server, for development and for tests. */
export function createApp(services: Services): App<State> {
  return new App<State>()
    .use(async (ctx) => {
      ctx.state.services = services;
      const response = await ctx.next();
      for (const [name, value] of SECURITY_HEADERS) response.headers.set(name, value);
      return response;
    })
    .use(csp({ useNonce: true, csp: ["img-src 'self' data: blob:", "frame-ancestors 'none'"] }))
    .use(csrf())
    .use(staticFiles())
    .fsRoutes();
}

const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["permissions-policy", "camera=(self), microphone=(), geolocation=(), payment=()"],
];
