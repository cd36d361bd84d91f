import { HttpError } from "fresh";
import { define } from "../(_shared)/define.ts";

/** One's own account, at the platform alone. */
export default define.middleware(async (ctx) => {
  if (ctx.state.shop) throw new HttpError(404);
  if (!ctx.state.account) {
    return ctx.redirect(`/ingresar?ir=${encodeURIComponent(ctx.url.pathname)}`, 303);
  }
  const response = await ctx.next();
  response.headers.set("cache-control", "private, no-store");
  return response;
});
