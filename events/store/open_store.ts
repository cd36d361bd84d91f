import { systemClock } from "../../kernel/time.ts";
import type { FactRegistry } from "../facts/mod.ts";
import type { Projection } from "../projections/define_projection.ts";
import { inlineStatements } from "../projections/engine.ts";
import { ensureProjections } from "../projections/rebuild.ts";
import type { OpenedDatabase } from "./backend.ts";
import { carefulWriter } from "./careful_writer.ts";
import { knowsDevices } from "./device_turn.ts";
import type { Driver } from "./driver.ts";
import { knowsTickets } from "./free_tickets.ts";
import { gateProjection } from "./gate.ts";
import { migrate, type Migration } from "./migrator.ts";
import type { StoreOptions } from "./open_tenants.ts";
import type { LogContext } from "./plan_group.ts";
import { retryBusy } from "./retry.ts";
import { peopleOf } from "./shop_people.ts";
import { LibsqlTenantStore } from "./tenant_store.ts";
import type { TenantId, TenantStore } from "./types.ts";
import { WriterQueue } from "./writer_queue.ts";

/** Brings a shop's database to today's schema and read models and hands it over. On failure it is closed again. */
export async function openStore(
  { driver, groupWriter }: OpenedDatabase,
  tenant: TenantId,
  migrations: readonly Migration[],
  { baseDomain, facts, projections, clock = systemClock, subjectKeys, appended }: StoreOptions,
  onClose: () => void,
): Promise<TenantStore> {
  try {
    await migrate(driver, migrations);
    const origin = await originOf(driver, `${baseDomain}/t/${tenant}`);
    const all = [gateProjection, ...projections];
    const queue = new WriterQueue(carefulWriter(groupWriter(clock, logContext(origin, facts, all))));
    const people = peopleOf(subjectKeys, tenant);
    const parts = { driver, queue, facts, people, onClose, ...appended && { appended } };
    const store = new LibsqlTenantStore(tenant, origin, parts);
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
    knowsDevices: knowsDevices(projections),
    knowsTickets: knowsTickets(projections),
    versionOf: (type) => versions.get(type) ?? null,
    inline: (events) => inlineStatements(projections, events),
  };
}
