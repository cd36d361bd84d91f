import { HttpError } from "fresh";
import { serviceWorker } from "../../islands/till/service_worker.ts";
import { buildId } from "../(_shared)/build_id.ts";
import { define } from "../(_shared)/define.ts";

/** The service worker of the shop. Its bytes change with every build, which is how a browser learns of one. */
export const handler = define.handlers({
  GET({ state: { shop, services } }) {
    if (!shop) throw new HttpError(404);
    const isDev = services.environment.CASERITO_ENV === "development";
    return new Response(`(${serviceWorker})(self, ${JSON.stringify(buildId())}, ${isDev});`, {
      headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
    });
  },
});
