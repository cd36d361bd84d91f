import { HttpError } from "fresh";
import { noteLookedAt } from "../../../../../../events/store/control/wallet_notices.ts";
import { isUuid } from "../../../../../../kernel/ids.ts";
import { defineShop } from "../../../../../(_shared)/define.ts";

export const handler = defineShop.handlers({
  async POST(ctx) {
    const { services: { control, clock }, shop } = ctx.state, { noticeId = "" } = ctx.params;
    if (!isUuid(noticeId)) throw new HttpError(404);
    await noteLookedAt(control, shop.id, noticeId, clock.now());
    return ctx.redirect("/ajustes/yape-y-plin/avisos?hecho=visto", 303);
  },
});
