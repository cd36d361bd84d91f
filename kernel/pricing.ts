import { type Centimos, centimos, sumCentimos } from "./money.ts";
import type { Quantity } from "./quantity.ts";

/** How a product is taxed (SUNAT catalogue 07): gravado 10, exonerado 20, inafecto 30. */
export type TaxClass = "gravado" | "exonerado" | "inafecto";
export const TAX_CLASSES: readonly TaxClass[] = ["gravado", "exonerado", "inafecto"];

/** IGV in basis points: 18.00 % (16 % IGV + 2 % IPM, TUO of the IGV law, DS 055-99-EF art. 17). The event stores it. */
export const IGV_BASIS_POINTS = 1800;

/**
 * Price of a line before discount: unit price × quantity, half a céntimo rounds up (away from zero).
 * The one place where it is computed, for the island and the server: 3.80 × 0.575 kg is 2.19 everywhere.
 */
export function lineAmount(line: { readonly unitPrice: Centimos; readonly quantity: Quantity }): Centimos {
  const product = line.unitPrice * line.quantity;
  if (!Number.isSafeInteger(product)) {
    throw new RangeError(`line out of range: ${line.unitPrice} × ${line.quantity}`);
  }
  const sign = product < 0 ? -1 : 1;
  return centimos(sign * divideHalfUp(Math.abs(product), 1000));
}

/** a / b in integers, halves up. Both must be non-negative safe integers. */
function divideHalfUp(a: number, b: number): number {
  const rest = a % b;
  return (a - rest) / b + (rest * 2 >= b ? 1 : 0);
}

export interface PricedLine {
  readonly unitPrice: Centimos;
  readonly quantity: Quantity;
  /** Discount given on this line alone, in céntimos, never above the line's amount. */
  readonly discount: Centimos;
  readonly taxClass: TaxClass;
}

export interface LineTotal {
  readonly amount: Centimos;
  /** The line's own discount plus its share of the ticket's discount. */
  readonly discount: Centimos;
  readonly total: Centimos;
  readonly base: Centimos;
  readonly igv: Centimos;
}

export interface SaleTotal {
  readonly lines: readonly LineTotal[];
  readonly discount: Centimos;
  /** Σ lines, always. Cash rounding is not in it: see {@link cashRounding}. */
  readonly total: Centimos;
  readonly base: Centimos;
  readonly igv: Centimos;
}

/**
 * Prices a whole sale. `ticketDiscount` is shared among the lines in proportion to what each still costs, the odd
 * céntimos going to the lines with the largest remainders, so that Σ lines = total always.
 */
export function priceSale(lines: readonly PricedLine[], ticketDiscount: Centimos = centimos(0)): SaleTotal {
  const amounts = lines.map(lineAmount);
  const afterOwn = lines.map((line, i) => {
    const rest = amounts[i]! - line.discount;
    if (line.discount < 0 || rest < 0) throw new RangeError("discount outside its line");
    return centimos(rest);
  });
  const shares = share(ticketDiscount, afterOwn);
  const totals = lines.map((line, i): LineTotal => {
    const total = centimos(afterOwn[i]! - shares[i]!);
    const { base, igv } = splitIgv(total, line.taxClass);
    return { amount: amounts[i]!, discount: centimos(line.discount + shares[i]!), total, base, igv };
  });
  return {
    lines: totals,
    discount: sumCentimos(totals.map((line) => line.discount)),
    total: sumCentimos(totals.map((line) => line.total)),
    base: sumCentimos(totals.map((line) => line.base)),
    igv: sumCentimos(totals.map((line) => line.igv)),
  };
}

/** Splits `amount` in proportion to `weights` (largest remainder method); Σ parts = amount exactly. */
function share(amount: Centimos, weights: readonly Centimos[]): Centimos[] {
  const whole = sumCentimos(weights);
  if (amount < 0 || amount > whole) throw new RangeError("discount outside its sale");
  if (amount === 0) return weights.map(() => centimos(0));
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((value) => Number(value / BigInt(whole)));
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((value, i) => ({ i, rest: value % BigInt(whole) }))
    .sort((a, b) => a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1);
  for (const { i } of byRemainder) {
    if (left === 0) break;
    parts[i]! += 1;
    left -= 1;
  }
  return parts.map(centimos);
}

/** Shelf prices include IGV. The tax is what is left after the base, so base + igv is always the total. */
export function splitIgv(
  total: Centimos,
  taxClass: TaxClass,
  basisPoints = IGV_BASIS_POINTS,
): { base: Centimos; igv: Centimos } {
  if (taxClass !== "gravado") return { base: total, igv: centimos(0) };
  const base = centimos(divideHalfUp(total * 10_000, 10_000 + basisPoints));
  return { base, igv: centimos(total - base) };
}

/**
 * What to add to a cash amount so that it can be paid in coins: down to the S/ 0.10 below, always in the buyer's
 * favour, because coins of 1 and 5 céntimos are out of circulation. A line of its own, on the part paid in cash.
 */
export function cashRounding(amount: Centimos): Centimos {
  return centimos(-(amount % 10));
}
