import type { ReceiptShop } from "../../kernel/receipt.ts";
import type { TenderMethod } from "../../kernel/sale.ts";
import type { PulledCashier, PulledProduct, PulledRegister } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";

/** What the page hands to the till: enough to sell the first item. The rest of the catalogue is pulled behind it. */
export interface TillProps {
  readonly shop: ReceiptShop;
  /** Who is signed in: every command says so. */
  readonly cashier: Pick<PulledCashier, "cashierId" | "name">;
  readonly registers: readonly PulledRegister[];
  /** Favourites, at most 200. */
  readonly products: readonly PulledProduct[];
  /** How this shop takes money, in the order of the tiles. */
  readonly methods: readonly TenderMethod[];
  readonly serverTime: Instant;
  readonly appBuild: string;
}
