import type { TaxClass } from "../../../kernel/pricing.ts";
import type { Unit } from "../../../kernel/quantity.ts";

/** `code` is an EAN-13 on packaged goods and a short code of the shop (PLU) on what it weighs or bakes. */
export type DemoRow = readonly [
  code: string,
  name: string,
  priceCentimos: number,
  costCentimos: number,
  minStockUnits: number,
  openingStockUnits: number,
  favourite?: "favourite",
];

/** Products of one category that are counted and taxed alike. */
export interface DemoShelf {
  readonly category: string;
  readonly unit: Unit;
  readonly taxClass: TaxClass;
  readonly rows: readonly DemoRow[];
}
