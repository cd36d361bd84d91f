import { type Centimos, centimos, MAX_TYPED, sumCentimos, ZERO } from "./money.ts";
import {
  cashRounding,
  IGV_BASIS_POINTS,
  lineAmount,
  priceSale,
  type SaleTotal,
  type TaxClass,
} from "./pricing.ts";
import { ONE, type Quantity, quantity, type Unit } from "./quantity.ts";
import { err, ok, type Result } from "./result.ts";
import type { Sale, SaleLine, Tender, TenderMethod } from "./sale.ts";

/** A line while it can still change: with the price and cost it had when it was added. */
export interface CartLine {
  readonly lineId: string;
  readonly productId: string | null;
  readonly name: string;
  readonly unit: Unit;
  readonly quantity: Quantity;
  readonly unitPriceCentimos: Centimos;
  /** Cost of one whole unit; null when not known. */
  readonly unitCostCentimos: Centimos | null;
  readonly taxClass: TaxClass;
  /** Discount of this line alone. */
  readonly discountCentimos: Centimos;
}

/** A line of a product at today's price, without a discount. */
export const lineOfProduct = (
  lineId: string,
  product: {
    readonly productId: string;
    readonly name: string;
    readonly unit: Unit;
    readonly priceCentimos: Centimos;
    readonly costCentimos: Centimos | null;
    readonly taxClass: TaxClass;
  },
  quantity: Quantity,
): CartLine => ({
  lineId,
  productId: product.productId,
  name: product.name,
  unit: product.unit,
  quantity,
  unitPriceCentimos: product.priceCentimos,
  unitCostCentimos: product.costCentimos,
  taxClass: product.taxClass,
  discountCentimos: ZERO,
});

/** On the whole ticket: an amount, or so many thousandths of it (100 is 10 %). */
export type TicketDiscount =
  | { readonly kind: "amount"; readonly centimos: Centimos }
  | { readonly kind: "percent"; readonly perMille: number };

export interface Cart {
  readonly lines: readonly CartLine[];
  readonly discount: TicketDiscount | null;
}

/** How the buyer pays: exact amounts by wallet, card or notebook, and the rest in cash. */
export interface Payment {
  readonly exact: readonly {
    readonly method: Exclude<TenderMethod, "efectivo">;
    readonly amountCentimos: Centimos;
    readonly operationNumber: string | null;
  }[];
  /** Cash put on the counter; null when nothing is paid in cash. */
  readonly cashCentimos: Centimos | null;
  /** Whose notebook it goes to: needed for `fiado`. */
  readonly customerId?: string | null;
}

/** What a sale says besides goods and money. */
export type SaleFrame = Pick<
  Sale,
  "saleId" | "ticketNumber" | "registerId" | "cashSessionId" | "cashierId" | "occurredAt"
>;

/** What one event of the ledger holds with room to spare (65,535 bytes), even where every name is long. */
export const LINES_MAX = 100;

export type CheckoutRefusal =
  | { readonly type: "CartEmpty" }
  | { readonly type: "CartFull"; readonly linesMax: number }
  /** A mistyped quantity or price: no sale of a shop is above S/ 9,999,999.99. */
  | { readonly type: "AmountTooLarge"; readonly maxCentimos: Centimos }
  | { readonly type: "DiscountTooLarge"; readonly maxCentimos: Centimos }
  | { readonly type: "Underpaid"; readonly missingCentimos: Centimos }
  /** Wallets and cards pay exactly: only cash gives change. */
  | { readonly type: "Overpaid"; readonly byCentimos: Centimos }
  /** A debt is somebody's. */
  | { readonly type: "CustomerMissing" };

/** What the cart costs, before anything about how it is paid. */
export function priceCart(cart: Cart): Result<SaleTotal, CheckoutRefusal> {
  if (cart.lines.length > LINES_MAX) return err({ type: "CartFull", linesMax: LINES_MAX });
  // Compared before anything is multiplied: above it, price × quantity would leave the safe integers.
  const whole = cart.lines.reduce((sum, line) => sum + line.unitPriceCentimos * line.quantity, 0);
  if (whole > MAX_TYPED * ONE) return err({ type: "AmountTooLarge", maxCentimos: MAX_TYPED });
  const overLine = cart.lines.find((line) =>
    line.discountCentimos < 0 || line.discountCentimos > amountOf(line)
  );
  if (overLine) return err({ type: "DiscountTooLarge", maxCentimos: amountOf(overLine) });
  const subtotal = sumCentimos(cart.lines.map((line) => centimos(amountOf(line) - line.discountCentimos)));
  const discount = discountOf(cart.discount, subtotal);
  if (discount < 0 || discount > subtotal) return err({ type: "DiscountTooLarge", maxCentimos: subtotal });
  const priced = cart.lines.map((line) => ({
    unitPrice: line.unitPriceCentimos,
    quantity: line.quantity,
    discount: line.discountCentimos,
    taxClass: line.taxClass,
  }));
  return ok(priceSale(priced, discount));
}

const amountOf = (line: CartLine): Centimos =>
  lineAmount({ unitPrice: line.unitPriceCentimos, quantity: line.quantity });

function discountOf(discount: TicketDiscount | null, subtotal: Centimos): Centimos {
  if (!discount) return ZERO;
  if (discount.kind === "amount") return discount.centimos;
  return lineAmount({ unitPrice: subtotal, quantity: quantity(discount.perMille) }); // same rounding as a weight
}

/**
 * What is still to pay in cash once `exact` is paid, and the rounding that makes it payable in coins.
 * Rounding touches the cash part alone (features §3 item 36): a wallet pays to the céntimo.
 */
export function cashDue(
  total: Centimos,
  exact: readonly { readonly amountCentimos: Centimos }[],
): { readonly due: Centimos; readonly rounding: Centimos } {
  const rest = centimos(Math.max(0, total - sumCentimos(exact.map((tender) => tender.amountCentimos))));
  const rounding = cashRounding(rest);
  return { due: centimos(rest + rounding), rounding };
}

/** The sale as the ledger will hold it. Island and server make it here, so that the figure shown is the figure kept. */
export function buildSale(cart: Cart, payment: Payment, frame: SaleFrame): Result<Sale, CheckoutRefusal> {
  if (cart.lines.length === 0) return err({ type: "CartEmpty" });
  const priced = priceCart(cart);
  if (!priced.ok) return priced;
  const paid = tendersOf(priced.value.total, payment);
  if (!paid.ok) return paid;
  const { discount, total, base, igv } = priced.value;
  return ok({
    ...frame,
    customerId: payment.customerId ?? null,
    lines: cart.lines.map((line, i) => saleLine(line, priced.value.lines[i]!)),
    discountCentimos: discount,
    roundingCentimos: paid.value.rounding,
    totalCentimos: centimos(total + paid.value.rounding),
    baseCentimos: base,
    igvCentimos: igv,
    tenders: paid.value.tenders,
  });
}

function tendersOf(
  total: Centimos,
  payment: Payment,
): Result<{ tenders: Tender[]; rounding: Centimos }, CheckoutRefusal> {
  const onCredit = payment.exact.some(({ method }) => method === "fiado");
  if (onCredit && !payment.customerId) return err({ type: "CustomerMissing" });
  const exactTotal = sumCentimos(payment.exact.map((tender) => tender.amountCentimos));
  if (exactTotal > total) return err({ type: "Overpaid", byCentimos: centimos(exactTotal - total) });
  const tenders = payment.exact.map((tender): Tender => ({
    method: tender.method,
    amountCentimos: tender.amountCentimos,
    receivedCentimos: tender.amountCentimos,
    changeCentimos: ZERO,
    operationNumber: operationOf(tender.operationNumber),
  }));
  if (exactTotal === total && tenders.length > 0) return ok({ tenders, rounding: ZERO }); // cash goes back untouched
  if (payment.cashCentimos === null) {
    return err({ type: "Underpaid", missingCentimos: centimos(total - exactTotal) });
  }
  const { due, rounding } = cashDue(total, payment.exact);
  if (payment.cashCentimos < due) {
    return err({ type: "Underpaid", missingCentimos: centimos(due - payment.cashCentimos) });
  }
  tenders.push({
    method: "efectivo",
    amountCentimos: due,
    receivedCentimos: payment.cashCentimos,
    changeCentimos: centimos(payment.cashCentimos - due),
    operationNumber: null,
  });
  return ok({ tenders, rounding });
}

/** As typed from another phone's screen, with spaces or signs between: none of them may cost a sale. */
function operationOf(typed: string | null): string | null {
  return typed?.replace(/[^0-9A-Za-z-]/g, "").slice(0, 24) || null;
}

function saleLine(line: CartLine, total: SaleTotal["lines"][number]): SaleLine {
  return {
    lineId: line.lineId,
    productId: line.productId,
    name: line.name,
    unit: line.unit,
    quantity: line.quantity,
    unitPriceCentimos: line.unitPriceCentimos,
    discountCentimos: total.discount,
    totalCentimos: total.total,
    taxClass: line.taxClass,
    igvBasisPoints: IGV_BASIS_POINTS,
    baseCentimos: total.base,
    igvCentimos: total.igv,
    costCentimos: line.unitCostCentimos === null
      ? null
      : lineAmount({ unitPrice: line.unitCostCentimos, quantity: line.quantity }),
  };
}
