import { page, type PageProps } from "fresh";
import { type ProductFigures, topProducts } from "../../../events/projections/owner/products.ts";
import { counted, formatPercent } from "../../../i18n/es_pe/figures.ts";
import { formatSoles, sumCentimos } from "../../../kernel/money.ts";
import { formatQuantity } from "../../../kernel/quantity.ts";
import { formatDay, type LimaDay, limaDay, parseDay } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { CellLink, type Column, Table } from "../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface SoldPage {
  readonly day: LimaDay;
  readonly sold: readonly ProductFigures[];
}

/** What a shop of this size can sell in a day. */
const MOST = 1000;

export const handler = defineShop.handlers({
  async GET({ state: { store, services }, url }) {
    const day = parseDay(url.searchParams.get("dia") ?? "") ?? limaDay(services.clock.now());
    return page({
      day,
      sold: await topProducts(store.db, { from: day, to: day, by: "quantity", limit: MOST }),
    });
  },
});

const COLUMNS: readonly Column<ProductFigures>[] = [
  {
    head: "Producto",
    cell: ({ productId, name }) => (
      <CellLink href={`/inventario/${productId}`}>{name ?? "Producto sin catálogo"}</CellLink>
    ),
  },
  {
    head: "Cantidad",
    numeric: true,
    cell: ({ quantity, unit }) => formatQuantity(quantity, unit ?? "unidad"),
  },
  { head: "Vendido", numeric: true, cell: ({ revenueCentimos }) => formatSoles(revenueCentimos) },
  {
    head: "Margen",
    numeric: true,
    cell: ({ basisPoints, marginCentimos }) => basisPoints === null ? "–" : formatSoles(marginCentimos),
  },
  {
    head: "%",
    numeric: true,
    cell: ({ basisPoints }) => basisPoints === null ? "–" : formatPercent(basisPoints),
  },
];

/** What was sold on a day, product by product, the one that left most first. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<SoldPage, ShopState>) => {
  const sold = data.sold.toSorted((a, b) =>
    b.marginCentimos - a.marginCentimos || b.revenueCentimos - a.revenueCentimos
  );
  return (
    <ShopPage
      state={state}
      url={url}
      title="Qué se vendió"
      actions={<LinkButton kind="secondary" href={`/ventas?dia=${data.day}`}>Venta por venta</LinkButton>}
    >
      {sold.length === 0
        ? (
          <EmptyState
            icon="chart"
            title={`Sin ventas por producto el ${formatDay(data.day)}`}
            action={<LinkButton kind="secondary" href={`/hoy?dia=${data.day}`}>Volver al día</LinkButton>}
          />
        )
        : (
          <Table
            caption={`${formatDay(data.day)}, ${counted(sold.length, "producto", "productos")}`}
            columns={COLUMNS}
            rows={sold}
            keyOf={({ productId }) => productId}
            foot={[
              "Suma",
              "",
              formatSoles(sumCentimos(sold.map(({ revenueCentimos }) => revenueCentimos))),
              formatSoles(sumCentimos(sold.map(({ marginCentimos }) => marginCentimos))),
              "",
            ]}
          />
        )}
    </ShopPage>
  );
});
