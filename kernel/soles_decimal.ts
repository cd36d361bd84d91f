import { type Centimos, centimos, MAX_TYPED } from "./money.ts";

/** `12.50` for 1250 céntimos: how some wires write money. */
export const decimalSoles = (amount: Centimos): string =>
  `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;

/** The same as the number that JSON carries: read from its digits, never reckoned. */
export const solesNumber = (amount: Centimos): number => Number(decimalSoles(amount));

/**
 * Céntimos of a decimal amount as JSON carries it. It goes by the digits and not by the value, for 1.005 × 100 is no
 * whole number. Null for what is no amount, is negative, or has more than two decimals.
 */
export function centimosOfDecimal(soles: number | string): Centimos | null {
  const match = /^(\d{1,7})(?:\.(\d{1,2})0*)?$/.exec(String(soles));
  if (!match) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return value > MAX_TYPED ? null : centimos(value);
}
