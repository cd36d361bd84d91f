import { HttpError } from "fresh";
import { newBrowserSecret, redeemHandOver } from "../commands/people/hand_over.ts";
import { shopById } from "../events/store/control/shops.ts";
import { define } from "./(_shared)/define.ts";
import { isSecure } from "./(_shared)/guards.ts";
import { ownPath, platformOrigin, shopOrigin } from "./(_shared)/origins.ts";
import { handOverCookie, handOverSecret, spentHandOverCookie } from "./(_shared)/session_cookie.ts";
import { signedIn, signInContext } from "./(_shared)/signing_in.ts";

/** The shop's side of a hand-over (commands/people/hand_over.ts): without a token it begins one, with one it ends it. */
export const handler = define.handlers({
  async GET(ctx) {
    const { shop, services } = ctx.state, secure = isSecure(ctx.state), { searchParams } = ctx.url;
    if (!shop) throw new HttpError(404);
    const token = searchParams.get("token"), next = ownPath(searchParams.get("ir"));
    if (token === null) {
      const { secret, seal } = await newBrowserSecret();
      const query = new URLSearchParams({ tienda: shop.slug, sello: seal, ir: next });
      // The people of a practice are those of its shop, and signed in there.
      const real = shop.practiceOf && await shopById(services.control, shop.practiceOf);
      const vouching = real
        ? `${shopOrigin(services.environment, real)}/practica/pase`
        : `${platformOrigin(services.environment)}/ingresar/pase`;
      const response = ctx.redirect(`${vouching}?${query}`, 303);
      response.headers.append("set-cookie", handOverCookie(secret, secure));
      response.headers.set("cache-control", "no-store");
      return response;
    }
    const secret = handOverSecret(ctx.req.headers, secure) ?? "";
    const session = await redeemHandOver(signInContext(ctx), shop.id, token, secret);
    const response = session
      ? signedIn(ctx, session, next)
      : ctx.redirect(`/ingresar?aviso=pase&ir=${encodeURIComponent(next)}`, 303);
    response.headers.append("set-cookie", spentHandOverCookie(secure));
    return response;
  },
});
