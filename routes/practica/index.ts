import { HttpError } from "fresh";
import { may } from "../../commands/people/permissions.ts";
import { practise } from "../../commands/shops/practice.ts";
import { define } from "../(_shared)/define.ts";
import { shopOrigin } from "../(_shared)/origins.ts";

/** From a real shop into the one where its people practise. */
export const handler = define.handlers({
  async POST(ctx) {
    const { shop, staff, services } = ctx.state;
    if (!shop || shop.practiceOf !== undefined) throw new HttpError(404);
    if (!staff) return ctx.redirect("/ingresar?ir=/hoy", 303);
    if (!may(staff.role, "see_figures")) throw new HttpError(403);
    const practice = await practise(services, shop, staff);
    return ctx.redirect(`${shopOrigin(services.environment, practice)}/entrar?ir=/caja`, 303);
  },
});
