import type { Centimos } from "./money.ts";
import type { TaxClass } from "./pricing.ts";
import type { Quantity, Unit } from "./quantity.ts";
import type { Instant } from "./time.ts";

/** How a sale is paid. `fiado` goes to the customer's notebook: no money came in yet. */
export type TenderMethod = "efectivo" | "yape" | "plin" | "tarjeta" | "fiado";
export const TENDER_METHODS: readonly TenderMethod[] = ["efectivo", "yape", "plin", "tarjeta", "fiado"];
/** As a person calls them. */
export const TENDER_NAMES: Readonly<Record<TenderMethod, string>> = {
  efectivo: "Efectivo",
  yape: "Yape",
  plin: "Plin",
  tarjeta: "Tarjeta",
  fiado: "Fiado",
};

/** One product on a ticket, with the price, tax and cost of its moment: later changes of the catalogue do not touch it. */
export interface SaleLine {
  readonly lineId: string;
  /** Null for an amount sold without a product. */
  readonly productId: string | null;
  readonly name: string;
  readonly unit: Unit;
  readonly quantity: Quantity;
  /** Shelf price of one whole unit, IGV included. */
  readonly unitPriceCentimos: Centimos;
  /** The line's own discount plus its share of the ticket's discount. */
  readonly discountCentimos: Centimos;
  /** Price × quantity − discount = base + IGV. */
  readonly totalCentimos: Centimos;
  readonly taxClass: TaxClass;
  /** Rate of the IGV on the day of the sale, 1800 is 18 %. */
  readonly igvBasisPoints: number;
  readonly baseCentimos: Centimos;
  readonly igvCentimos: Centimos;
  /** Cost of the whole line. Null when the product's cost was not known. */
  readonly costCentimos: Centimos | null;
}

/** One way of paying one part of a sale: received − change = amount. */
export interface Tender {
  readonly method: TenderMethod;
  /** What it pays of the sale. */
  readonly amountCentimos: Centimos;
  readonly receivedCentimos: Centimos;
  /** The vuelto. Only cash gives any. */
  readonly changeCentimos: Centimos;
  /** What the wallet or the card terminal wrote on its own receipt. */
  readonly operationNumber: string | null;
}

/** A finished sale: what happened at the counter, never edited afterwards. */
export interface Sale {
  readonly saleId: string;
  /** Series of the register and its running number, `T001-000123`. */
  readonly ticketNumber: string;
  readonly registerId: string;
  readonly cashSessionId: string;
  readonly cashierId: string;
  /** Never here: names are personal data and stay outside the ledger (design §4). */
  readonly cashierName?: never;
  /** Who owes what the notebook pays; null for a buyer nobody asked for. An id: the name is elsewhere, sealed. */
  readonly customerId: string | null;
  readonly occurredAt: Instant;
  readonly lines: readonly SaleLine[];
  /** Σ discounts of the lines. */
  readonly discountCentimos: Centimos;
  /** What cash coins cannot pay, given to the buyer: zero or negative. */
  readonly roundingCentimos: Centimos;
  /** Σ lines + rounding = Σ tenders. */
  readonly totalCentimos: Centimos;
  readonly baseCentimos: Centimos;
  readonly igvCentimos: Centimos;
  readonly tenders: readonly Tender[];
}
