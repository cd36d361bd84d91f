import { HttpError } from "fresh";
import { isSeal, issueHandOver } from "../../commands/people/hand_over.ts";
import { shopBySlug } from "../../events/store/control/shops.ts";
import { define } from "../(_shared)/define.ts";
import { ownPath, shopOrigin } from "../(_shared)/origins.ts";
import { signInContext } from "../(_shared)/signing_in.ts";

/**
 * The platform's side of a hand-over. By GET, because a browser comes here by a redirect; all it does is to let the
 * person who is signed in here into a shop of theirs, in this same browser, at that shop's own origin.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { shop: here, account, services } = ctx.state, { searchParams } = ctx.url;
    const slug = searchParams.get("tienda") ?? "", seal = searchParams.get("sello") ?? "";
    const next = ownPath(searchParams.get("ir"));
    if (here || !isSeal(seal)) throw new HttpError(404);
    if (!account) return ctx.redirect(`/ingresar?${new URLSearchParams({ tienda: slug, ir: next })}`, 303);
    const shop = await shopBySlug(services.control, slug);
    const token = shop && await issueHandOver(signInContext(ctx), {
      personId: account.personId,
      shop: shop.id,
      browserSeal: seal,
    });
    // A shop that is not there and one where this person does not work look the same.
    if (!shop || !token) return ctx.redirect("/ingresar?aviso=sin-tienda", 303);
    const query = new URLSearchParams({ token, ir: next });
    const response = ctx.redirect(`${shopOrigin(services.environment, shop)}/entrar?${query}`, 303);
    response.headers.set("cache-control", "no-store");
    return response;
  },
});
