import type { Limited } from "../../domain/membership/plans.ts";
import { registers } from "../../events/projections/shop/queries.ts";
import { apiKeys } from "../../events/store/control/api_keys.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { staffOfShop } from "../../events/store/control/people.ts";
import type { TenantStore } from "../../events/store/types.ts";

/** How many a shop has now of what plans count. Whoever only audits is the accountant, and no person of the till. */
export async function shopCounts(
  control: ControlDb,
  { tenant, db }: Pick<TenantStore, "tenant" | "db">,
): Promise<Readonly<Record<Limited, number>>> {
  const [tills, staff, keys] = await Promise.all([
    registers(db),
    staffOfShop(control, tenant),
    apiKeys(control, tenant),
  ]);
  const accountants = staff.filter(({ role }) => role === "auditor").length;
  return {
    registers: tills.length,
    people: staff.length - accountants,
    apiKeys: keys.filter(({ revokedAt }) => revokedAt === null).length,
    accountants,
  };
}
