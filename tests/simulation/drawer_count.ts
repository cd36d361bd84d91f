import { type DenominationCount, DENOMINATIONS } from "../../kernel/cash.ts";
import type { Books } from "./books.ts";

/** What lies in a drawer by the books of the run: float + cash of its sales + what was put in − what was taken out. */
export function drawerOf(
  books: Books,
  cashSessionId: string,
  without: ReadonlySet<string> = new Set(),
): number {
  let sum = 0;
  for (const { payload } of books.of("OpenCashSession")) {
    if (payload.cashSessionId === cashSessionId) sum += payload.floatCentimos;
  }
  for (const { cmdId, payload } of books.of("MoveCash")) {
    if (payload.cashSessionId !== cashSessionId || without.has(cmdId)) continue;
    sum += payload.direction === "in" ? payload.amountCentimos : -payload.amountCentimos;
  }
  for (const { cmdId, payload: { sale } } of books.of("RegisterSale")) {
    if (without.has(cmdId) || sale.cashSessionId !== cashSessionId) continue;
    sum += books.meant.get(sale.saleId)?.cashCentimos ?? 0;
  }
  return sum;
}

/** So much money in notes and coins; a multiple of 10 céntimos. */
export function countsOf(amount: number): DenominationCount[] {
  let left = amount;
  return DENOMINATIONS.map((denominationCentimos) => {
    const count = Math.trunc(left / denominationCentimos);
    left -= count * denominationCentimos;
    return { denominationCentimos, count };
  }).filter(({ count }) => count > 0);
}
