import { type Clock, systemClock } from "../../kernel/time.ts";
import type { FactRegistry } from "../facts/mod.ts";
import type { Projection } from "../projections/define_projection.ts";
import { inlineStatements } from "../projections/engine.ts";
import { ensureProjections } from "../projections/rebuild.ts";
import type { Backend } from "./backend.ts";
import { type DatabaseConfig, openBackend } from "./database_config.ts";
import type { Driver } from "./driver.ts";
import { gateProjection } from "./gate.ts";
import { migrate, type Migration, readMigrations } from "./migrator.ts";
import type { LogContext } from "./plan_group.ts";
import { retryBusy } from "./retry_busy.ts";
import { LibsqlTenantStore } from "./tenant_store.ts";
import type { TenantId, TenantStore } from "./types.ts";
import { WriterQueue } from "./writer_queue.ts";

/** The shops of this platform. Each is opened once in a process and shared by all who ask. */
export interface Tenants {
  /** Throws `TenantUnknown` for a shop that was never made, and `MigrationFailed` for one that cannot be opened. */
  get(tenant: TenantId): Promise<TenantStore>;
  /** Makes the shop's database, or completes one whose making was interrupted. */
  create(tenant: TenantId): Promise<TenantStore>;
  withTenant<T>(tenant: TenantId, work: (store: TenantStore) => T | Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface TenantsOptions {
  readonly config: DatabaseConfig;
  /** Before `/t/<tenant>` in the origin of a new log. */
  readonly baseDomain: string;
  readonly facts: FactRegistry;
  readonly projections: readonly Projection[];
  readonly clock?: Clock;
  /** Files open at once; more shops than that take turns (1,000 open ones must fit in 400 MB). */
  readonly maxOpen?: number;
}

export class TenantUnknown extends Error {
  override readonly name = "TenantUnknown";
}

export async function openTenants(options: TenantsOptions): Promise<Tenants> {
  const backend = openBackend(options.config, options.maxOpen);
  const migrations = await readMigrations("tenant");
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
    openStore(tenant, backend, migrations, options, () => stores.delete(tenant));
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
    withTenant: async (tenant, work) => await work(await get(tenant)),
    async close() {
      const opened = await Promise.allSettled(stores.values());
      await Promise.all(opened.map((result) => result.status === "fulfilled" && result.value.close()));
    },
  };
}

async function openStore(
  tenant: TenantId,
  backend: Backend,
  migrations: readonly Migration[],
  { baseDomain, facts, projections, clock = systemClock }: TenantsOptions,
  onClose: () => void,
): Promise<TenantStore> {
  const { driver, groupWriter } = backend.open(tenant);
  try {
    await migrate(driver, migrations);
    const origin = await originOf(driver, `${baseDomain}/t/${tenant}`);
    const all = [gateProjection, ...projections];
    const queue = new WriterQueue(groupWriter(clock, logContext(origin, facts, all)));
    const store = new LibsqlTenantStore(tenant, origin, { driver, queue, facts, onClose });
    await ensureProjections(store, all);
    return store;
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/** The origin the log began with, whatever the platform is called today. */
async function originOf(driver: Driver, today: string): Promise<string> {
  const read = () => retryBusy(() => driver.all("SELECT origin FROM log WHERE k = 1"));
  const known = await read();
  if (known.length === 0) {
    const sql = "INSERT INTO log (k, origin) VALUES (1, ?) ON CONFLICT (k) DO NOTHING";
    await retryBusy(() => driver.batch([{ sql, args: [today] }]));
  }
  const [row] = known.length > 0 ? known : await read();
  return (row as { origin: string }).origin;
}

function logContext(origin: string, facts: FactRegistry, projections: readonly Projection[]): LogContext {
  const versions = new Map(facts.types.map((type) => [type, facts.versionOf(type)]));
  return {
    origin,
    versionOf: (type) => versions.get(type) ?? null,
    inline: (events) => inlineStatements(projections, events),
  };
}
