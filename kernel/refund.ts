import { type Centimos, centimos, sumCentimos, ZERO } from "./money.ts";
import { type Quantity, quantity } from "./quantity.ts";
import type { Sale, TenderMethod } from "./sale.ts";

/** One line that comes back, whole or in part. */
export interface RefundLine {
  readonly lineId: string;
  readonly quantity: Quantity;
  /** True where it goes back on the shelf; false where it is thrown away. */
  readonly restock: boolean;
  /** What is given back for it: its share of what the line cost, discount taken off. */
  readonly totalCentimos: Centimos;
}

export interface RefundTender {
  readonly method: TenderMethod;
  readonly amountCentimos: Centimos;
}

/** Goods and money that go back over the counter, some time after the sale. */
export interface Refund {
  readonly refundId: string;
  readonly saleId: string;
  /** The drawer that was open then, not that of the sale. */
  readonly cashSessionId: string;
  readonly reason: string;
  readonly lines: readonly RefundLine[];
  /** What coins make of the cash part: up, unless that is more than was paid. */
  readonly roundingCentimos: Centimos;
  /** Σ lines + rounding = Σ tenders. */
  readonly totalCentimos: Centimos;
  readonly tenders: readonly RefundTender[];
}

/** What earlier refunds of a sale gave back. */
export interface EarlierRefund {
  readonly lines: readonly Pick<RefundLine, "lineId" | "quantity" | "totalCentimos">[];
  readonly tenders: readonly RefundTender[];
  readonly totalCentimos: Centimos;
}

/** What can still be given back of one sale. */
export interface Returnable {
  readonly quantityOf: (lineId: string) => Quantity;
  readonly amountOf: (lineId: string) => Centimos;
  /** What of a tender has not gone back; `efectivo` is paid out for any of them but `fiado`. */
  readonly paidBy: (method: TenderMethod) => Centimos;
  readonly totalCentimos: Centimos;
  /** What coins made earlier refunds give above their goods; negative below. */
  readonly overCentimos: Centimos;
}

export function returnableOf(sale: Sale, before: readonly EarlierRefund[]): Returnable {
  const lines = before.flatMap((refund) => refund.lines),
    tenders = before.flatMap((refund) => refund.tenders);
  const lineOf = (lineId: string) => sale.lines.find((line) => line.lineId === lineId);
  const total = sum(before.map((refund) => refund.totalCentimos));
  return {
    quantityOf: (lineId) =>
      quantity(
        (lineOf(lineId)?.quantity ?? 0) - sum(lines.filter(ofLine(lineId)).map((line) => line.quantity)),
      ),
    amountOf: (lineId) =>
      centimos(
        (lineOf(lineId)?.totalCentimos ?? 0) -
          sum(lines.filter(ofLine(lineId)).map((line) => line.totalCentimos)),
      ),
    paidBy: (method) => centimos(paid(sale.tenders, method) - paid(tenders, method)),
    totalCentimos: centimos(sale.totalCentimos - total),
    overCentimos: centimos(total - sum(lines.map((line) => line.totalCentimos))),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const ofLine = (lineId: string) => (line: { readonly lineId: string }) => line.lineId === lineId;
const paid = (tenders: readonly RefundTender[], method: TenderMethod): Centimos =>
  sumCentimos(tenders.filter((tender) => tender.method === method).map((tender) => tender.amountCentimos));

/** `amount × part / whole`, half a unit up. */
export function shareOf(amount: number, part: number, whole: number): number {
  const product = BigInt(amount) * BigInt(part), divisor = BigInt(whole);
  return Number((product * 2n + divisor) / (divisor * 2n));
}

/** What a part of a line gives back. The last part gives the rest, so that all of it gives exactly what was paid. */
export function refundAmount(
  sale: Sale,
  before: readonly EarlierRefund[],
  lineId: string,
  part: Quantity,
): Centimos {
  const line = sale.lines.find(ofLine(lineId));
  if (!line) return ZERO;
  const left = returnableOf(sale, before), rest = left.amountOf(lineId);
  if (part >= left.quantityOf(lineId)) return rest;
  return centimos(Math.min(rest, shareOf(line.totalCentimos, part, line.quantity)));
}

/** How the money goes back: out of the drawer, or each part the way it came. A debt is lowered first in either case. */
export type RefundWay = "cash" | "as_paid";

const OTHERS: readonly TenderMethod[] = ["yape", "plin", "tarjeta"];

/** Of the sale, of the refunds before and of a rest paid by wallet, each less than a coin: they may meet in the last. */
export const REFUND_ROUNDING_MAX = 27;

/**
 * The money of a refund. Goods that were never paid lower the debt and bring no cash (features §1 row 8). Coins of one
 * and five céntimos are out of circulation, so cash goes up to the next ten: what an earlier refund gave too much is
 * taken off, and no refund goes above what was paid.
 */
export function refundMoney(
  sale: Sale,
  before: readonly EarlierRefund[],
  goods: Centimos,
  way: RefundWay,
): Pick<Refund, "roundingCentimos" | "totalCentimos" | "tenders"> {
  const left = returnableOf(sale, before), tenders: RefundTender[] = [];
  let rest = goods;
  const most = () => left.totalCentimos - sum(tenders.map((tender) => tender.amountCentimos));
  const take = (method: TenderMethod) => {
    const amount = centimos(Math.min(rest, left.paidBy(method), most()));
    if (amount <= 0) return;
    tenders.push({ method, amountCentimos: amount });
    rest = centimos(rest - amount);
  };
  take("fiado");
  if (way === "as_paid") OTHERS.forEach(take);
  const cash = inCoins(rest - left.overCentimos, most());
  if (cash > 0) tenders.push({ method: "efectivo", amountCentimos: cash });
  const rounding = centimos(cash - rest);
  return { roundingCentimos: rounding, totalCentimos: centimos(goods + rounding), tenders };
}

/** The whole refund of these parts of a sale, as till and server work it out. */
export function refundFor(
  sale: Sale,
  before: readonly EarlierRefund[],
  frame: Pick<Refund, "refundId" | "saleId" | "cashSessionId" | "reason">,
  parts: readonly Pick<RefundLine, "lineId" | "quantity" | "restock">[],
  way: RefundWay,
): Refund {
  const lines = parts.map((part): RefundLine => ({
    ...part,
    totalCentimos: refundAmount(sale, before, part.lineId, part.quantity),
  }));
  const goods = sumCentimos(lines.map((line) => line.totalCentimos));
  return { ...frame, lines, ...refundMoney(sale, before, goods, way) };
}

/** The next ten céntimos above, or what coins can pay of `most` where that is less. */
function inCoins(amount: number, most: number): Centimos {
  const up = amount <= 0 ? 0 : amount + (10 - amount % 10) % 10;
  return centimos(up <= most ? up : most - most % 10);
}

/** True once nothing of the goods is left to give back. */
export const isFullyReturned = (sale: Sale, before: readonly EarlierRefund[]): boolean => {
  const left = returnableOf(sale, before);
  return sale.lines.every((line) => left.quantityOf(line.lineId) <= 0);
};
