import type { SaleLine } from "../../kernel/sale.ts";

/**
 * What is known of the cost of some lines, in céntimos. Costs are what the shop paid, IGV included, as shelf prices are;
 * the margin of a line without a cost is not known, so it must not count as all margin.
 */
export function saleCost(
  lines: readonly Pick<SaleLine, "costCentimos" | "totalCentimos">[],
): { cost: number; costed: number } {
  let cost = 0, costed = 0;
  for (const { costCentimos, totalCentimos } of lines) {
    if (costCentimos === null) continue;
    cost += costCentimos;
    costed += totalCentimos;
  }
  return { cost, costed };
}
