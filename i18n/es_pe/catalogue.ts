import type { PlannedChange, ProductField } from "../../commands/catalogue/import/plan_import.ts";
import type { Confidence } from "../../commands/catalogue/import/guess_columns.ts";
import type { Product } from "../../events/facts/catalogue.ts";
import { formatSoles } from "../../kernel/money.ts";
import type { TaxClass } from "../../kernel/pricing.ts";
import { formatQuantity, type Unit } from "../../kernel/quantity.ts";
import { counted } from "./figures.ts";

export const UNIT_NAMES: Readonly<Record<Unit, string>> = { unidad: "Unidad", kg: "Kilo", litro: "Litro" };

export const TAX_NAMES: Readonly<Record<TaxClass, string>> = {
  gravado: "Gravado, con IGV",
  exonerado: "Exonerado",
  inafecto: "Inafecto",
};

export const PRODUCT_FIELD_NAMES: Readonly<Record<ProductField, string>> = {
  name: "Nombre",
  barcodes: "Códigos de barras",
  code: "Código corto",
  unit: "Se vende por",
  priceCentimos: "Precio",
  costCentimos: "Costo",
  taxClass: "Impuesto",
  category: "Categoría",
  minStock: "Stock mínimo",
  favourite: "Favorito",
  active: "En venta",
};

const NONE = "sin dato";
const said = (text: string | null) => text === null || text === "" ? NONE : text;
const yesNo = (value: boolean) => value ? "sí" : "no";

function fieldText(product: Product, field: ProductField): string {
  switch (field) {
    case "priceCentimos":
      return formatSoles(product.priceCentimos);
    case "costCentimos":
      return product.costCentimos === null ? NONE : formatSoles(product.costCentimos);
    case "minStock":
      return product.minStock === null ? NONE : formatQuantity(product.minStock, product.unit);
    case "barcodes":
      return said(product.barcodes.join(", "));
    case "unit":
      return UNIT_NAMES[product.unit];
    case "taxClass":
      return TAX_NAMES[product.taxClass];
    case "favourite":
    case "active":
      return yesNo(product[field]);
    default:
      return said(product[field]);
  }
}

/** `Precio: S/ 3.50 → S/ 3.80`. */
export const changeText = ({ before, after }: PlannedChange, field: ProductField): string =>
  `${PRODUCT_FIELD_NAMES[field]}: ${fieldText(before, field)} → ${fieldText(after, field)}`;

export const CONFIDENCE_TEXTS: Readonly<Record<Confidence, string>> = {
  sure: "Por su título",
  likely: "Por su título, revísalo",
  byValues: "Por lo que contiene, revísalo",
};

export const IMPORT = {
  title: "Importar productos",
  steps: ["Sube tu lista", "Revisa", "Listo"],
  fileLabel: "Tu lista de productos",
  fileHint:
    "Excel (.xlsx) o CSV, hasta 8 MB. Las columnas van en cualquier orden: bastan el nombre y el precio con IGV.",
  fileMissing: "Elige primero tu archivo de Excel o CSV",
  read: "Ver qué cambia",
  gone: "Ese archivo ya no está guardado. Súbelo otra vez",
  changedMeanwhile: "Tus productos cambiaron mientras mirabas. Revisa otra vez lo que va a pasar",
  nothing: "No cambia nada",
  nothingWhy: "Tu catálogo ya está igual que este archivo.",
  columns: "Qué es cada columna",
  columnsAgain: "Leer de nuevo",
  notInFile: "No está en el archivo",
  undo: "Deshacer la importación",
  undoHint: "Los productos vuelven a como estaban y lo que el archivo agregó se retira. Lo vendido queda.",
} as const;

/** `12 productos nuevos, 3 que cambian y 900 sin cambio`. */
export const planText = (added: number, changed: number, unchanged: number): string =>
  `${counted(added, "producto nuevo", "productos nuevos")}, ${
    counted(changed, "que cambia", "que cambian")
  } y ${unchanged} sin cambio`;

/** On the button that does it. */
export function carryOutText(added: number, changed: number): string {
  const parts = [
    added > 0 ? `agregar ${counted(added, "producto", "productos")}` : "",
    changed > 0 ? `cambiar ${changed}` : "",
  ].filter(Boolean);
  const text = parts.join(" y ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const failuresText = (rows: number): string =>
  rows === 1
    ? "Hay una fila por corregir. Hasta entonces no entra nada"
    : `Hay ${rows} filas por corregir. Hasta entonces no entra nada`;
