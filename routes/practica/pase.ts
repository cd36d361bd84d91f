import { HttpError } from "fresh";
import { isSeal, issueHandOver } from "../../commands/people/hand_over.ts";
import { practiceShopOf } from "../../events/store/control/shops.ts";
import { define } from "../(_shared)/define.ts";
import { ownPath, shopOrigin } from "../(_shared)/origins.ts";
import { signInContext } from "../(_shared)/signing_in.ts";

/** As `/ingresar/pase` at the platform: a real shop vouches for its own people at the shop where they practise. */
export const handler = define.handlers({
  async GET(ctx) {
    const { shop, staff, services } = ctx.state, { searchParams } = ctx.url;
    const seal = searchParams.get("sello") ?? "", next = ownPath(searchParams.get("ir"));
    const practice = shop && await practiceShopOf(services.control, shop.id);
    if (!practice || !isSeal(seal)) throw new HttpError(404);
    if (!staff) return ctx.redirect("/ingresar?ir=/hoy", 303);
    const token = await issueHandOver(signInContext(ctx), {
      personId: staff.personId,
      shop: practice.id,
      browserSeal: seal,
    });
    if (!token) return ctx.redirect("/hoy", 303);
    const query = new URLSearchParams({ token, ir: next });
    const response = ctx.redirect(`${shopOrigin(services.environment, practice)}/entrar?${query}`, 303);
    response.headers.set("cache-control", "no-store");
    return response;
  },
});
