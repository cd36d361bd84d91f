import { HttpError, page, type PageProps } from "fresh";
import type { Product } from "../../../events/facts/catalogue.ts";
import { productById } from "../../../events/projections/catalogue/queries.ts";
import {
  kardex,
  type KardexLine,
  stockOf,
  type StockState,
} from "../../../events/projections/stock/queries.ts";
import { formatQuantity, type Quantity, quantity } from "../../../kernel/quantity.ts";
import { formatDay, formatInstant, formatTime, limaDay } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { EmptyState, Figure } from "../../../ui/Card.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { CellLink, type Column, Pagination, Table } from "../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { MOVEMENT_NAMES } from "./(_parts)/movement_names.ts";

interface KardexPage {
  readonly product: Product;
  readonly stock: StockState | null;
  readonly lines: readonly KardexLine[];
  readonly older: string | null;
  readonly newest: string | null;
  /** The count just made, as the log took it. */
  readonly count: KardexLine | null;
  readonly done: string;
}

const PAGE = 50;

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { state: { store: { db } }, url: { searchParams }, params: { productId = "" } } = ctx;
    const product = await productById(db, productId);
    if (!product) throw new HttpError(404);
    const before = /^\d{1,15}$/.test(searchParams.get("antes") ?? "")
      ? Number(searchParams.get("antes"))
      : null;
    const found = await kardex(db, productId, { limit: PAGE + 1, ...before !== null && { before } });
    const lines = found.slice(0, PAGE), last = lines.at(-1), countId = searchParams.get("conteo");
    return page<KardexPage>({
      product,
      stock: (await stockOf(db, [productId])).get(productId) ?? null,
      lines,
      older: found.length > PAGE && last ? `/inventario/${productId}?antes=${last.pos}` : null,
      newest: before === null ? null : `/inventario/${productId}`,
      count: lines.find(({ kind, ref }) => kind === "count" && ref === countId) ?? null,
      done: doneOf(ctx),
    });
  },
});

/** Every movement of a product; each figure opens the record that made it. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<KardexPage, ShopState>) => {
  const { product, stock, lines } = data;
  return (
    <ShopPage
      state={state}
      url={url}
      title={product.name}
      actions={
        <>
          <LinkButton kind="secondary" href={`/inventario/conteo?producto=${product.productId}`}>
            Contar
          </LinkButton>
          <LinkButton kind="secondary" href={`/inventario/ingreso?producto=${product.productId}`}>
            Ingreso
          </LinkButton>
          <LinkButton kind="secondary" href={`/inventario/merma?producto=${product.productId}`}>
            Merma
          </LinkButton>
        </>
      }
    >
      <div class="grid gap-4">
        {data.count && <CountDone product={product} count={data.count} />}
        {data.done === "merma" && <Notice tone="ok" title="Salida guardada. El stock ya no la tiene" />}
        <div class="grid gap-4 sm:grid-cols-2">
          <Figure
            label="Hay"
            amount={formatQuantity(stock?.onHand ?? quantity(0), product.unit)}
            comparison={stateOf(product, stock)}
            href={`/productos/${product.productId}`}
            more="Precio y datos"
          />
          <Figure
            label="Último conteo"
            amount={stock?.lastCount ? formatQuantity(stock.lastCount.counted, product.unit) : "–"}
            comparison={stock?.lastCount ? formatInstant(stock.lastCount.countedAt) : "Nunca se contó"}
            href={`/inventario/conteo?producto=${product.productId}`}
            more="Contar ahora"
          />
        </div>
        {lines.length === 0
          ? (
            <EmptyState
              icon="notebook"
              title="Todavía no se movió"
              action={
                <LinkButton href={`/inventario/ingreso?producto=${product.productId}`}>
                  Recibir mercadería
                </LinkButton>
              }
            />
          )
          : (
            <Table
              caption="Movimientos"
              columns={columnsOf(product)}
              rows={lines}
              keyOf={({ pos, ref }) => `${pos} ${ref}`}
            />
          )}
        <Pagination newer={data.newest} older={data.older} />
      </div>
    </ShopPage>
  );
});

function stateOf({ minStock, unit }: Product, stock: StockState | null): string {
  const onHand = stock?.onHand ?? quantity(0);
  if (onHand < 0) return "En negativo: se vendió más de lo que estaba anotado";
  if (minStock === null) return stock?.kept ? "Sin mínimo" : "Todavía no se controla su stock";
  return `${onHand < minStock ? "Bajo su mínimo de" : "Mínimo"} ${formatQuantity(minStock, unit)}`;
}

function columnsOf({ unit }: Product): Column<KardexLine>[] {
  const event = (pos: number, text: string) => <CellLink href={`/auditoria/evento/${pos}`}>{text}</CellLink>;
  return [
    {
      head: "Cuándo",
      cell: ({ occurredAt }) => (
        <>
          <span class="whitespace-nowrap">{formatDay(limaDay(occurredAt))}</span>{" "}
          <span class="whitespace-nowrap text-ink-soft">{formatTime(occurredAt)}</span>
        </>
      ),
    },
    {
      head: "Qué",
      cell: ({ kind, ref }) =>
        kind === "sale"
          ? <CellLink href={`/ventas/${ref}`}>{MOVEMENT_NAMES[kind]}</CellLink>
          : MOVEMENT_NAMES[kind],
    },
    { head: "Movió", numeric: true, cell: ({ pos, delta }) => event(pos, signed(delta, unit)) },
    { head: "Quedó", numeric: true, cell: ({ pos, balance }) => event(pos, formatQuantity(balance, unit)) },
  ];
}

const signed = (delta: Quantity, unit: Product["unit"]): string =>
  `${delta > 0 ? "+" : ""}${formatQuantity(delta, unit)}`;

function CountDone({ product: { unit }, count }: { readonly product: Product; readonly count: KardexLine }) {
  const amount = formatQuantity(quantity(Math.abs(count.delta)), unit);
  const verdict = count.delta === 0
    ? "Cuadra con lo anotado"
    : count.delta < 0
    ? `Faltaban ${amount} de lo anotado`
    : `Sobraban ${amount} de lo anotado`;
  return <Notice tone={count.delta === 0 ? "ok" : "attention"} title={`Conteo guardado. ${verdict}`} />;
}
