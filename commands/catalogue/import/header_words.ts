import { searchKey } from "../../../kernel/search.ts";
import type { ImportField } from "./types.ts";

/** How a header reads once accents, case, points and what stands in brackets are gone: `Cód. barras (EAN)` is `cod barras`. */
export const headerKey = (header: string): string =>
  searchKey(header.replace(/\([^)]*\)|\[[^\]]*\]/g, " ").replace(/[.%*:_]/g, " ")).replace(/\bs$/, "").trim();

export interface HeaderMatch {
  readonly field: ImportField;
  /** 3 says exactly this field, 2 says it loosely, 1 may say something else as well. */
  readonly strength: 1 | 2 | 3;
}

/**
 * Spellings met in price lists of Peru and in exports of Treinta, Alegra, Loyverse, FacturadorPro and Odoo. A header
 * belongs to the first line it matches, so a word that needs care ("cantidad mínima") stands above the one that does
 * not ("cantidad"), and what must never be taken for a field stands on top.
 */
const WORDS: readonly (readonly [ImportField | "ignored", HeaderMatch["strength"], RegExp])[] = [
  [
    "ignored",
    3,
    /\b(moneda|sunat|fecha|included item|componente|track|available|disponible para|mayorista|mayor)\b/,
  ],
  ["ignored", 3, /\bafectacion\b.*\bcompra\b|\b(precio|valor|price)\b.*\b(sin igv|sin impuesto|base)\b/],
  ["igvIncluded", 3, /^(precio )?(tiene|incluye|inc|con) igv$|^igv incluido$/],
  [
    "taxClass",
    3,
    /\bafectacion\b|^igv$|^(tipo|clase|codigo tipo) (de |del )?igv$|^afecto\b|^tipo (de )?impuesto$/,
  ],
  ["taxClass", 2, /^(porcentaje|nombre) (de )?impuesto$|^impuestos?\b|^(customer )?tax(es)?\b|^gravado$/],
  ["minStock", 3, /\b(stock|existencias?|cantidad|inventario|unidades) (min|minim[oa]s?|bajas?|bajo)$/],
  [
    "minStock",
    3,
    /^(low|min|minimum) stock$|^stock de seguridad$|^alerta (de )?stock$|^punto de (re)?(orden|pedido|posicion)$/,
  ],
  ["minStock", 2, /^(min|minimo|reorder level|reorder point|limite de existencias.*)$/],
  [
    "barcode",
    3,
    /\b(cod|codigo|codigos) ?(de )?barras?\b|^(barcode|bar code|barras?|ean|gtin|upc)( ?(8|12|13|14))?$/,
  ],
  ["barcode", 2, /\b(ean|gtin|barcode|barras)\b/],
  ["unit", 3, /\bunidad(es)? (de )?medida\b|^(u m|um|uom|unit of measure|unit)$|\btipo (de )?unidad\b/],
  ["unit", 3, /^(sold by weight|(se )?vend(e|ido) por peso|venta por peso)$/],
  ["unit", 2, /^(und?|unid|unidad|medida|presentacion de venta)$/],
  [
    "cost",
    3,
    /^(costo|coste|cost)$|^(costo|coste|precio|p|valor)( unit(ario)?)? (de )?(compra|costo|coste)$/,
  ],
  ["cost", 2, /^(costo|coste|cost)\b|\b(purchase price|unit cost|costo)\b|^compra$|^p c$/],
  [
    "price",
    3,
    /^(precio|p|pv|pvp|price)$|^(precio|p|valor)( unit(ario)?)? (de )?(venta|vta)\b(?! (al )?por)/,
  ],
  [
    "price",
    3,
    /^(sales?|list|default|retail) price$|^precio (al )?(publico|final|total|con igv|de lista)$|^p v( p)?$/,
  ],
  [
    "price",
    2,
    /^precio (unit(ario)?|1|s|soles|pen)$|^p u(nit(ario)?)?$|^(precio|price)\b(?!.*\b(oferta|promo|dolar|usd))/,
  ],
  ["stock", 3, /^(stock|existencias?|in stock|en stock|en inventario|on hand|quantity on hand)$/],
  [
    "stock",
    3,
    /^(stock|cantidad|inventario|existencias?) (inicial|actual|disponible|total|fisic[oa]|real|a mano|en stock)\b/,
  ],
  ["stock", 2, /^(cantidad|cant|qty|quantity|inventario|saldo|unidades en stock)$/],
  [
    "category",
    3,
    /^(nombre (de )?)?(sub ?)?(categoria|familia|rubro)s?( (de |del )?(producto|articulo))?$|\bcategory$/,
  ],
  ["category", 2, /^(linea|grupo|departamento|seccion|clase|pasillo)$/],
  [
    "name",
    3,
    /^(nombre|producto|articulo|item|name|product|product name)$|^nombre (de |del )?(producto|articulo|item)$/,
  ],
  [
    "name",
    2,
    /^(descripcion|description)( (de |del )?(producto|articulo|item))?$|^(detalle|mercaderia|item name)$/,
  ],
  [
    "code",
    3,
    /^(codigo|cod|referencia) intern[oa]$|^(sku|plu|ref|referencia|internal reference|default code)$/,
  ],
  ["code", 1, /^(codigo|cod|code|clave)( (de |del )?(producto|articulo|item))?$/],
];

/** What a header says, or null. */
export function matchHeader(header: string): HeaderMatch | null {
  const key = headerKey(header);
  const found = WORDS.find(([, , words]) => words.test(key));
  return found && found[0] !== "ignored" ? { field: found[0], strength: found[1] } : null;
}
