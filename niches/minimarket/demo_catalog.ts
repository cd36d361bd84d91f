import { type Centimos, centimos } from "../../kernel/money.ts";
import type { TaxClass } from "../../kernel/pricing.ts";
import { ONE, type Quantity, quantity, type Unit } from "../../kernel/quantity.ts";
import { ABARROTES } from "./demo_catalog/abarrotes.ts";
import { ANTOJOS } from "./demo_catalog/antojos.ts";
import { BEBIDAS } from "./demo_catalog/bebidas.ts";
import { FRESCOS } from "./demo_catalog/frescos.ts";
import { HOGAR } from "./demo_catalog/hogar.ts";
import type { DemoRow, DemoShelf } from "./demo_catalog/shelf.ts";

export interface DemoProduct {
  readonly name: string;
  /** EAN-13, or null for what the shop weighs, cuts or bakes: that has a `code`. */
  readonly barcode: string | null;
  /** Short code (PLU) the cashier types; null where there is a barcode. */
  readonly code: string | null;
  readonly unit: Unit;
  /** Shelf price of one unit with IGV. */
  readonly priceCentimos: Centimos;
  /** What the shop pays for one unit, with the IGV of the purchase. */
  readonly costCentimos: Centimos;
  readonly taxClass: TaxClass;
  readonly category: string;
  readonly minStock: Quantity;
  readonly openingStock: Quantity;
  readonly favourite: boolean;
}

/**
 * A minimarket of Lima in 2026. Goods are real, prices plausible, barcodes made up: prefix 775 is Peru's, the company
 * numbers behind it (9101…) are nobody's, the check digits hold.
 *
 * Taxes as the law has them: fresh fruit, vegetables, tubers, dry pulses and fish are exonerados (TUO of the IGV law,
 * DS 055-99-EF, Apéndice I, literal A); pilled rice is outside the IGV at every sale after the mill's (Ley 28211 art. 7;
 * SUNAT, informes 237-2004 and 205-2008), hence inafecto; eggs, bread, meat and dairy are gravados.
 */
export const DEMO_CATALOG: readonly DemoProduct[] = [ABARROTES, FRESCOS, BEBIDAS, ANTOJOS, HOGAR].flat()
  .flatMap((shelf) => shelf.rows.map((row) => productOf(shelf, row)));

function productOf({ category, unit, taxClass }: DemoShelf, row: DemoRow): DemoProduct {
  const [code, name, price, cost, minStock, openingStock, favourite] = row;
  const isEan = code.length === 13;
  return {
    name,
    barcode: isEan ? code : null,
    code: isEan ? null : code,
    unit,
    priceCentimos: centimos(price),
    costCentimos: centimos(cost),
    taxClass,
    category,
    minStock: quantity(minStock * ONE),
    openingStock: quantity(openingStock * ONE),
    favourite: favourite !== undefined,
  };
}
