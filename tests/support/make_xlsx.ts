import { writeXlsx } from "hucre/xlsx";
import { checkDigit } from "../../kernel/barcode.ts";

export type Cell = string | number | boolean | null;

/** A workbook of one sheet as Excel would save it. */
export const makeXlsx = (rows: readonly (readonly Cell[])[], sheet = "Productos"): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name: sheet, rows: rows.map((row) => [...row]) }] });

const GOODS = ["Arroz", "Aceite", "Leche", "Galleta", "Jabón", "Fideos", "Atún", "Café", "Yogurt", "Azúcar"];
const BRANDS = ["Andina", "Del Valle", "La Caserita", "Costa Azul", "El Inca", "Doña Rosa", "Norteña"];
const CATEGORIES = ["Abarrotes", "Lácteos", "Limpieza", "Golosinas", "Bebidas"];

/** Price in céntimos of product `index` of {@link priceList}, so that a test can say what must be on the shelf. */
export const listPriceCentimos = (index: number): number => 90 + (index * 37) % 4_000;
export const listName = (index: number): string =>
  `${GOODS[index % GOODS.length]} ${BRANDS[index % BRANDS.length]} ${100 + index} g`;
/** EAN-13 of the test range of this file: Peru's prefix, a company nobody has. */
export function listBarcode(index: number): string {
  const body = `7758000${String(index).padStart(5, "0")}`;
  return body + checkDigit(body);
}

/**
 * A supplier's price list of `count` products as shops get it: a title, an empty row, headers in no order of ours,
 * barcodes as numbers, prices as decimals.
 */
export function priceList(count: number): Promise<Uint8Array> {
  const rows: Cell[][] = [["LISTA DE PRECIOS", null, null, null, null, null, null], [], [
    "P. venta",
    "Descripción",
    "Cód. barras",
    "Familia",
    "P. compra",
    "Stock",
    "U.M.",
  ]];
  for (let index = 0; index < count; index++) {
    const price = listPriceCentimos(index);
    rows.push([
      price / 100,
      listName(index),
      Number(listBarcode(index)),
      CATEGORIES[index % CATEGORIES.length]!,
      Math.floor(price * 8 / 10) / 100,
      6 + index % 48,
      "UND",
    ]);
  }
  return makeXlsx(rows);
}
