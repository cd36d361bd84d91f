import { HttpError } from "fresh";
import { revokeSource } from "../../../../../../commands/wallets/pair_source.ts";
import { isUuid } from "../../../../../../kernel/ids.ts";
import { defineShop } from "../../../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../../../(_shared)/form.ts";
import { walletPlace } from "../../(_parts)/wallet_place.ts";

export const handler = defineShop.handlers({
  async POST(ctx) {
    const { sourceId = "" } = ctx.params;
    if (!isUuid(sourceId)) throw new HttpError(404);
    const asked = askedBy(await readTyped(ctx.req), ctx.state.services.ids);
    const ended = await revokeSource(walletPlace(ctx.state), asked, { sourceId });
    if (!ended.ok) throw new HttpError(404);
    return ctx.redirect("/ajustes/yape-y-plin?hecho=quitado", 303);
  },
});
