import { HttpError } from "fresh";
import { setTillSettings } from "../../../commands/shop/set_till_settings.ts";
import { tillSettings } from "../../../events/projections/till_settings/queries.ts";
import { commandContext, defineShop } from "../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../(_shared)/form.ts";

/** Whether whoever works here pairs a device without a code. */
export const handler = defineShop.handlers({
  async POST(ctx) {
    const typed = await readTyped(ctx.req), { services, store } = ctx.state;
    const now = await tillSettings(store.db), wanted = { ...now, pairing: typed["pairing"] ?? "" };
    const set = await setTillSettings(commandContext(ctx.state), askedBy(typed, services.ids), wanted);
    if (!set.ok) throw new HttpError(422);
    return ctx.redirect("/equipos?hecho=ajuste", 303);
  },
});
