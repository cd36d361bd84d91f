import { may } from "../../commands/people/permissions.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import type { TenantId } from "../../events/store/types.ts";

/** Whose PIN was typed on a paired tablet, the tablet says; that it is one of those who may approve is known here. */
export const overriders = async (control: ControlDb, shop: TenantId): Promise<ReadonlySet<string>> =>
  new Set(
    (await staffOfShop(control, shop)).filter(({ role }) => may(role, "override")).map(({ personId }) =>
      personId
    ),
  );
