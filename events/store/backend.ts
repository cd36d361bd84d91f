import type { Clock } from "../../kernel/time.ts";
import type { Driver } from "./driver.ts";
import type { LogContext, Verdict } from "./plan_group.ts";
import type { AppendRequest, TenantId } from "./types.ts";

/** Which database: the platform's one or a shop's. `control` is no tenant id (tenant_id.ts), so the two never meet. */
export type Place = "control" | TenantId;

export type GroupWriter = (group: readonly AppendRequest[]) => Promise<readonly Verdict[]>;

/** Where databases live: files of this machine, or namespaces of a server. */
export interface Backend {
  exists(place: Place): Promise<boolean>;
  /** Makes an empty database; no effect on one that exists. */
  create(place: Place): Promise<void>;
  /** For ever. No effect on one that is not there. */
  remove(tenant: TenantId): Promise<void>;
  /** The server itself refuses to write this shop's database, with this reason; null lets it again. Files have no such server. */
  blockWrites(tenant: TenantId, reason: string | null): Promise<void>;
  open(place: Place): OpenedDatabase;
  /** How often since it began a lock of somebody else cost a new connection; 0 for ever where a server holds the files. */
  busyReconnects(): number;
}

export interface OpenedDatabase {
  readonly driver: Driver;
  groupWriter(clock: Clock, context: LogContext): GroupWriter;
}
