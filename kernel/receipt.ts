import { type Centimos, centimos, formatAmount, formatSoles, sumCentimos } from "./money.ts";
import type { TaxClass } from "./pricing.ts";
import { formatQuantity } from "./quantity.ts";
import { type Sale, type SaleLine, type Tender, TENDER_NAMES } from "./sale.ts";
import type { Refund } from "./refund.ts";
import { formatStamp, type Instant } from "./time.ts";

/** What a ticket says of the shop that gives it. */
export interface ReceiptShop {
  readonly name: string;
  readonly address: string | null;
  readonly ruc: string | null;
}

/** Words at the left, an amount at the right: `Descuento`, `-S/ 0.50`. */
export interface ReceiptPair {
  readonly text: string;
  readonly amount: string;
}

export interface ReceiptItem {
  readonly lineId: string;
  readonly name: string;
  /** `2 × 3.50`, `0.575 kg × 3.80`. */
  readonly detail: string;
  /** Price × quantity, before discount. */
  readonly amount: string;
  /** `-0.50`, or null when nothing was taken off. */
  readonly discount: string | null;
}

/** A ticket as text, in reading order: the screen, the print sheet and the ESC/POS bytes all say exactly this. */
export interface ReceiptView {
  readonly shopName: string;
  /** Address and RUC, those that the shop has. */
  readonly shopLines: readonly string[];
  /** A ticket printed again says so, so that one sale cannot pass for two. */
  readonly copy: boolean;
  /** `ANULADA`, `DEVUELTA`: what became of the sale; null where it stands as it was. */
  readonly mark: string | null;
  /** `Ticket T001-000123`; a refund says of which. */
  readonly title: string;
  readonly ticketNumber: string;
  readonly stamp: string;
  readonly cashier: string;
  readonly items: readonly ReceiptItem[];
  /** Subtotal and discount, sums by tax class, IGV, cash rounding: only those that say something. */
  readonly sums: readonly ReceiptPair[];
  readonly total: ReceiptPair;
  readonly tenders: readonly ReceiptPair[];
  /** Some of it was paid in cash, so the drawer has to open. */
  readonly paidInCash: boolean;
  /** Null when no change was given. */
  readonly change: ReceiptPair | null;
  readonly notice: string;
}

/** A ticket is no boleta: it must say so (Reglamento de Comprobantes de Pago, RS 007-99/SUNAT, art. 2 lists what is). */
const NOTICE = "Representación de control interno, no es comprobante de pago";

/** What became of a sale. */
export type ReceiptMark = "voided" | "refunded" | "partly";
const MARKS: Readonly<Record<ReceiptMark, string>> = {
  voided: "ANULADA",
  refunded: "DEVUELTA",
  partly: "DEVUELTA EN PARTE",
};

/** `cashier` is the name to print: it comes from outside the ledger, which holds no names (design §4). */
export function receiptOf(
  sale: Sale,
  shop: ReceiptShop,
  { cashier, copy = false, mark = null }: {
    readonly cashier: string;
    readonly copy?: boolean;
    readonly mark?: ReceiptMark | null;
  },
): ReceiptView {
  const change = sumCentimos(sale.tenders.map((tender) => tender.changeCentimos));
  return {
    shopName: shop.name,
    shopLines: [shop.address, shop.ruc && `RUC ${shop.ruc}`].filter((line): line is string => Boolean(line)),
    copy,
    mark: mark && MARKS[mark],
    title: `Ticket ${sale.ticketNumber}`,
    ticketNumber: sale.ticketNumber,
    stamp: formatStamp(sale.occurredAt),
    cashier,
    items: sale.lines.map(itemOf),
    sums: sumsOf(sale),
    total: { text: "Total", amount: formatSoles(sale.totalCentimos) },
    tenders: sale.tenders.map(tenderOf),
    paidInCash: sale.tenders.some((tender) => tender.method === "efectivo"),
    change: change === 0 ? null : { text: "Vuelto", amount: formatSoles(change) },
    notice: NOTICE,
  };
}

/** The paper of what went back: which goods of which ticket, and how the money went back. */
export function refundReceiptOf(
  refund: Pick<Refund, "lines" | "tenders" | "roundingCentimos" | "totalCentimos">,
  sale: Sale,
  shop: ReceiptShop,
  { cashier, madeAt, copy = false }: {
    readonly cashier: string;
    readonly madeAt: Instant;
    readonly copy?: boolean;
  },
): ReceiptView {
  const items = refund.lines.flatMap(({ lineId, quantity, totalCentimos }): ReceiptItem[] => {
    const line = sale.lines.find((other) => other.lineId === lineId);
    return line
      ? [{
        lineId,
        name: line.name,
        detail: `${formatQuantity(quantity, line.unit)} de ${formatQuantity(line.quantity, line.unit)}`,
        amount: formatAmount(totalCentimos),
        discount: null,
      }]
      : [];
  });
  const rounding = refund.roundingCentimos;
  return {
    ...receiptOf(sale, shop, { cashier, copy }),
    title: `Devolución del ticket ${sale.ticketNumber}`,
    stamp: formatStamp(madeAt),
    items,
    sums: rounding === 0 ? [] : [{ text: "Redondeo", amount: formatSoles(rounding) }],
    total: { text: "Devuelto", amount: formatSoles(refund.totalCentimos) },
    tenders: refund.tenders.map(({ method, amountCentimos }) => ({
      text: method === "fiado" ? "Baja de su fiado" : TENDER_NAMES[method],
      amount: formatSoles(amountCentimos),
    })),
    paidInCash: refund.tenders.some((tender) => tender.method === "efectivo"),
    change: null,
  };
}

const grossOf = (line: SaleLine): Centimos => centimos(line.totalCentimos + line.discountCentimos);

function itemOf(line: SaleLine): ReceiptItem {
  return {
    lineId: line.lineId,
    name: line.name,
    detail: `${formatQuantity(line.quantity, line.unit)} × ${formatAmount(line.unitPriceCentimos)}`,
    amount: formatAmount(grossOf(line)),
    discount: line.discountCentimos === 0 ? null : formatAmount(centimos(-line.discountCentimos)),
  };
}

function sumsOf(sale: Sale): ReceiptPair[] {
  const baseOf = (taxClass: TaxClass) =>
    sumCentimos(sale.lines.filter((line) => line.taxClass === taxClass).map((line) => line.baseCentimos));
  const discount = sale.discountCentimos;
  const rows: [text: string, amount: Centimos][] = [
    ["Subtotal", discount === 0 ? centimos(0) : sumCentimos(sale.lines.map(grossOf))],
    ["Descuento", centimos(-discount)],
    ["Op. gravada", baseOf("gravado")],
    ["Op. exonerada", baseOf("exonerado")],
    ["Op. inafecta", baseOf("inafecto")],
    [igvLabel(sale), sale.igvCentimos],
    ["Redondeo", sale.roundingCentimos],
  ];
  return rows.filter(([, amount]) => amount !== 0)
    .map(([text, amount]) => ({ text, amount: formatSoles(amount) }));
}

/** `IGV 18 %`; the bare word when lines of two rates share the ticket. */
function igvLabel(sale: Sale): string {
  const rates = new Set(
    sale.lines.filter((line) => line.taxClass === "gravado").map((line) => line.igvBasisPoints),
  );
  const [rate] = rates;
  return rates.size === 1 && rate !== undefined
    ? `IGV ${formatAmount(centimos(rate)).replace(".00", "")} %`
    : "IGV";
}

function tenderOf(tender: Tender): ReceiptPair {
  const operation = tender.operationNumber ? ` (op. ${tender.operationNumber})` : "";
  return { text: TENDER_NAMES[tender.method] + operation, amount: formatSoles(tender.receivedCentimos) };
}
