import type { Approval } from "../../kernel/approval.ts";
import type { Payment } from "../../kernel/checkout.ts";
import type { Refund } from "../../kernel/refund.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { Sale, TenderMethod } from "../../kernel/sale.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import type { Ask } from "./approving.ts";
import type { PadKey } from "./keypad.ts";
import type { SoldHere } from "./sold_here.ts";

/** What asks for an answer above the selling. */
export type Sheet =
  | { readonly kind: "measure"; readonly product: PulledProduct }
  | { readonly kind: "quantity"; readonly lineId: string }
  | { readonly kind: "discount"; readonly lineId: string | null }
  | { readonly kind: "amount"; readonly name: string }
  | { readonly kind: "unknown"; readonly code: string }
  | { readonly kind: "create"; readonly code: string }
  | { readonly kind: "choose"; readonly products: readonly PulledProduct[] }
  | { readonly kind: "holds" }
  | { readonly kind: "cash" }
  /** `sold` where it is printed again, `refund` for the paper of what went back. */
  | {
    readonly kind: "receipt";
    readonly sale: Sale;
    readonly sold?: SoldHere;
    readonly refund?: Refund;
  }
  | { readonly kind: "override"; readonly ask: Ask }
  | { readonly kind: "sales" }
  | { readonly kind: "sold"; readonly sold: SoldHere }
  | { readonly kind: "refund"; readonly sold: SoldHere }
  | { readonly kind: "openDrawer" }
  | { readonly kind: "debtor" }
  | { readonly kind: "debt" }
  | { readonly kind: "keys" }
  | { readonly kind: "pairSheet" }
  | { readonly kind: "handOver" }
  | { readonly kind: "unpair" }
  | { readonly kind: "unsent" }
  | { readonly kind: "printing" }
  | { readonly kind: "toSee" }
  | { readonly kind: "installIos" };

export type Screen = "open" | "sell" | "pay" | "close";

/** Whoever takes it home and pays later. */
export interface Debtor {
  readonly customerId: string;
  readonly name: string;
  /** What this till may lend them now. */
  readonly freeCentimos: Centimos;
  /** What to say where they want more. */
  readonly why: string;
  /** Of somebody who may lend more. */
  readonly approval: Approval | null;
}

/** A payment under way. Its ids are made when the screen opens, so that a double tap is one sale. */
export interface Paying {
  readonly cmdId: string;
  readonly saleId: string;
  readonly method: TenderMethod;
  /** What the keypad holds for the chosen method. */
  readonly typed: string;
  readonly operation: string;
  /** When this way was chosen, by `performance.now()`: how long a wallet has been waited for. */
  readonly since: number;
  readonly exact: Payment["exact"];
  /** Of a discount above the limit. */
  readonly approval: Approval | null;
  readonly debtor: Debtor | null;
  readonly busy: boolean;
  readonly error: string | null;
}

export interface Pad {
  readonly onKey: (key: PadKey) => void;
  readonly onEnter: () => void;
}

export interface Notice {
  readonly tone: "attention" | "danger" | "ok";
  readonly text: string;
}
