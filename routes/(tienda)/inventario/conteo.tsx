import { type Context, page, type PageProps } from "fresh";
import { countStock } from "../../../commands/stock/count_stock.ts";
import { UNIT_NAMES } from "../../../i18n/es_pe/catalogue.ts";
import { formatTime, type Instant } from "../../../kernel/time.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { findProduct, type Found } from "./(_parts)/find_product.ts";
import { Picker } from "./(_parts)/Picker.tsx";

interface CountPage {
  readonly query: string;
  readonly found: Found;
  readonly form: FormState;
  readonly cmdId: string;
  readonly countId: string;
  /** When the form was opened: what sells from then on does not disturb the count. */
  readonly countedAt: Instant;
}

async function countPage({ state, url }: Context<ShopState>, form: FormState): Promise<CountPage> {
  const { store, services: { ids, clock } } = state;
  const query = form.typed["productId"] ?? url.searchParams.get("producto") ?? "";
  const found = await findProduct(store.db, query);
  return { query, found, form, cmdId: ids.next(), countId: ids.next(), countedAt: clock.now() };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await countPage(ctx, freshForm())),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), { productId, countId } = typed;
    const done = await countStock(commandContext(ctx.state), askedBy(typed, ctx.state.services.ids), typed);
    if (done.ok) return ctx.redirect(`/inventario/${productId}?conteo=${countId}`, 303);
    return page(await countPage(ctx, refusedForm(typed, done.error, ["counted"])), { status: 422 });
  },
});

/** Counting a shelf while the till keeps selling. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<CountPage, ShopState>) => {
  const { found: { product }, form } = data;
  return (
    <ShopPage state={state} url={url} title={product ? `Contar ${product.name}` : "Contar"}>
      {product === null
        ? <Picker path="/inventario/conteo" query={data.query} found={data.found} />
        : (
          <form method="post" action="/inventario/conteo" class="grid gap-4 max-w-form">
            <input type="hidden" name="cmdId" value={data.cmdId} />
            <input type="hidden" name="countId" value={data.countId} />
            <input type="hidden" name="productId" value={product.productId} />
            <input type="hidden" name="countedAt" value={data.countedAt} />
            {form.problem && <Notice tone="danger" title={form.problem} />}
            <Card>
              <Field
                name="counted"
                label={`Cuánto hay (${UNIT_NAMES[product.unit].toLowerCase()})`}
                hint={`Cuenta lo que había a las ${
                  formatTime(data.countedAt)
                }, al abrir esta pantalla. Puedes seguir vendiendo: lo que se venda después se descuenta solo`}
                value={form.typed["counted"]}
                error={form.errors["counted"]}
                inputMode="decimal"
                autocomplete="off"
                required
              />
            </Card>
            <div>
              <Button>Guardar conteo</Button>
            </div>
          </form>
        )}
    </ShopPage>
  );
});
