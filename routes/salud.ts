import { define } from "./(_shared)/define.ts";

/** Live: the process answers. */
export const handler = define.handlers({
  GET: () => new Response("ok\n", { headers: { "cache-control": "no-store" } }),
});
