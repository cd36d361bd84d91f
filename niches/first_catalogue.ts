import { fixedId } from "../commands/fixed_id.ts";
import type { ProductChange } from "../events/facts/catalogue.ts";
import type { CatalogueSeed } from "./define_niche.ts";

/** The catalogue of a trade as the import that a new shop begins with. `key` makes the ids: asked again, they are the same products. */
export const firstCatalogue = (key: string, seeds: readonly CatalogueSeed[]): ProductChange[] =>
  seeds.map(({ openingStock, barcode, ...seed }) => ({
    before: null,
    after: {
      productId: fixedId(`${key}/product/${barcode ?? seed.code ?? seed.name}`),
      barcodes: barcode === null ? [] : [barcode],
      ...seed,
      active: true,
    },
    openingStock,
  }));

/** What a stranger may begin with of a catalogue: its costs, counts and codes are the demo's, and would be lies in their shop. */
export const withoutFigures = (seed: CatalogueSeed): CatalogueSeed => ({
  ...seed,
  barcode: null,
  costCentimos: null,
  minStock: null,
  openingStock: null,
});
