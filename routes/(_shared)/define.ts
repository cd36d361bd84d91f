import { createDefine } from "fresh";
import type { CommandContext } from "../../commands/handle.ts";
import type { Environment } from "../../config.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { Tenants } from "../../events/store/mod.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Ids } from "../../kernel/ids.ts";
import type { Clock } from "../../kernel/time.ts";
import type { CheckpointSigner } from "../../commands/ledger/sign_checkpoint.ts";

/** What the composition root opened, handed to every request. */
export interface Services {
  readonly environment: Environment;
  readonly control: ControlDb;
  readonly tenants: Tenants;
  readonly checkpoints: CheckpointSigner;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface State {
  services: Services;
  /** The shop whose host was asked; null on the platform's own. */
  shop: Shop | null;
  /** Opened with the shop, and only then. */
  store: TenantStore | null;
  /** Who is signed in at this shop. */
  staff: Staff | null;
}

/** State below `requireStaff`: a shop is open and somebody is signed in. */
export interface ShopState extends State {
  shop: Shop;
  store: TenantStore;
  staff: Staff;
}

export const define = createDefine<State>();
export const defineShop = createDefine<ShopState>();

/** The context a command needs, for the person signed in. */
export const commandContext = ({ services, store, staff }: ShopState): CommandContext => ({
  store,
  clock: services.clock,
  ids: services.ids,
  actor: { kind: "person", id: staff.personId },
  dev: null,
});
