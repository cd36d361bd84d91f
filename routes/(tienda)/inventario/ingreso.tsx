import { type Context, page, type PageProps } from "fresh";
import { receiveStock } from "../../../commands/stock/receive_stock.ts";
import { favourites } from "../../../events/projections/catalogue/queries.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, MoneyField, Select } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, readTyped, type Typed } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { readRows, type ReceiptRow, refusedRows, unclear, usedRows } from "./(_parts)/receipt_rows.ts";

interface ReceiptPage {
  readonly rows: readonly ReceiptRow[];
  readonly note: string;
  readonly problem: string | null;
  readonly cmdId: string;
  readonly receiptId: string;
  /** Names to pick while typing: what moves most. The field takes any other name and every code. */
  readonly usual: readonly string[];
}

async function receiptPage(
  { state: { store, services: { ids } } }: Context<ShopState>,
  rows: readonly ReceiptRow[],
  { note = "" }: Typed,
  problem: string | null = null,
): Promise<ReceiptPage> {
  const usual = (await favourites(store.db)).map(({ name }) => name);
  return { rows, note, problem, cmdId: ids.next(), receiptId: ids.next(), usual };
}

export const handler = defineShop.handlers({
  async GET(ctx) {
    const typed = { producto_0: ctx.url.searchParams.get("producto") ?? "" };
    return page(await receiptPage(ctx, await readRows(ctx.state.store.db, typed), typed));
  },

  async POST(ctx) {
    const typed = await readTyped(ctx.req), rows = await readRows(ctx.state.store.db, typed);
    if ("mas" in typed) return page(await receiptPage(ctx, rows, typed));
    const marked = unclear(rows);
    if (marked) return page(await receiptPage(ctx, marked, typed), { status: 422 });
    const asked = askedBy(typed, ctx.state.services.ids);
    const received = await receiveStock(commandContext(ctx.state), asked, receiptInput(typed, rows));
    if (received.ok) return ctx.redirect("/inventario?hecho=ingreso", 303);
    const refused = refusedRows(rows, received.error);
    return page(await receiptPage(ctx, refused.rows, typed, refused.problem), { status: 422 });
  },
});

const receiptInput = ({ receiptId, note }: Typed, rows: readonly ReceiptRow[]) => ({
  receiptId,
  note,
  lines: usedRows(rows).map(({ product, quantity, cost }) => ({
    productId: product?.productId,
    quantity,
    unitCostCentimos: cost,
  })),
});

/** Goods that came in, several at once. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<ReceiptPage, ShopState>) => (
  <ShopPage state={state} url={url} title="Recibir mercadería">
    <form method="post" action="/inventario/ingreso" class="grid gap-4">
      <input type="hidden" name="cmdId" value={data.cmdId} />
      <input type="hidden" name="receiptId" value={data.receiptId} />
      <input type="hidden" name="filas" value={data.rows.length} />
      {data.problem && <Notice tone="danger" title={data.problem} />}
      {data.rows.some(({ errors }) => Object.keys(errors).length > 0) && (
        <Notice tone="danger" title="Falta corregir lo que está marcado en rojo" />
      )}
      <p class="text-ink-soft">
        Escanea el código o escribe el nombre. El costo es por unidad y puede quedar vacío.
      </p>
      <datalist id="habituales">
        {data.usual.map((name) => <option key={name} value={name} />)}
      </datalist>
      <ol class="grid gap-4">
        {data.rows.map((row) => <Row key={row.index} row={row} />)}
      </ol>
      {/* The first button is the one that Enter presses, and a scanner ends each code with it: it reads and asks on. */}
      <div>
        <Button kind="secondary" icon="plus" name="mas" value="1" formNoValidate>Más filas</Button>
      </div>
      <div class="max-w-form">
        <Field
          name="note"
          label="Nota"
          hint="Por ejemplo el proveedor y su factura"
          value={data.note}
          maxLength={200}
          autocomplete="off"
        />
      </div>
      <div>
        <Button>Guardar ingreso</Button>
      </div>
    </form>
  </ShopPage>
));

function Row(
  { row: { index, text, quantity, cost, product, matches, errors } }: { readonly row: ReceiptRow },
) {
  const isChoice = product !== null || matches.length > 1;
  return (
    <li class="grid gap-3 rounded border bg-paper p-4 grid-cols-2 md:grid-cols-4 items-start">
      <div class="col-span-2">
        {isChoice
          ? (
            <Select
              name={`producto_${index}`}
              label="Producto"
              value={product?.productId}
              error={errors.product}
              choices={[
                ...matches.map(({ productId, name }) => ({ value: productId, label: name })),
                { value: "", label: "Ninguno, quitar" },
              ]}
            />
          )
          : (
            <Field
              name={`producto_${index}`}
              label="Producto"
              value={text}
              error={errors.product}
              list="habituales"
              autocomplete="off"
            />
          )}
      </div>
      <Field
        name={`cantidad_${index}`}
        label="Cantidad"
        value={quantity}
        error={errors.quantity}
        inputMode="decimal"
        autocomplete="off"
      />
      <MoneyField name={`costo_${index}`} label="Costo unitario" typed={cost} error={errors.cost} />
    </li>
  );
}
