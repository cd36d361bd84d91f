import { HttpError } from "fresh";
import { restoreProduct } from "../../../../commands/catalogue/set_product_active.ts";
import { HTTP_STATUS } from "../../../../commands/refusals.ts";
import { commandContext, defineShop } from "../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../(_shared)/form.ts";

/** Back on sale with its codes, unless another product has one of them by now. */
export const handler = defineShop.handlers({
  async POST(ctx) {
    const { productId = "" } = ctx.params, asked = askedBy(await readTyped(ctx.req), ctx.state.services.ids);
    const restored = await restoreProduct(commandContext(ctx.state), asked, { productId });
    if (!restored.ok) throw new HttpError(HTTP_STATUS[restored.error.type]);
    return ctx.redirect(`/productos/${restored.value.outcome.productId}?hecho=restaurado`, 303);
  },
});
