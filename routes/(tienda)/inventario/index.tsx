import { page, type PageProps } from "fresh";
import { catalogueSize } from "../../../events/projections/catalogue/queries.ts";
import {
  type StockFlag,
  stockFlags,
  type StockItem,
  stockList,
} from "../../../events/projections/stock/queries.ts";
import { formatQuantity } from "../../../kernel/quantity.ts";
import { formatDay, limaDay } from "../../../kernel/time.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Tabs } from "../../../ui/Shell.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { NextPage } from "../../(_shared)/NextPage.tsx";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface StockPage {
  readonly query: string;
  readonly flag: StockFlag | undefined;
  readonly cursor: string | undefined;
  readonly items: readonly StockItem[];
  readonly next: string | null;
  readonly flags: Readonly<Record<StockFlag, number>>;
  readonly size: number;
  readonly done: string;
}

const PAGE = 50;
const FLAG_OF: Readonly<Record<string, StockFlag>> = { negativo: "negative", bajo: "below_minimum" };

export const handler = defineShop.handlers({
  async GET(ctx) {
    const { state: { store: { db } }, url: { searchParams } } = ctx;
    const query = searchParams.get("q") ?? "", cursor = searchParams.get("desde") ?? undefined;
    const flag = FLAG_OF[searchParams.get("estado") ?? ""];
    const [list, flags, size] = await Promise.all([
      stockList(db, { query, limit: PAGE, ...flag && { flag }, ...cursor === undefined ? {} : { cursor } }),
      stockFlags(db),
      catalogueSize(db),
    ]);
    return page<StockPage>({ query, flag, cursor, ...list, flags, size, done: doneOf(ctx) });
  },
});

const DONE: Readonly<Record<string, string>> = { ingreso: "Ingreso guardado. El stock ya lo tiene" };

/** What is on the shelf, and what is wrong with it. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<StockPage, ShopState>) => (
  <ShopPage state={state} url={url} title="Inventario" actions={<Actions />}>
    <div class="grid gap-4">
      {DONE[data.done] && <Notice tone="ok" title={DONE[data.done] ?? ""} />}
      {data.size === 0
        ? (
          <EmptyState
            icon="box"
            title="Todavía no hay productos"
            action={<LinkButton href="/productos/importar">Subir mi lista de precios</LinkButton>}
          >
            Con tus productos en la tienda, aquí verás cuánto queda de cada uno.
          </EmptyState>
        )
        : (
          <>
            <Tabs
              label="Estado del stock"
              tabs={[
                // Without a path: the framework takes a link to the page's own path for the current one.
                { href: "?", word: "Todo", current: data.flag === undefined },
                {
                  href: "?estado=bajo",
                  word: `Bajo mínimo (${data.flags.below_minimum})`,
                  current: data.flag === "below_minimum",
                },
                {
                  href: "?estado=negativo",
                  word: `Negativo (${data.flags.negative})`,
                  current: data.flag === "negative",
                },
              ]}
            />
            <Search {...data} />
            {data.items.length === 0 ? <Nothing {...data} /> : (
              <List label="Stock">
                {data.items.map((item) => <StockRow key={item.productId} item={item} />)}
              </List>
            )}
            <NextPage url={url} cursor={data.cursor} next={data.next} label="Más productos" />
          </>
        )}
    </div>
  </ShopPage>
));

const Actions = () => (
  <>
    <LinkButton href="/inventario/ingreso">Ingreso</LinkButton>
    <LinkButton kind="secondary" href="/inventario/conteo">Contar</LinkButton>
    <LinkButton kind="secondary" href="/inventario/merma">Merma</LinkButton>
  </>
);

const Search = ({ query, flag }: StockPage) => (
  <form method="get" action="/inventario" role="search" class="flex gap-2 items-end">
    {flag && <input type="hidden" name="estado" value={flag === "negative" ? "negativo" : "bajo"} />}
    <div class="grow">
      <Field name="q" label="Buscar" type="search" value={query} autocomplete="off" />
    </div>
    <Button kind="secondary" icon="search">Buscar</Button>
  </form>
);

const STATES = {
  negative: { tone: "danger", word: "negativo" },
  below_minimum: { tone: "attention", word: "bajo mínimo" },
} as const;

const StockRow = ({ item }: { readonly item: StockItem }) => (
  <ListRow
    href={`/inventario/${item.productId}`}
    name={item.name}
    detail={[
      item.minStock === null ? null : `mínimo ${formatQuantity(item.minStock, item.unit)}`,
      item.lastCountedAt === null ? null : `contado ${formatDay(limaDay(item.lastCountedAt))}`,
    ].filter(Boolean).join(" · ") || (item.category ?? undefined)}
    figure={item.kept || item.onHand !== 0 ? formatQuantity(item.onHand, item.unit) : "sin control"}
    state={item.flag === null ? undefined : STATES[item.flag]}
  />
);

const Nothing = ({ query, flag }: StockPage) => (
  <EmptyState
    icon={query === "" ? "check" : "search"}
    title={query !== ""
      ? "Ningún producto con esa búsqueda"
      : flag === "negative"
      ? "Nada está en negativo"
      : "Nada está bajo su mínimo"}
    action={<LinkButton kind="secondary" href="/inventario">Ver todo</LinkButton>}
  />
);
