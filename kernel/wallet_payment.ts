import type { Centimos } from "./money.ts";
import type { Instant } from "./time.ts";

/** The wallets a person pays with at a counter. */
export type Wallet = "yape" | "plin";

/** What a till is told of an account that its shop is paid into. */
export interface TillWallet {
  readonly accountId: string;
  readonly wallet: Wallet;
  readonly name: string;
  /** The shop's own static code as it was read; null where the shop has kept none. */
  readonly qrText: string | null;
  /** The shop has tried a code with the amount in it, and its wallet obeys (payments-peru §1.4). */
  readonly injectAmount: boolean;
  /** The whole wallet is known not to work now; left out by a server of before. */
  readonly outOfOrder?: boolean;
}

/** A credit that only a person can say the sale of, as a cashier may see it: of the name no more than the wallet's mask shows. */
export interface SeenPayment {
  /** Of the question that the choice answers. */
  readonly exceptionId: string;
  readonly amountCentimos: Centimos;
  readonly payer: string | null;
  readonly at: Instant;
  /** It is asked whether it is for this payment; else it came for nothing that anybody waits for. */
  readonly named: boolean;
}

/** Where the payment that a till waits for stands. */
export interface IntentView {
  readonly intentId: string;
  readonly amountCentimos: Centimos;
  /** Counted for it: money that a machine of ours has seen (trust ≥ 2), by itself or by a person's choice. */
  readonly receivedCentimos: Centimos;
  /** Who sent the last of it, and when it was counted. */
  readonly payer: string | null;
  readonly seenAt: Instant | null;
  /** A person has said so by its operation number. Nobody has seen the money for that. */
  readonly marked: boolean;
  /** Called off: its sale was left, or was taken back since. */
  readonly canceled: boolean;
  /** Credits that could be for it and are not counted: of another amount, or where more than one sale waits for the same. */
  readonly candidates: readonly SeenPayment[];
}
