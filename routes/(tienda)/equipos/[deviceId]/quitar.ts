import { HttpError } from "fresh";
import { shutOutDevice } from "../../../../commands/devices/enter_device.ts";
import { commandContext, defineShop } from "../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../(_shared)/form.ts";

export const handler = defineShop.handlers({
  async POST(ctx) {
    const { services, shop } = ctx.state, { deviceId = "" } = ctx.params;
    const asked = askedBy(await readTyped(ctx.req), services.ids);
    const devices = { ...services, shop: shop.id };
    const gone = await shutOutDevice(devices, commandContext(ctx.state), asked, deviceId);
    if (!gone.ok) throw new HttpError(404);
    return ctx.redirect("/equipos?hecho=quitado", 303);
  },
});
