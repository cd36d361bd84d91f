import { HttpError } from "fresh";
import { renameDevice } from "../../../../commands/devices/rename_device.ts";
import { commandContext, defineShop } from "../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../(_shared)/form.ts";

export const handler = defineShop.handlers({
  async POST(ctx) {
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const input = { deviceId: ctx.params["deviceId"], name: typed["name"] };
    const renamed = await renameDevice(commandContext(ctx.state), asked, input);
    if (renamed.ok) return ctx.redirect("/equipos?hecho=nombre", 303);
    // A browser sends no empty name: what is left is a device that is not there.
    throw new HttpError(renamed.error.type === "InvalidInput" && typed["name"]?.trim() === "" ? 422 : 404);
  },
});
