import { page, type PageProps } from "fresh";
import type { SaleSummary } from "../../../events/projections/sales/queries.ts";
import { counted } from "../../../i18n/es_pe/figures.ts";
import { RETURNS } from "../../../i18n/es_pe/returns.ts";
import { SALE_FLAG_TEXTS } from "../../../i18n/es_pe/sale_flags.ts";
import { CASES } from "../../../i18n/es_pe/wallet_cases.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { TENDER_METHODS, TENDER_NAMES } from "../../../kernel/sale.ts";
import { formatInstant } from "../../../kernel/time.ts";
import { LinkButton } from "../../../ui/Button.tsx";
import { EmptyState, More } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Pagination } from "../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { Drawer } from "./(_parts)/Drawer.tsx";
import { Filters } from "./(_parts)/Filters.tsx";
import { loadSales, type SalesPage } from "./(_parts)/load_sales.ts";

export const handler = defineShop.handlers({
  GET: async ({ state, url }) => page(await loadSales(state, url.searchParams)),
});

/** Sales one by one, newest first, with what they come to. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<SalesPage, ShopState>) => (
  <ShopPage
    state={state}
    url={url}
    title="Ventas"
    actions={
      <>
        <LinkButton kind="secondary" href="/ventas/yape-y-plin">{CASES.title}</LinkButton>
        <LinkButton kind="secondary" href={productsOf(data)}>Por producto</LinkButton>
      </>
    }
  >
    <div class="grid gap-4">
      <Filters filter={data.filter} />
      {data.drawer && <Drawer {...data.drawer} />}
      {data.sales.length === 0 ? <NoSales filtered={Object.keys(data.filter).length > 0} /> : (
        <>
          <p class="flex flex-wrap items-baseline justify-between gap-x-4">
            <span class="flex flex-wrap items-baseline gap-x-4">
              {counted(data.sums.tickets, "venta", "ventas")}
              {data.sums.voided > 0 && <span>{RETURNS.sums(data.sums.voided)}</span>}
              {data.sums.refundedCentimos > 0 && (
                <span>{RETURNS.refundedSum(formatSoles(data.sums.refundedCentimos))}</span>
              )}
              {Object.keys(data.filter).length > 0 && <More href="/ventas">Quitar filtros</More>}
            </span>
            <span class="text-28 font-extrabold tabular-nums">{formatSoles(data.sums.totalCentimos)}</span>
          </p>
          <List label="Ventas">{data.sales.map((sale) => <SaleRow key={sale.pos} sale={sale} />)}</List>
        </>
      )}
      <Pagination newer={data.newest} older={data.older} label="Más ventas" />
    </div>
  </ShopPage>
));

const productsOf = ({ filter }: SalesPage): string =>
  filter.day ? `/ventas/productos?dia=${filter.day}` : "/ventas/productos";

function SaleRow({ sale }: { readonly sale: SaleSummary }) {
  const paid = TENDER_METHODS.filter((method) => sale.byTender[method] !== 0).map((method) =>
    TENDER_NAMES[method]
  );
  const [flag] = sale.flags;
  return (
    <ListRow
      href={`/ventas/${sale.saleId}`}
      name={`${formatInstant(sale.occurredAt)}`}
      detail={flag
        ? SALE_FLAG_TEXTS[flag]
        : `${sale.ticketNumber} · ${counted(sale.lines, "producto", "productos")} · ${paid.join(" y ")}`}
      state={stateOf(sale)}
      figure={formatSoles(sale.totalCentimos)}
    />
  );
}

function stateOf({ flags, voided, refundedCentimos, totalCentimos }: SaleSummary) {
  if (voided) return { tone: "danger", word: RETURNS.voided } as const;
  if (refundedCentimos > 0) {
    const word = refundedCentimos < totalCentimos ? RETURNS.partly : RETURNS.refunded;
    return { tone: "attention", word } as const;
  }
  return flags.length > 0 ? { tone: "attention", word: "revisar" } as const : undefined;
}

const NoSales = ({ filtered }: { readonly filtered: boolean }) =>
  filtered
    ? (
      <EmptyState
        icon="search"
        title="Ninguna venta con ese filtro"
        action={<LinkButton kind="secondary" href="/ventas">Ver todas</LinkButton>}
      />
    )
    : (
      <EmptyState
        icon="scan"
        title="Todavía no hay ventas"
        action={<LinkButton href="/caja">Abrir la caja</LinkButton>}
      >
        Cada venta que cobres en la caja queda aquí, con su ticket y su registro.
      </EmptyState>
    );
