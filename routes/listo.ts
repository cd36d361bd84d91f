import { define } from "./(_shared)/define.ts";

/** Ready: the control database answers too. What failed is in the log, not in the answer. */
export const handler = define.handlers({
  async GET(ctx) {
    try {
      await ctx.state.services.control.first("SELECT 1 AS one");
      return new Response("listo\n", { headers: { "cache-control": "no-store" } });
    } catch {
      return new Response("la base de datos no responde\n", { status: 503, headers: { "retry-after": "5" } });
    }
  },
});
