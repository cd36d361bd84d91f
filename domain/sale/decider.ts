import type { SaleFlag, SalesFact } from "../../events/facts/sales.ts";
import type { Decider } from "../../kernel/decider.ts";
import type { Centimos } from "../../kernel/money.ts";
import { hasLargeDiscount } from "../../kernel/discount.ts";
import { type Quantity, quantity } from "../../kernel/quantity.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";
import type { Sale } from "../../kernel/sale.ts";
import { type SaleFault, saleFault } from "./arithmetic.ts";
import {
  decideRefund,
  decideVoid,
  type GivingBackEvent,
  type GivingBackRefusal,
  type RefundSale,
  type SoldSale,
  type VoidSale,
} from "./giving_back.ts";

/** Stream `sale-<id>`: the sale, and what of it went back. */
export type SaleState =
  | { readonly status: "none" }
  | ({ readonly status: "registered"; readonly voided: boolean } & SoldSale);

/** What the shop knew when the sale arrived. It may flag a sale, never refuse it: the goods are gone. */
export interface SaleSurroundings {
  /** Of the sale's own session, and only if it is a session of the sale's register. */
  readonly session: "open" | "closed" | "unknown";
  /** Products of the sale still on offer, by id. `kept` where the shop keeps stock of it: else 0 on hand says nothing. */
  readonly products: ReadonlyMap<
    string,
    { readonly priceCentimos: Centimos; readonly onHand: Quantity; readonly kept: boolean }
  >;
  /** Of whoever takes it home to pay later; null where nothing is paid that way. */
  readonly credit: { readonly known: boolean; readonly exceeded: boolean } | null;
  /** Another sale already bears this ticket number. */
  readonly numberTaken: boolean;
  /** What the way it came here says against it. */
  readonly delivery: readonly SaleFlag[];
  /** Above it, in thousandths, a discount needs approval. */
  readonly discountPerMilleMax: number;
  /** Somebody with the right to it said yes to the discount. */
  readonly discountApproved: boolean;
  /** For each product counted after this sale happened: the first such count. It found the shelf already short. */
  readonly countsSince: readonly { readonly countId: string; readonly productId: string }[];
}

export interface RegisterSale {
  readonly type: "RegisterSale";
  readonly sale: Sale;
  readonly surroundings: SaleSurroundings;
}

export type SaleCommand = RegisterSale | VoidSale | RefundSale;

export type SaleRefusal =
  | GivingBackRefusal
  | { readonly type: "SaleMalformed"; readonly fault: SaleFault }
  | { readonly type: "SaleAlreadyRegistered"; readonly saleId: string };

export type SaleEvent = SalesFact | GivingBackEvent;
type Decision = Result<readonly SaleEvent[], SaleRefusal>;

function decide(command: SaleCommand, state: SaleState): Decision {
  switch (command.type) {
    case "RegisterSale":
      return register(command, state);
    case "VoidSale":
      return giveBack(command.saleId, state, (sold) => decideVoid(command, sold));
    case "RefundSale":
      return giveBack(command.refund.saleId, state, (sold) => decideRefund(command, sold));
    default:
      return unreachable(command);
  }
}

function giveBack(saleId: string, state: SaleState, decideOn: (sold: SoldSale) => Decision): Decision {
  if (state.status === "none") return err({ type: "SaleUnknown", saleId });
  return state.voided ? err({ type: "SaleAlreadyVoided", saleId }) : decideOn(state);
}

function register(command: RegisterSale, state: SaleState): Decision {
  const { sale, surroundings } = command;
  if (state.status === "registered") return err({ type: "SaleAlreadyRegistered", saleId: sale.saleId });
  const fault = saleFault(sale);
  if (fault) return err({ type: "SaleMalformed", fault });
  const flags = flagsOf(sale, surroundings);
  const lines = sale.lines.map((line) => ({ ...line }));
  const tenders = sale.tenders.map((tender) => ({ ...tender }));
  const { cashierName: _, ...kept } = sale;
  return ok([
    { type: "SaleRegistered", data: { sale: { ...kept, lines, tenders }, flags } },
    ...corrections(sale, surroundings),
  ]);
}

/** In the order of SALE_FLAGS, but for those of the delivery, which come last. */
function flagsOf(sale: Sale, around: SaleSurroundings): SaleFlag[] {
  const sold = [...soldByProduct(sale)].map(([id, amount]) => ({ amount, product: around.products.get(id) }));
  const repriced = sale.lines.some((line) => {
    const product = line.productId === null ? undefined : around.products.get(line.productId);
    return product !== undefined && product.priceCentimos !== line.unitPriceCentimos;
  });
  const flags: SaleFlag[] = [];
  if (sold.some(({ product, amount }) => product?.kept && amount > product.onHand)) flags.push("oversold");
  if (repriced) flags.push("price_changed");
  if (sold.some(({ product }) => !product)) flags.push("product_unknown");
  if (around.session !== "open") flags.push(`session_${around.session}`);
  if (around.numberTaken) flags.push("number_reused");
  if (around.credit?.known === false) flags.push("customer_unknown");
  if (around.credit?.exceeded) flags.push("credit_exceeded");
  if (!around.discountApproved && hasLargeDiscount(sale.lines, around.discountPerMilleMax)) {
    flags.push("discount_unapproved");
  }
  return [...flags, ...around.delivery];
}

function corrections(sale: Sale, around: SaleSurroundings): SaleEvent[] {
  const sold = soldByProduct(sale);
  return around.countsSince.flatMap(({ countId, productId }) => {
    const amount = sold.get(productId);
    if (amount === undefined) return [];
    return [{
      type: "StockCountCorrected",
      data: { countId, productId, saleId: sale.saleId, quantity: amount },
    }];
  });
}

/** A product may stand on several lines; stock knows only their sum. */
export function soldByProduct(sale: Sale): ReadonlyMap<string, Quantity> {
  const sold = new Map<string, Quantity>();
  for (const { productId, quantity: amount } of sale.lines) {
    if (productId !== null) sold.set(productId, quantity((sold.get(productId) ?? 0) + amount));
  }
  return sold;
}

function evolve(state: SaleState, event: SaleEvent): SaleState {
  switch (event.type) {
    case "SaleRegistered":
      return { status: "registered", sale: event.data.sale, voided: false, refunds: [] };
    case "SaleVoided":
      return state.status === "none" ? state : { ...state, voided: true };
    case "SaleRefunded":
      return state.status === "none" ? state : { ...state, refunds: [...state.refunds, event.data] };
    case "StockCountCorrected":
      return state;
    default:
      return unreachable(event);
  }
}

export const saleDecider: Decider<SaleCommand, SaleState, SaleEvent, SaleRefusal> = {
  initial: { status: "none" },
  decide,
  evolve,
};
