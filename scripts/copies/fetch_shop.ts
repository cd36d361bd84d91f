import { join } from "node:path";
import { FACTS, PROJECTIONS, type Services } from "../../compose.ts";
import { copyLog } from "../../events/store/copy_log.ts";
import { type DatabaseConfig, openTenants, type TenantId } from "../../events/store/mod.ts";

/** Brings a shop from a libSQL server into a file below `dir`, where it then stands as if it had always been one. */
export async function fetchShop(
  { tenants, environment }: Services,
  tenant: TenantId,
  dir: string,
): Promise<void> {
  const store = await tenants.get(tenant);
  const config: DatabaseConfig = { kind: "embedded", dir };
  await copyLog((sql, args) => store.db.all(sql, args), config, tenant);
  const files = await openTenants({
    config,
    baseDomain: environment.CASERITO_BASE_DOMAIN,
    facts: FACTS,
    projections: PROJECTIONS,
  });
  await files.get(tenant); // makes the read models
  await files.close();
}

/** Where a fetched shop stands while it is copied; never a part of the copy. */
export const fetchFolder = (folder: string): string => join(folder, ".fetched");
