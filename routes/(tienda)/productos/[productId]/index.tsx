import { type Context, HttpError, page, type PageProps } from "fresh";
import { reviseProduct } from "../../../../commands/catalogue/revise_product.ts";
import type { Product } from "../../../../events/facts/catalogue.ts";
import { productById } from "../../../../events/projections/catalogue/queries.ts";
import { stockOf } from "../../../../events/projections/stock/queries.ts";
import { formatQuantity, type Quantity } from "../../../../kernel/quantity.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { More } from "../../../../ui/Card.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readTyped,
  refusedForm,
} from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import {
  categoryNames,
  changedMeanwhile,
  PRODUCT_FIELDS,
  type ProductFormState,
  typedProduct,
} from "../(_parts)/product_form.ts";
import { ProductForm } from "../(_parts)/ProductForm.tsx";

interface ProductPage {
  readonly product: Product;
  readonly onHand: Quantity | null;
  readonly form: ProductFormState;
  readonly done: string;
}

async function productPage(ctx: Context<ShopState>, form: FormState | null): Promise<ProductPage> {
  const { store: { db }, services: { ids } } = ctx.state;
  const product = await productById(db, ctx.params["productId"] ?? "");
  if (!product) throw new HttpError(404);
  const stock = await stockOf(db, [product.productId]);
  return {
    product,
    onHand: stock.get(product.productId)?.onHand ?? null,
    form: {
      ...form ?? freshForm(typedProduct(product)),
      cmdId: ids.next(),
      categories: await categoryNames(db),
    },
    done: doneOf(ctx),
  };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await productPage(ctx, null)),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const revised = await reviseProduct(commandContext(ctx.state), asked, typed);
    if (revised.ok) return ctx.redirect(`/productos/${revised.value.outcome.productId}?hecho=guardado`, 303);
    const shown = await productPage(ctx, refusedForm(typed, revised.error, PRODUCT_FIELDS));
    if (revised.error.type !== "ProductsChanged") return page(shown, { status: 422 });
    const errors = changedMeanwhile(typed["before"], shown.product);
    return page({ ...shown, form: { ...shown.form, errors } }, { status: 409 });
  },
});

const DONE: Readonly<Record<string, string>> = {
  nuevo: "Producto guardado. Ya se puede vender",
  guardado: "Cambios guardados. La caja ya los usa",
  restaurado: "El producto vuelve a estar en venta",
};

/** One product, to be changed, taken off sale or put back. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<ProductPage, ShopState>) => {
  const { product, onHand, form, done } = data;
  return (
    <ShopPage
      state={state}
      url={url}
      title={product.name}
      actions={<LinkButton kind="secondary" icon="plus" href="/productos/nuevo">Otro producto</LinkButton>}
    >
      <div class="grid gap-4">
        {DONE[done] && <Notice tone="ok" title={DONE[done]} />}
        {!product.active && (
          <Notice
            tone="attention"
            title="Está retirado: no sale en la caja ni en las búsquedas"
            action={<ChangeState product={product} cmdId={form.cmdId} />}
          />
        )}
        <p>
          <More href={`/inventario/${product.productId}`}>
            {onHand === null
              ? "Sin movimientos de inventario"
              : `Hay ${formatQuantity(onHand, product.unit)}: ver sus movimientos`}
          </More>
        </p>
        {/* What was shown travels along: what somebody else changed meanwhile is not overwritten unseen. */}
        <ProductForm
          form={form}
          hidden={<input type="hidden" name="before" value={JSON.stringify(product)} />}
        />
        {product.active && <ChangeState product={product} cmdId={form.cmdId} />}
      </div>
    </ShopPage>
  );
});

const ChangeState = ({ product, cmdId }: { readonly product: Product; readonly cmdId: string }) => (
  <form
    method="post"
    action={`/productos/${product.productId}/${product.active ? "retirar" : "restaurar"}`}
  >
    <input type="hidden" name="cmdId" value={cmdId} />
    {product.active
      ? <Button kind="danger" icon="trash">Retirar de la venta</Button>
      : <Button kind="secondary" icon="undo">Volver a vender</Button>}
  </form>
);
