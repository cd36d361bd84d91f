import { payToken } from "../../../commands/membership/pay_link.ts";
import { defineShop } from "../../(_shared)/define.ts";
import { platformOrigin } from "../../(_shared)/origins.ts";

/** To the bill at the base domain, which any phone may open: the same link that the messages bear. */
export const handler = defineShop.handlers({
  async GET(ctx) {
    const { services: { control, clock, environment }, shop } = ctx.state;
    const token = await payToken(control, shop.practiceOf ?? shop.id, clock.now());
    return ctx.redirect(`${platformOrigin(environment)}/pagar/${token}`, 303);
  },
});
