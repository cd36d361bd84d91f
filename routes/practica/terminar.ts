import { HttpError } from "fresh";
import { endPractice } from "../../commands/shops/practice.ts";
import { shopById } from "../../events/store/control/shops.ts";
import { define } from "../(_shared)/define.ts";
import { shopOrigin } from "../(_shared)/origins.ts";

/** One tap, and the practice was never there: neither here nor in the browser. */
export const handler = define.handlers({
  async POST(ctx) {
    const { shop, staff, services } = ctx.state;
    if (!shop || shop.practiceOf === undefined) throw new HttpError(404);
    if (!staff) return ctx.redirect("/ingresar?ir=/caja", 303);
    const real = await shopById(services.control, shop.practiceOf);
    await endPractice(services, shop);
    const response = ctx.redirect(real ? `${shopOrigin(services.environment, real)}/hoy` : "/", 303);
    response.headers.set("clear-site-data", '"cookies", "storage"');
    return response;
  },
});
