import type { Centimos } from "./money.ts";

/** Less than the smallest coin is no gift: selling by amount leaves such odd céntimos. */
const COIN = 10;

/** True where something was taken off a line, by itself or as its share of the ticket, above so many thousandths. */
export const hasLargeDiscount = (
  lines: readonly { readonly totalCentimos: Centimos; readonly discountCentimos: Centimos }[],
  perMilleMax: number,
): boolean =>
  lines.some(({ totalCentimos, discountCentimos }) =>
    discountCentimos >= COIN && discountCentimos * 1000 > (totalCentimos + discountCentimos) * perMilleMax
  );
