import { HttpError } from "fresh";
import { platformOrigin } from "./(_shared)/origins.ts";
import { LANDING_PATHS } from "./(_landing)/facts.ts";
import { define } from "./(_shared)/define.ts";

/** Addresses of the landing and of the trades (sitemaps.org 0.9). */
export const handler = define.handlers({
  GET({ state }) {
    if (state.shop) throw new HttpError(404);
    const urls = LANDING_PATHS.map((path) =>
      `  <url><loc>${platformOrigin(state.services.environment)}${path}</loc></url>\n`
    );
    return new Response(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${
        urls.join("")
      }</urlset>\n`,
      { headers: { "content-type": "application/xml; charset=utf-8" } },
    );
  },
});
