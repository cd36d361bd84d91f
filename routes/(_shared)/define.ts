import { createDefine } from "fresh";
import { type CommandContext, jitter } from "../../commands/handle.ts";
import type { Services } from "../../compose.ts";
import type { Metrics } from "./metrics.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { Account } from "../../events/store/control/sessions.ts";
import type { Operator } from "../../events/store/control/operators.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { TenantStore } from "../../events/store/types.ts";

export interface State {
  services: Services;
  metrics: Metrics;
  /** The shop whose host was asked; null on the platform's own. */
  shop: Shop | null;
  /** Opened with the shop, and only then. */
  store: TenantStore | null;
  /** Who is signed in at this shop. */
  staff: Staff | null;
  /** Who is signed in at the platform itself; null at a shop's host. */
  account: Account | null;
}

/** State below `requireStaff`: a shop is open and somebody is signed in. */
export interface ShopState extends State {
  shop: Shop;
  store: TenantStore;
  staff: Staff;
}

/** State below `/cuenta`: somebody is signed in at the platform itself. */
export interface AccountState extends State {
  account: Account;
}

/** State below `/operador`: an operator is signed in. */
export interface OperatorState extends State {
  operator: Operator;
}

export const define = createDefine<State>();
export const defineOperator = createDefine<OperatorState>();
export const defineAccount = createDefine<AccountState>();
export const defineShop = createDefine<ShopState>();

/** The context a command needs, for the person signed in. */
export const commandContext = ({ services, store, staff }: ShopState): CommandContext => ({
  store,
  clock: services.clock,
  ids: services.ids,
  actor: { kind: "person", id: staff.personId },
  dev: null,
  pause: jitter(),
});
