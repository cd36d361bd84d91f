import type { ReceiptShop } from "../../kernel/receipt.ts";
import type { TenderMethod } from "../../kernel/sale.ts";
import type { PulledCashier, PulledProduct, PulledRegister } from "../../kernel/sync.ts";
import type { Room } from "../../ui/rooms.ts";
import type { Instant } from "../../kernel/time.ts";

/** Who sells where. Kept on the device, so that the till starts from it where no server answers. */
export interface Seat {
  readonly shop: ReceiptShop;
  /** Who is signed in: every command says so. */
  readonly cashier: Pick<PulledCashier, "cashierId" | "name">;
  readonly registers: readonly PulledRegister[];
  /** How this shop takes money, in the order of the tiles. */
  readonly methods: readonly TenderMethod[];
  /** A shop that lives by its till lets no browser in that forgets; people who develop and try may. */
  readonly strict?: boolean;
  /** Where else this person may go. */
  readonly rooms: readonly Room[];
}

/** What the page hands to the till: enough to sell the first item. The rest of the catalogue is pulled behind it. */
export interface TillProps extends Seat {
  /** Favourites, at most 200. */
  readonly products: readonly PulledProduct[];
  readonly serverTime: Instant;
  readonly appBuild: string;
}
