import { centimos } from "../../kernel/money.ts";
import type { Unit } from "../../kernel/quantity.ts";
import type { NewProduct } from "../../kernel/sync.ts";
import { fixedId } from "../../commands/fixed_id.ts";

/** A product and what of it lies on the shelf at the beginning, in thousandths. */
export interface Goods extends NewProduct {
  readonly stock: number;
}

const goods = (n: number, name: string, unit: Unit, price: number, barcode: string | null): Goods => ({
  productId: fixedId(`simulation/product ${n}`),
  name,
  barcodes: barcode === null ? [] : [barcode],
  code: String(100 + n),
  unit,
  priceCentimos: centimos(price),
  costCentimos: n % 3 === 0 ? null : centimos(Math.trunc(price * 0.8)),
  taxClass: n % 4 === 0 ? "exonerado" : "gravado",
  category: n % 2 === 0 ? "Abarrotes" : "Frescos",
  minStock: null,
  favourite: n < 4,
  stock: 1_000 * (5 + n * 7),
});

/** Few enough that tablets fight for the same shelf. Prices that do not divide evenly, by piece and by weight. */
export const GOODS: readonly Goods[] = [
  goods(0, "Inca Kola 500 ml", "unidad", 350, "7759173000142"),
  goods(1, "Pan francés", "unidad", 33, null),
  goods(2, "Pollo entero", "kg", 997, null),
  goods(3, "Papa amarilla", "kg", 383, null),
  goods(4, "Aceite a granel", "litro", 1_249, null),
  goods(5, "Atún en lata", "unidad", 695, "7751271027526"),
];
