import { type Context, page, type PageProps } from "fresh";
import { writeOffStock, zWriteOffStock } from "../../../commands/stock/write_off_stock.ts";
import { UNIT_NAMES } from "../../../i18n/es_pe/catalogue.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field, Select } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { findProduct, type Found } from "./(_parts)/find_product.ts";
import { Picker } from "./(_parts)/Picker.tsx";

interface LossPage {
  readonly query: string;
  readonly found: Found;
  readonly form: FormState;
  readonly cmdId: string;
  readonly lossId: string;
}

async function lossPage({ state, url }: Context<ShopState>, form: FormState): Promise<LossPage> {
  const { store, services: { ids } } = state;
  const query = form.typed["productId"] ?? url.searchParams.get("producto") ?? "";
  const found = await findProduct(store.db, query);
  return { query, found, form, cmdId: ids.next(), lossId: ids.next() };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await lossPage(ctx, freshForm())),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const done = await writeOffStock(commandContext(ctx.state), asked, typed);
    if (done.ok) return ctx.redirect(`/inventario/${typed["productId"]}?hecho=merma`, 303);
    return page(await lossPage(ctx, refusedForm(typed, done.error, ["quantity", "reason"])), { status: 422 });
  },
});

const REASONS = zWriteOffStock.shape.reason.options.map((reason) => ({
  value: reason,
  label: reason.charAt(0).toUpperCase() + reason.slice(1),
}));

/** Goods that leave without a sale: spoilt, expired, used at home, stolen. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<LossPage, ShopState>) => {
  const { found: { product }, form } = data;
  return (
    <ShopPage state={state} url={url} title={product ? `Merma de ${product.name}` : "Merma"}>
      {product === null
        ? <Picker path="/inventario/merma" query={data.query} found={data.found} />
        : (
          <form method="post" action="/inventario/merma" class="grid gap-4 max-w-form">
            <input type="hidden" name="cmdId" value={data.cmdId} />
            <input type="hidden" name="lossId" value={data.lossId} />
            <input type="hidden" name="productId" value={product.productId} />
            {form.problem && <Notice tone="danger" title={form.problem} />}
            <Card>
              <div class="grid gap-4">
                <Field
                  name="quantity"
                  label={`Cuánto sale (${UNIT_NAMES[product.unit].toLowerCase()})`}
                  value={form.typed["quantity"]}
                  error={form.errors["quantity"]}
                  inputMode="decimal"
                  autocomplete="off"
                  required
                />
                <Select
                  name="reason"
                  label="Por qué"
                  value={form.typed["reason"]}
                  error={form.errors["reason"]}
                  choices={REASONS}
                />
              </div>
            </Card>
            <div>
              <Button>Guardar salida</Button>
            </div>
          </form>
        )}
    </ShopPage>
  );
});
