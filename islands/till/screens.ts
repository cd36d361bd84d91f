import type { Payment } from "../../kernel/checkout.ts";
import type { Sale, TenderMethod } from "../../kernel/sale.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import type { PadKey } from "./keypad.ts";

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
  | { readonly kind: "receipt"; readonly sale: Sale }
  | { readonly kind: "keys" }
  | { readonly kind: "unsent" }
  | { readonly kind: "installIos" };

export type Screen = "open" | "sell" | "pay" | "close";

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
