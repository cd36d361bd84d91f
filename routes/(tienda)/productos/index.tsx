import { page, type PageProps } from "fresh";
import type { Product } from "../../../events/facts/catalogue.ts";
import { counted } from "../../../i18n/es_pe/figures.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { formatQuantity } from "../../../kernel/quantity.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { EmptyState, More } from "../../../ui/Card.tsx";
import { Field, Select } from "../../../ui/Field.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { UndoBar, UndoButton } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { NextPage } from "../../(_shared)/NextPage.tsx";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { loadProducts, type ProductsPage } from "./(_parts)/load_products.ts";

export const handler = defineShop.handlers({
  GET: async ({ state, url }) => page(await loadProducts(state, url.searchParams)),
});

/** The catalogue, searched without accents. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<ProductsPage, ShopState>) => (
  <ShopPage
    state={state}
    url={url}
    title="Productos"
    actions={
      <>
        <LinkButton icon="plus" href="/productos/nuevo">Nuevo</LinkButton>
        <LinkButton kind="secondary" href="/productos/importar">Importar</LinkButton>
      </>
    }
  >
    <div class="grid gap-4">
      {data.justRetired && <JustRetired product={data.justRetired} cmdId={data.cmdId} />}
      {data.size === 0 && !data.retired && data.query === "" ? <NoCatalogue /> : (
        <>
          <Search {...data} />
          <p class="flex flex-wrap items-baseline justify-between gap-x-4 text-ink-soft">
            <span>{counted(data.size, "producto en venta", "productos en venta")}</span>
            {data.below > 0 && (
              <More href="/inventario?estado=bajo">
                {counted(data.below, "bajo su mínimo", "bajo su mínimo")}
              </More>
            )}
          </p>
          {data.products.length === 0
            ? (
              <EmptyState
                icon="search"
                title="Ningún producto con esa búsqueda"
                action={<LinkButton kind="secondary" href="/productos">Ver todos</LinkButton>}
              />
            )
            : (
              <List label="Productos">
                {data.products.map((product) => (
                  <ProductRow key={product.productId} product={product} page={data} />
                ))}
              </List>
            )}
          <NextPage url={url} cursor={data.cursor} next={data.next} label="Más productos" />
        </>
      )}
    </div>
  </ShopPage>
));

const Search = ({ query, category, categories, retired }: ProductsPage) => (
  <form
    method="get"
    action="/productos"
    role="search"
    class="grid gap-3 grid-cols-2 lg:grid-cols-5 items-end"
  >
    <div class="col-span-2">
      <Field name="q" label="Buscar" type="search" value={query} autocomplete="off" />
    </div>
    <Select
      name="categoria"
      label="Categoría"
      value={category}
      choices={[{ value: "", label: "Todas" }, ...categories.map((one) => ({ value: one, label: one }))]}
    />
    <Select
      name="estado"
      label="Estado"
      value={retired ? "retirados" : ""}
      choices={[{ value: "", label: "En venta" }, { value: "retirados", label: "Retirados" }]}
    />
    <div>
      <Button kind="secondary" icon="search">Buscar</Button>
    </div>
  </form>
);

function ProductRow({ product, page }: { readonly product: Product; readonly page: ProductsPage }) {
  const stock = page.stock.get(product.productId);
  const onHand = stock?.kept || (stock?.onHand ?? 0) < 0 ? stock?.onHand : undefined;
  const isLow = product.minStock !== null && (stock?.onHand ?? 0) < product.minStock;
  return (
    <ListRow
      href={`/productos/${product.productId}`}
      name={product.name}
      detail={[
        product.category,
        onHand === undefined ? null : `hay ${formatQuantity(onHand, product.unit)}`,
        product.code,
      ].filter(Boolean).join(" · ")}
      figure={formatSoles(product.priceCentimos)}
      state={!product.active
        ? { tone: "info", word: "retirado" }
        : (stock?.onHand ?? 0) < 0
        ? { tone: "danger", word: "negativo" }
        : isLow
        ? { tone: "attention", word: "bajo mínimo" }
        : undefined}
    />
  );
}

const JustRetired = ({ product, cmdId }: { readonly product: Product; readonly cmdId: string }) => (
  <UndoBar
    undo={
      <form method="post" action={`/productos/${product.productId}/restaurar`}>
        <input type="hidden" name="cmdId" value={cmdId} />
        <UndoButton />
      </form>
    }
  >
    Retiraste <em>{product.name}</em>
  </UndoBar>
);

const NoCatalogue = () => (
  <EmptyState
    icon="box"
    title="Todavía no hay productos"
    action={
      <div class="flex flex-wrap justify-center gap-2">
        <LinkButton href="/productos/importar">Subir mi lista de precios</LinkButton>
        <LinkButton kind="secondary" href="/productos/nuevo">Escribir uno</LinkButton>
      </div>
    }
  >
    Sube tu Excel tal como lo tienes, o escribe el primero a mano.
  </EmptyState>
);
