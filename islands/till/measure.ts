import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import { lineAmount } from "../../kernel/pricing.ts";
import { MAX_QUANTITY, type Quantity, quantity } from "../../kernel/quantity.ts";

export interface Measured {
  readonly quantity: Quantity;
  /** What rounding to whole grams left over: the buyer pays the amount asked for, to the céntimo. */
  readonly discount: Centimos;
}

/**
 * How much `amount` buys at `unitPrice`: "S/ 3 de pollo", or a scale's label that carries its price. Where no whole gram
 * costs exactly that, the next gram is sold and the odd céntimo taken off. Null when it buys nothing or too much.
 */
export function measureFor(unitPrice: Centimos, amount: Centimos): Measured | null {
  if (unitPrice <= 0 || amount <= 0) return null;
  const near = Math.round(amount * 1000 / unitPrice);
  if (near > MAX_QUANTITY) return null;
  for (const grams of [near, near + 1]) {
    if (grams <= 0) continue;
    const left = lineAmount({ unitPrice, quantity: quantity(grams) }) - amount;
    if (left >= 0) return { quantity: quantity(grams), discount: left === 0 ? ZERO : centimos(left) };
  }
  return null;
}
