import { page, type PageProps } from "fresh";
import { addProduct } from "../../../commands/catalogue/add_product.ts";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { categoryNames, PRODUCT_FIELDS, type ProductFormState } from "./(_parts)/product_form.ts";
import { ProductForm } from "./(_parts)/ProductForm.tsx";

async function formPage({ services: { ids }, store }: ShopState, form: FormState): Promise<ProductFormState> {
  const typed = { productId: ids.next(), ...form.typed };
  return { ...form, typed, cmdId: ids.next(), categories: await categoryNames(store.db) };
}

export const handler = defineShop.handlers({
  GET: async ({ state }) => page(await formPage(state, freshForm())),

  async POST(ctx) {
    const typed = await readTyped(ctx.req);
    const added = await addProduct(commandContext(ctx.state), askedBy(typed, ctx.state.services.ids), typed);
    if (added.ok) return ctx.redirect(`/productos/${added.value.outcome.productId}?hecho=nuevo`, 303);
    return page(await formPage(ctx.state, refusedForm(typed, added.error, PRODUCT_FIELDS)), { status: 422 });
  },
});

export default defineShop.page<typeof handler>((
  { data, state, url }: PageProps<ProductFormState, ShopState>,
) => (
  <ShopPage state={state} url={url} title="Producto nuevo">
    <ProductForm
      form={data}
      hidden={<input type="hidden" name="productId" value={data.typed["productId"]} />}
    />
  </ShopPage>
));
