import type { Services } from "../../compose.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { TenantStore } from "../../events/store/types.ts";

/** Where a request stands. The host decided the shop: no header and no body can name another one. */
export interface ApiPlace {
  readonly services: Services;
  /** Null on the platform's own host. */
  readonly shop: Shop | null;
  readonly store: TenantStore | null;
  /** Who holds the session cookie, if anybody does. */
  readonly staff: Staff | null;
  /** Ends that session; answers the `Set-Cookie` that makes the browser forget it. */
  readonly endSession: () => Promise<string>;
}

export interface ApiEnv {
  Bindings: ApiPlace;
}
