import type { ReturnFlag, ReturnsFact } from "../../events/facts/returns.ts";
import type { StockFact } from "../../events/facts/stock.ts";
import { type Centimos, centimos, sumCentimos } from "../../kernel/money.ts";
import { splitIgv } from "../../kernel/pricing.ts";
import { type Quantity, quantity } from "../../kernel/quantity.ts";
import { type Refund, REFUND_ROUNDING_MAX, returnableOf, shareOf } from "../../kernel/refund.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Sale, SaleLine, TenderMethod } from "../../kernel/sale.ts";

/** A sale that can be given back: as it was registered, and what already went back. */
export interface SoldSale {
  readonly sale: Sale;
  readonly refunds: readonly ReturnsFact["data"][];
}

/** What the shop knew when goods came back. It may flag what happened at the counter, never undo it. */
export interface GivingBackSurroundings {
  /** Of the drawer that pays. */
  readonly session: "open" | "closed" | "unknown";
  /** Somebody with the right to it said yes. */
  readonly approved: boolean;
  readonly cashierId: string;
  /** Products that were counted since: that count found the goods already back on the shelf. */
  readonly countsSince: readonly { readonly countId: string; readonly productId: string }[];
}

export interface VoidSale {
  readonly type: "VoidSale";
  readonly voidId: string;
  readonly saleId: string;
  readonly reason: string;
  readonly surroundings: GivingBackSurroundings;
}

export interface RefundSale {
  readonly type: "RefundSale";
  readonly refund: Refund;
  readonly surroundings: GivingBackSurroundings;
}

/** What does not add up in a refund. Only a broken till can send one. */
export type RefundFault =
  | "line is not of the sale"
  | "line is there twice"
  | "line is not its share"
  | "total is not lines + rounding"
  | "tenders do not pay the total"
  | "tender is there twice"
  | "debt is not lowered first"
  | "more than was paid this way"
  | "cash cannot be paid in coins";

export type GivingBackRefusal =
  | { readonly type: "SaleUnknown"; readonly saleId: string }
  | { readonly type: "SaleAlreadyVoided"; readonly saleId: string }
  /** Some of it went back already: what is left can be refunded, not taken back whole. */
  | { readonly type: "SaleAlreadyRefunded"; readonly saleId: string }
  /** Only the drawer that took the money may take the sale back; after its closing it is a refund. */
  | { readonly type: "SaleOfClosedSession"; readonly saleId: string }
  /** More than was sold, with all refunds before it: perhaps two tablets gave back the same goods. */
  | { readonly type: "RefundTooLarge"; readonly saleId: string; readonly lineId: string }
  | { readonly type: "RefundMalformed"; readonly fault: RefundFault };

export type GivingBackEvent = ReturnsFact | Extract<StockFact, { type: "StockCountCorrected" }>;
type Decision = Result<readonly GivingBackEvent[], GivingBackRefusal>;

export function decideVoid(
  { voidId, saleId, reason, surroundings }: VoidSale,
  { sale, refunds }: SoldSale,
): Decision {
  if (refunds.length > 0) return err({ type: "SaleAlreadyRefunded", saleId });
  if (surroundings.session !== "open") return err({ type: "SaleOfClosedSession", saleId });
  const lines = sale.lines.map((line) => returnedLine(line, { ...line, restock: true }, refunds));
  const tenders = sale.tenders.map(({ method, amountCentimos }) => ({ method, amountCentimos }));
  const { cashSessionId, roundingCentimos, totalCentimos } = sale;
  const money = { cashSessionId, reason, roundingCentimos, totalCentimos, tenders: merged(tenders) };
  const data = { voidId, ...returned(sale, lines, money, surroundings) };
  return ok([{ type: "SaleVoided", data }, ...corrections(data, surroundings)]);
}

export function decideRefund({ refund, surroundings }: RefundSale, { sale, refunds }: SoldSale): Decision {
  const tooMuch = lineTooLarge(sale, refunds, refund);
  if (tooMuch) return err({ type: "RefundTooLarge", saleId: sale.saleId, lineId: tooMuch });
  const fault = refundFault(sale, refunds, refund);
  if (fault) return err({ type: "RefundMalformed", fault });
  const lines = refund.lines.map((part) => returnedLine(lineOf(sale, part.lineId)!, part, refunds));
  const { refundId, ...money } = refund;
  const data = { refundId, ...returned(sale, lines, money, surroundings) };
  return ok([{ type: "SaleRefunded", data }, ...corrections(data, surroundings)]);
}

const lineOf = (sale: Sale, lineId: string) => sale.lines.find((line) => line.lineId === lineId);

function lineTooLarge(sale: Sale, before: SoldSale["refunds"], refund: Refund): string | null {
  const left = returnableOf(sale, before);
  const over = refund.lines.find((line) =>
    lineOf(sale, line.lineId) &&
    (line.quantity > left.quantityOf(line.lineId) || line.totalCentimos > left.amountOf(line.lineId))
  );
  return over?.lineId ?? null;
}

function refundFault(sale: Sale, before: SoldSale["refunds"], refund: Refund): RefundFault | null {
  const { lines, tenders } = refund;
  if (new Set(lines.map((line) => line.lineId)).size < lines.length) return "line is there twice";
  for (const { lineId, quantity: part, totalCentimos } of lines) {
    const line = lineOf(sale, lineId);
    if (!line) return "line is not of the sale";
    // A céntimo more or less: what is left of a line is its rest, and two tablets may have parted it otherwise.
    const share = shareOf(line.totalCentimos, part, line.quantity);
    if (Math.abs(totalCentimos - share) > 1 + before.length) return "line is not its share";
  }
  const goods = sumCentimos(lines.map((line) => line.totalCentimos));
  if (goods + refund.roundingCentimos !== refund.totalCentimos) return "total is not lines + rounding";
  if (sumCentimos(tenders.map((tender) => tender.amountCentimos)) !== refund.totalCentimos) {
    return "tenders do not pay the total";
  }
  return moneyFault(sale, before, refund, goods);
}

function moneyFault(
  sale: Sale,
  before: SoldSale["refunds"],
  { tenders, roundingCentimos }: Refund,
  goods: Centimos,
): RefundFault | null {
  const left = returnableOf(sale, before);
  const by = (method: TenderMethod) =>
    tenders.find((tender) => tender.method === method)?.amountCentimos ?? 0;
  if (new Set(tenders.map((tender) => tender.method)).size < tenders.length) return "tender is there twice";
  const debt = left.paidBy("fiado");
  if (by("fiado") !== Math.min(goods, debt)) return "debt is not lowered first";
  const others = ["yape", "plin", "tarjeta"] as const;
  if (others.some((method) => by(method) > 0 && by(method) > left.paidBy(method))) {
    return "more than was paid this way";
  }
  const whole = sumCentimos(tenders.map((tender) => tender.amountCentimos));
  if (whole > left.totalCentimos || by("efectivo") > left.totalCentimos - debt) {
    return "more than was paid this way";
  }
  const isInCoins = by("efectivo") % 10 === 0 && Math.abs(roundingCentimos) <= REFUND_ROUNDING_MAX;
  return isInCoins ? null : "cash cannot be paid in coins";
}

type Returned = Omit<Extract<ReturnsFact, { type: "SaleRefunded" }>["data"], "refundId">;
type ReturnedLine = Returned["lines"][number];

function returnedLine(
  line: SaleLine,
  part: { readonly quantity: Quantity; readonly restock: boolean; readonly totalCentimos: Centimos },
  refunds: SoldSale["refunds"],
): ReturnedLine {
  const before = refunds.flatMap((refund) => refund.lines).filter((other) => other.lineId === line.lineId);
  const sumOf = (field: "quantity" | "discountCentimos" | "costCentimos") =>
    before.reduce((sum, other) => sum + (other[field] ?? 0), 0);
  const isLast = sumOf("quantity") + part.quantity === line.quantity;
  // The last part takes the rest: all parts of a line come to exactly the line.
  const share = (whole: Centimos, field: "discountCentimos" | "costCentimos") => {
    const rest = whole - sumOf(field);
    return centimos(isLast ? rest : Math.min(rest, shareOf(whole, part.quantity, line.quantity)));
  };
  const { base, igv } = splitIgv(part.totalCentimos, line.taxClass, line.igvBasisPoints);
  return {
    lineId: line.lineId,
    productId: line.productId,
    quantity: part.quantity,
    restock: part.restock,
    discountCentimos: share(line.discountCentimos, "discountCentimos"),
    totalCentimos: part.totalCentimos,
    baseCentimos: base,
    igvCentimos: igv,
    costCentimos: line.costCentimos === null ? null : share(line.costCentimos, "costCentimos"),
  };
}

function returned(
  sale: Sale,
  lines: ReturnedLine[],
  money: Pick<Refund, "cashSessionId" | "reason" | "roundingCentimos" | "totalCentimos" | "tenders">,
  { session, approved, cashierId }: GivingBackSurroundings,
): Returned {
  const flags: ReturnFlag[] = [];
  if (!approved) flags.push("unapproved");
  if (session !== "open") flags.push(`session_${session}`);
  const sumOf = (field: "discountCentimos" | "baseCentimos" | "igvCentimos") =>
    sumCentimos(lines.map((line) => line[field]));
  return {
    saleId: sale.saleId,
    cashSessionId: money.cashSessionId,
    cashierId,
    soldAt: sale.occurredAt,
    customerId: sale.customerId,
    reason: money.reason,
    lines,
    discountCentimos: sumOf("discountCentimos"),
    roundingCentimos: money.roundingCentimos,
    totalCentimos: money.totalCentimos,
    baseCentimos: sumOf("baseCentimos"),
    igvCentimos: sumOf("igvCentimos"),
    tenders: money.tenders.map((tender) => ({ ...tender })),
    flags,
  };
}

/** One row per method: a sale may have taken two of one kind. */
function merged(tenders: Refund["tenders"]): Refund["tenders"] {
  const methods = [...new Set(tenders.map((tender) => tender.method))];
  return methods.map((method) => ({
    method,
    amountCentimos: sumCentimos(
      tenders.filter((tender) => tender.method === method).map((tender) => tender.amountCentimos),
    ),
  }));
}

/** A count made after the goods came back, and known before we heard of them, took them for goods that were too many. */
function corrections(
  { saleId, lines }: Returned,
  { countsSince }: GivingBackSurroundings,
): GivingBackEvent[] {
  return countsSince.flatMap(({ countId, productId }) => {
    const back = lines.filter((line) => line.restock && line.productId === productId)
      .reduce((sum, line) => sum + line.quantity, 0);
    return back === 0 ? [] : [{
      type: "StockCountCorrected",
      data: { countId, productId, saleId, quantity: quantity(-back) },
    }];
  });
}
