import type { TargetedInputEvent, TargetedKeyboardEvent } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { formatQuantity, quantity } from "../../kernel/quantity.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import { IconButton } from "../../ui/Button.tsx";
import { cx } from "../../ui/cx.ts";
import { Icon } from "../../ui/Icon.tsx";
import { SEARCH_ID } from "./keys.ts";
import { Later } from "./later.tsx";
import { addProduct, enter, type } from "./selling.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

const RESULTS_MAX = 40;
/** What a cheap tablet lays out at once without a stutter; nobody scrolls through more. */
const TILES_MAX = 120;

/** Where products come from when no gun reads them: search, categories, favourites. */
export function Finder({ till }: { readonly till: Till }) {
  const query = till.query.value, category = till.category.value, version = till.catalogueVersion.value;
  const learned = till.learned.value;
  const products = useMemo(
    () =>
      query !== ""
        ? till.catalogue.search(query, RESULTS_MAX)
        : category !== null
        ? till.catalogue.inCategory(category)
        : till.catalogue.favourites(learned),
    [query, category, version, learned],
  );
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") enter(till, products);
    else if (step !== 0 && query !== "" && products.length > 0) {
      till.active.value = (till.active.value + step + products.length) % products.length;
    } else return;
    event.preventDefault();
  };
  return (
    <section aria-label={T.products} class="flex flex-col min-h-0 min-w-0 flex-1">
      {till.camera.value && <Later part="camera" till={till} onClose={() => till.camera.value = false} />}
      <div class="flex items-center gap-2 p-3 pb-2">
        <div class="relative flex-1 min-w-0">
          <span class="absolute left-3 inset-y-0 flex items-center text-ink-soft max-sm:hidden">
            <Icon name="search" />
          </span>
          <input
            id={SEARCH_ID}
            type="text"
            inputMode="search"
            role="combobox"
            aria-expanded={query !== ""}
            aria-controls="till-products"
            aria-activedescendant={query !== "" && products[till.active.value]
              ? `p-${products[till.active.value]!.id}`
              : undefined}
            aria-label={T.search}
            aria-keyshortcuts="F2"
            placeholder={T.search}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="enter"
            value={query}
            onInput={(event: TargetedInputEvent<HTMLInputElement>) => type(till, event.currentTarget.value)}
            onKeyDown={onKeyDown}
            class="tap-till w-full rounded border border-edge bg-paper pl-3 sm:pl-12 pr-14 text-16"
          />
          <span class="absolute right-0 inset-y-0 flex items-center">
            {query === "" && <kbd aria-hidden="true" class="key-hint">F2</kbd>}
            <IconButton
              icon="camera"
              label={T.camera}
              aria-pressed={till.camera.value}
              onClick={() => till.camera.value = !till.camera.value}
            />
          </span>
        </div>
        {till.times.value !== null && (
          <button
            type="button"
            aria-label={T.forgetTimes}
            onClick={() => till.times.value = null}
            class="tap-till rounded bg-aji text-on-aji px-3 text-20 font-extrabold tabular-nums"
          >
            {formatQuantity(till.times.value, "unidad")} ×
          </button>
        )}
        <button
          type="button"
          onClick={() => till.sheet.value = { kind: "amount", name: "" }}
          class="tap-till flex items-center gap-2 rounded border border-edge bg-paper px-3 font-semibold text-toldo"
        >
          {T.byAmount}
        </button>
      </div>
      {query === "" && <Categories till={till} />}
      <Grid till={till} products={products} />
    </section>
  );
}

function Categories({ till }: { readonly till: Till }) {
  const chosen = till.category.value;
  const categories = useMemo(() => till.catalogue.categories(), [till.catalogueVersion.value]);
  const chip = (name: string | null) => (
    <button
      key={name ?? ""}
      type="button"
      aria-pressed={chosen === name}
      onClick={() => till.category.value = name}
      class={cx(
        "tap flex-none inline-flex items-center gap-1 rounded-full border px-4 whitespace-nowrap ring-inside",
        chosen === name ? "bg-toldo text-on-strong border-toldo font-semibold" : "bg-paper border-edge",
      )}
    >
      {name === null && <Icon name="star" class="icon-small" />}
      {name ?? T.favourites}
    </button>
  );
  return (
    <div role="group" aria-label={T.categories} class="flex-none flex gap-2 overflow-x-auto px-3 pb-2">
      {[null, ...categories].map(chip)}
    </div>
  );
}

/** One stop for Tab; arrows walk through the tiles as they stand. */
function Grid({ till, products }: { readonly till: Till; readonly products: readonly PulledProduct[] }) {
  const grid = useRef<HTMLDivElement>(null);
  const searching = till.query.value !== "";
  const walk = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const tiles = [...grid.current?.querySelectorAll("button") ?? []];
    const index = tiles.indexOf(document.activeElement as HTMLButtonElement);
    const columns = tiles.filter((tile) => tile.offsetTop === tiles[0]?.offsetTop).length;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
    };
    const by = steps[event.key];
    if (index < 0 || by === undefined) return;
    event.preventDefault();
    tiles[index + by]?.focus();
  };
  if (products.length === 0) {
    return (
      <p class="px-4 py-8 text-center text-ink-soft">
        {searching ? T.noResults(till.query.value) : T.noFavourites}
      </p>
    );
  }
  return (
    <div id="till-products" class="flex-1 min-h-0 overflow-y-auto px-3 pb-3">
      <div
        ref={grid}
        role={searching ? "listbox" : "group"}
        aria-label={T.products}
        onKeyDown={walk}
        class="grid grid-cols-tiles gap-2"
      >
        {products.slice(0, TILES_MAX).map((product, index) => (
          <Tile
            key={product.id}
            till={till}
            product={product}
            marked={searching && index === till.active.value}
            option={searching}
            reachable={index === 0}
          />
        ))}
      </div>
      {products.length > TILES_MAX && (
        <p class="p-4 text-center text-ink-soft">{T.moreProducts(products.length - TILES_MAX)}</p>
      )}
    </div>
  );
}

function Tile({ till, product, marked, option, reachable }: {
  readonly till: Till;
  readonly product: PulledProduct;
  readonly marked: boolean;
  readonly option: boolean;
  readonly reachable: boolean;
}) {
  const left = leftOf(till, product);
  return (
    <button
      id={`p-${product.id}`}
      type="button"
      role={option ? "option" : undefined}
      aria-selected={option ? marked : undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={() => addProduct(till, product)}
      class={cx(
        "flex flex-col justify-between gap-1 min-h-24 rounded border p-3 text-left shadow select-none active:bg-toldo-mist",
        marked ? "border-toldo bg-toldo-mist" : "bg-paper",
      )}
    >
      <span class="leading-figure">{product.name}</span>
      {left !== null && <span class="text-14 text-ink-soft">{left}</span>}
      <span class="font-extrabold text-toldo tabular-nums whitespace-nowrap">
        {formatSoles(product.priceCentimos)}
        {product.unit !== "unidad" && (
          <span class="font-normal text-14 text-ink-soft">
            {" "}
            {product.unit === "kg" ? "el kg" : "el litro"}
          </span>
        )}
      </span>
    </button>
  );
}

/** Said of what runs out, where the shop counts it at all: by the server's figure and what this till did since. */
function leftOf(till: Till, { id, onHand, unit }: PulledProduct): string | null {
  const { counted, by } = till.moved.value.get(id) ?? { counted: null, by: 0 };
  const left = quantity((counted ?? onHand) + by);
  if (onHand <= 0 && counted === null || left > 3000) return null;
  return left > 0 ? T.left(formatQuantity(left, unit)) : T.noneLeft;
}
