import { centimos, sumCentimos, ZERO } from "../../kernel/money.ts";
import { cashRounding, IGV_BASIS_POINTS, priceSale } from "../../kernel/pricing.ts";
import type { Sale } from "../../kernel/sale.ts";

/** What does not add up in a sale. Never a matter of business: only a broken till can send one. */
export type SaleFault =
  | "line out of range"
  | "line does not add up"
  | "igv rate is not today's"
  | "totals are not the sum of the lines"
  | "total is not lines + rounding"
  | "rounding without cash"
  | "rounding is not that of the cash part"
  | "more than one cash tender"
  | "tenders do not pay the total"
  | "received − change is not the amount"
  | "change from something other than cash";

/** Checks a sale with the very functions that price it on the tablet (features §3 items 33–37). Null when all agrees. */
export function saleFault(sale: Sale): SaleFault | null {
  return linesFault(sale) ?? roundingFault(sale) ?? tendersFault(sale);
}

function linesFault(sale: Sale): SaleFault | null {
  for (const line of sale.lines) {
    const product = line.unitPriceCentimos * line.quantity;
    if (!Number.isSafeInteger(product)) return "line out of range";
    if (line.igvBasisPoints !== IGV_BASIS_POINTS) return "igv rate is not today's";
    const amount = priceSale([{ ...pricedLine(line), discount: ZERO }]).total;
    if (line.discountCentimos > amount) return "line does not add up";
    const { total, base, igv } = priceSale([pricedLine(line)]);
    if (line.totalCentimos !== total || line.baseCentimos !== base || line.igvCentimos !== igv) {
      return "line does not add up";
    }
  }
  const sums = sale.discountCentimos === sumCentimos(sale.lines.map((line) => line.discountCentimos)) &&
    sale.baseCentimos === sumCentimos(sale.lines.map((line) => line.baseCentimos)) &&
    sale.igvCentimos === sumCentimos(sale.lines.map((line) => line.igvCentimos));
  if (!sums) return "totals are not the sum of the lines";
  return linesTotal(sale) + sale.roundingCentimos === sale.totalCentimos
    ? null
    : "total is not lines + rounding";
}

const linesTotal = (sale: Sale) => sumCentimos(sale.lines.map((line) => line.totalCentimos));

const pricedLine = (line: Sale["lines"][number]) => ({
  unitPrice: line.unitPriceCentimos,
  quantity: line.quantity,
  discount: line.discountCentimos,
  taxClass: line.taxClass,
});

function roundingFault(sale: Sale): SaleFault | null {
  const cash = sale.tenders.filter((tender) => tender.method === "efectivo");
  if (cash.length > 1) return "more than one cash tender";
  if (cash.length === 0) return sale.roundingCentimos === 0 ? null : "rounding without cash";
  const exact = sumCentimos(
    sale.tenders.filter((tender) => tender.method !== "efectivo").map((tender) => tender.amountCentimos),
  );
  const rest = centimos(linesTotal(sale) - exact);
  return sale.roundingCentimos === cashRounding(rest) ? null : "rounding is not that of the cash part";
}

function tendersFault(sale: Sale): SaleFault | null {
  for (const tender of sale.tenders) {
    if (tender.receivedCentimos - tender.changeCentimos !== tender.amountCentimos) {
      return "received − change is not the amount";
    }
    if (tender.method !== "efectivo" && tender.changeCentimos !== 0) {
      return "change from something other than cash";
    }
  }
  const paid = sumCentimos(sale.tenders.map((tender) => tender.amountCentimos));
  return paid === sale.totalCentimos ? null : "tenders do not pay the total";
}
