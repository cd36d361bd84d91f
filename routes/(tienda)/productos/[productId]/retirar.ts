import { HttpError } from "fresh";
import { retireProduct } from "../../../../commands/catalogue/set_product_active.ts";
import { HTTP_STATUS } from "../../../../commands/refusals.ts";
import { commandContext, defineShop } from "../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../(_shared)/form.ts";

/** No question before: the list that follows says what was done and takes it back. */
export const handler = defineShop.handlers({
  async POST(ctx) {
    const { productId = "" } = ctx.params, asked = askedBy(await readTyped(ctx.req), ctx.state.services.ids);
    const retired = await retireProduct(commandContext(ctx.state), asked, { productId });
    if (!retired.ok) throw new HttpError(HTTP_STATUS[retired.error.type]);
    return ctx.redirect(`/productos?retirado=${retired.value.outcome.productId}`, 303);
  },
});
