import { centimos, parseSoles } from "../kernel/money.ts";
import type { TaxClass } from "../kernel/pricing.ts";
import type { Unit } from "../kernel/quantity.ts";
import type { CatalogueSeed } from "./define_niche.ts";

/** Products of one category that are counted and taxed alike. */
export interface PracticeShelf {
  readonly category: string;
  readonly unit?: Unit;
  readonly taxClass?: TaxClass;
  /** A line per product, `Name | soles`. Those that begin with `*` are the ones the till shows first. */
  readonly rows: string;
}

/**
 * The catalogue a new shop practises with: what such a shop in Lima sells, at a plausible price of 2026 with IGV. Neither
 * cost nor stock: only the owner knows those, and stock that nobody counted warns of nothing.
 */
export const practiceCatalogue = (shelves: readonly PracticeShelf[]): readonly CatalogueSeed[] =>
  shelves.flatMap((shelf) => shelf.rows.trim().split("\n").map((row) => seedOf(shelf, row.trim())));

function seedOf(
  { category, unit = "unidad", taxClass = "gravado" }: PracticeShelf,
  row: string,
): CatalogueSeed {
  const [, star, name, soles] = /^(\*?) ?(.+?) +\| +([\d.]+)$/.exec(row) ?? [];
  const price = soles === undefined ? null : parseSoles(soles);
  if (!name || price === null || price <= 0) throw new TypeError(`${category}: "${row}" is no product`);
  return {
    name,
    barcode: null,
    code: null,
    unit,
    priceCentimos: centimos(price),
    costCentimos: null,
    taxClass,
    category,
    minStock: null,
    openingStock: null,
    favourite: star === "*",
  };
}
