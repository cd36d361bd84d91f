import type { ComponentChildren } from "preact";
import type { Product } from "../events/facts/catalogue.ts";
import { MoneyField } from "../ui/Field.tsx";

/** The catalogue by its categories, a row per product with its price to change, and what else the trade asks of each. */
export function PriceRows({ products, wrong, typed, extra }: {
  readonly products: readonly Product[];
  readonly wrong: ReadonlySet<string>;
  /** What was written where it was no price. */
  readonly typed: (productId: string) => string | undefined;
  readonly extra?: (product: Product) => ComponentChildren;
}) {
  const categories = [...new Set(products.map(({ category }) => category ?? "Otros"))];
  return (
    <>
      {categories.map((category) => (
        <section key={category} class="rounded border bg-paper">
          <h2 class="px-4 pt-4 pb-2 text-20 font-semibold">{category}</h2>
          <ul>
            {products.filter((product) => (product.category ?? "Otros") === category).map((product) => (
              <li key={product.productId} class="grid sm:flex gap-2 sm:gap-4 items-end border-t px-4 py-3">
                <p class="grow min-w-0 self-center font-semibold">{product.name}</p>
                <div class="flex gap-3">
                  <div class="w-32 min-w-0">
                    <MoneyField
                      name={`price.${product.productId}`}
                      label={product.unit === "kg" ? "Por kilo" : "Precio"}
                      amount={product.priceCentimos}
                      typed={wrong.has(product.productId) ? typed(product.productId) : undefined}
                      error={wrong.has(product.productId) ? "Por ejemplo 3.50" : undefined}
                    />
                  </div>
                  {extra?.(product)}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
