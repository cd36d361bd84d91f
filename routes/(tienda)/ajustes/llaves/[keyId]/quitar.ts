import { HttpError } from "fresh";
import { revokeApiKey } from "../../../../../commands/api_keys/api_keys.ts";
import { isUuid } from "../../../../../kernel/ids.ts";
import { commandContext, defineShop } from "../../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../../(_shared)/form.ts";

export const handler = defineShop.handlers({
  async POST(ctx) {
    const { services: { control, ids }, shop } = ctx.state, { keyId = "" } = ctx.params;
    if (!isUuid(keyId)) throw new HttpError(404);
    const asked = askedBy(await readTyped(ctx.req), ids);
    const ended = await revokeApiKey(commandContext(ctx.state), { control, shop: shop.id }, asked, { keyId });
    if (!ended.ok) throw new HttpError(404);
    return ctx.redirect("/ajustes/llaves?hecho=quitada", 303);
  },
});
