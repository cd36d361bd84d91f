import { platformOrigin } from "./(_shared)/origins.ts";
import { define } from "./(_shared)/define.ts";

/** The platform wants to be found; a shop is nobody's business but its people's. */
export const handler = define.handlers({
  GET: ({ state }) =>
    new Response(
      state.shop
        ? "User-agent: *\nDisallow: /\n"
        : `User-agent: *\nAllow: /\nDisallow: /crear\nDisallow: /ingresar\n\nSitemap: ${
          platformOrigin(state.services.environment)
        }/sitemap.xml\n`,
      { headers: { "content-type": "text/plain; charset=utf-8" } },
    ),
});
