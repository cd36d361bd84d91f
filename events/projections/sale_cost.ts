import type { SaleLine } from "../../kernel/sale.ts";

type CostedLine = Pick<SaleLine, "costCentimos" | "totalCentimos">;

/**
 * What is known of the cost of some lines, in céntimos. Costs are what the shop paid, IGV included, as shelf prices are;
 * the margin of a line without a cost is not known, so it must not count as all margin.
 */
export function saleCost(
  lines: readonly CostedLine[],
): { cost: number; costed: number } {
  let cost = 0, costed = 0;
  for (const { costCentimos, totalCentimos } of lines) {
    if (costCentimos === null) continue;
    cost += costCentimos;
    costed += totalCentimos;
  }
  return { cost, costed };
}

/** What lines that came back take off again. Goods thrown away are lost: their cost stays. */
export const returnedCost = (
  lines: readonly (CostedLine & { readonly restock: boolean })[],
): { cost: number; costed: number } => ({
  costed: saleCost(lines).costed,
  cost: saleCost(lines.filter((line) => line.restock)).cost,
});
