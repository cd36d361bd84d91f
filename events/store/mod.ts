export { openTenants, type Tenants, type TenantsOptions, TenantUnknown } from "./open_tenants.ts";
export { openControl } from "./open_control.ts";
export type { DatabaseConfig } from "./database_config.ts";
export { MigrationFailed } from "./migrator.ts";
export { parseTenantId, PLATFORM_LOG } from "./tenant_id.ts";
export { GROUP_MAX } from "./writer_queue.ts";
export type * from "./types.ts";
