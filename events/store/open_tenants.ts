import type { Clock } from "../../kernel/time.ts";
import type { FactRegistry } from "../facts/mod.ts";
import type { Projection } from "../projections/define_projection.ts";
import type { Backend } from "./backend.ts";
import { type DatabaseConfig, openBackend } from "./database_config.ts";
import { type Migration, readMigrations } from "./migrator.ts";
import { openStore } from "./open_store.ts";
import type { SubjectKeys } from "./subject_keys.ts";
import type { AppendRequest, TenantId, TenantStore } from "./types.ts";

/** The shops of this platform. Each is opened once in a process and shared by all who ask. */
export interface Tenants {
  /** Throws `TenantUnknown` for a shop that was never made, and `MigrationFailed` for one that cannot be opened. */
  get(tenant: TenantId): Promise<TenantStore>;
  /** Makes the shop's database, or completes one whose making was interrupted. */
  create(tenant: TenantId): Promise<TenantStore>;
  /**
   * Ends a shop's database for ever. The registry comes first ({@link removeShop}): whoever still holds the store then
   * writes into nothing that anybody reads.
   */
  remove(tenant: TenantId): Promise<void>;
  /** The third of the three checks (design §7), where a server holds the databases: see `Backend`. */
  blockWrites(tenant: TenantId, reason: string | null): Promise<void>;
  withTenant<T>(tenant: TenantId, work: (store: TenantStore) => T | Promise<T>): Promise<T>;
  /** See `Backend`: one that grows fast says that two processes write to the same files. */
  busyReconnects(): number;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Before `/t/<tenant>` in the origin of a new log. */
  readonly baseDomain: string;
  readonly facts: FactRegistry;
  readonly projections: readonly Projection[];
  readonly clock?: Clock;
  /** Without them nothing about a person can be written or read: enough for what looks at the log alone. */
  readonly subjectKeys?: SubjectKeys;
  /** Awaited after each append that wrote something, before whoever asked for it goes on. Never rejects. */
  readonly appended?: (events: AppendRequest["events"]) => Promise<void>;
}

export interface TenantsOptions extends StoreOptions {
  readonly config: DatabaseConfig;
  /** Files open at once; more shops than that take turns (1,000 open ones must fit in 400 MB). */
  readonly maxOpen?: number;
}

export class TenantUnknown extends Error {
  override readonly name = "TenantUnknown";
}

/** Opens nothing yet: each shop's database is opened, and brought to today's schema, when it is first asked for. */
export async function openTenants(options: TenantsOptions): Promise<Tenants> {
  const backend = openBackend(options.config, options.maxOpen);
  return tenantsOn(backend, await readMigrations("tenant"), options);
}

/** The same over any backend: the seam through which tests reach below the store. */
export function tenantsOn(
  backend: Backend,
  migrations: readonly Migration[],
  options: StoreOptions,
): Tenants {
  const stores = new Map<TenantId, Promise<TenantStore>>();
  const once = (tenant: TenantId, open: () => Promise<TenantStore>) => {
    let store = stores.get(tenant);
    if (!store) {
      // A failure is this shop's alone and not for ever: the next request tries again.
      store = open().catch((error) => {
        stores.delete(tenant);
        throw error;
      });
      stores.set(tenant, store);
    }
    return store;
  };
  const open = (tenant: TenantId) =>
    openStore(backend.open(tenant), tenant, migrations, options, () => stores.delete(tenant));
  const get = (tenant: TenantId) =>
    once(tenant, async () => {
      if (!await backend.exists(tenant)) throw new TenantUnknown(tenant);
      return await open(tenant);
    });
  return {
    get,
    create: (tenant) =>
      once(tenant, async () => {
        await backend.create(tenant);
        return await open(tenant);
      }),
    busyReconnects: () => backend.busyReconnects(),
    blockWrites: backend.blockWrites,
    async remove(tenant) {
      const open = await stores.get(tenant)?.catch(() => null);
      await open?.close();
      await backend.remove(tenant);
    },
    withTenant: async (tenant, work) => await work(await get(tenant)),
    async close() {
      const opened = await Promise.allSettled(stores.values());
      await Promise.all(opened.map((result) => result.status === "fulfilled" && result.value.close()));
    },
  };
}
