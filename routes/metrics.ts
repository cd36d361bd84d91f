import { timingSafeEqual } from "node:crypto";
import { HttpError } from "fresh";
import { define, type State } from "./(_shared)/define.ts";
import { platformFigures } from "./(_shared)/platform_gauges.ts";
import { sha256, utf8Bytes } from "../events/log/bytes.ts";

/** For a scraper that holds the token; without one, for a developer's own machine. */
function mayRead(
  headers: Headers,
  { CASERITO_ENV, CASERITO_METRICS_TOKEN }: State["services"]["environment"],
): boolean {
  if (CASERITO_METRICS_TOKEN === undefined) return CASERITO_ENV !== "production";
  const given = headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
  return timingSafeEqual(sha256(utf8Bytes(given)), sha256(utf8Bytes(CASERITO_METRICS_TOKEN)));
}

export const handler = define.handlers({
  async GET(ctx) {
    // The same answer as for a page that is not there: a stranger learns nothing.
    if (ctx.state.shop || !mayRead(ctx.req.headers, ctx.state.services.environment)) throw new HttpError(404);
    const { services, metrics } = ctx.state;
    return new Response(metrics.text(services.tenants) + await platformFigures(services), {
      headers: { "content-type": "text/plain; version=0.0.4", "cache-control": "no-store" },
    });
  },
});
