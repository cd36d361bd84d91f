import type { Backend, Place } from "./backend.ts";
import type { DatabaseConfig } from "./database_config.ts";
import { DriverFault, isFault } from "./driver.ts";
import { namespaceTokens } from "./namespace_tokens.ts";
import { RemoteDriver } from "./remote_driver.ts";
import { remoteWriter } from "./remote_writer.ts";
import { messageOf } from "../../kernel/thrown.ts";

type RemoteConfig = Extract<DatabaseConfig, { kind: "remote" }>;

/** A namespace per shop on a libSQL server, made through its admin API. */
export function remoteBackend(config: RemoteConfig): Backend {
  const { url, authToken, signingKey } = config;
  const tokens = signingKey === undefined ? null : namespaceTokens(signingKey);
  const driverOf = (namespace: Place) =>
    new RemoteDriver({
      ...{ url, namespace },
      ...tokens
        ? { tokenFor: (access) => tokens.tokenFor(namespace, access) }
        : authToken !== undefined && { tokenFor: () => Promise.resolve(authToken) },
    });
  return {
    async exists(place) {
      const driver = driverOf(place);
      try {
        await driver.all("SELECT 1");
        return true;
      } catch (error) {
        if (isFault(error, "missing")) return false;
        throw error;
      } finally {
        await driver.close();
      }
    },
    async create(place) {
      const made = await admin(config, `${place}/create`, {});
      // 400 is what the server says of a namespace that exists; whatever else it means shows in the next call.
      if (!made.ok && made.status !== 400) throw refused("create", place, made.status);
      // The default is not durable: `relaxed` syncs no commit to the disk.
      await configure(config, place, { durability_mode: "strong" });
    },
    async remove(tenant) {
      const removed = await admin(config, tenant, null);
      if (!removed.ok && removed.status !== 404) throw refused("delete", tenant, removed.status);
    },
    blockWrites: (tenant, reason) =>
      configure(config, tenant, { block_writes: reason !== null, block_reason: reason }),
    busyReconnects: () => 0,
    open(place) {
      const driver = driverOf(place);
      return { driver, groupWriter: (clock, context) => remoteWriter(driver, clock, context) };
    },
  };
}

/** Changes some of a namespace's settings and leaves the others: the server takes them whole. */
async function configure(config: RemoteConfig, place: Place, change: object): Promise<void> {
  const current = await admin(config, `${place}/config`);
  if (!current.ok) throw refused("config", place, current.status);
  const set = await admin(config, `${place}/config`, { ...current.body, ...change });
  if (!set.ok) throw refused("config", place, set.status);
}

/** A fault of the server's admin address, which has a token of its own. */
export class AdminFault extends DriverFault {}

const refused = (what: string, place: Place, status: number) =>
  new AdminFault("blocked", `the server refused ${what} of ${place} with ${status}`);

interface AdminAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** GET without a body, POST with one, DELETE where it is null. */
async function admin(config: RemoteConfig, path: string, body?: object | null): Promise<AdminAnswer> {
  const headers = new Headers({ "content-type": "application/json" });
  if (config.adminToken !== undefined) headers.set("authorization", `basic ${config.adminToken}`);
  try {
    const response = await fetch(new URL(`/v1/namespaces/${path}`, config.adminUrl), {
      headers,
      ...(body === undefined
        ? {}
        : body === null
        ? { method: "DELETE" }
        : { method: "POST", body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: text.startsWith("{") ? JSON.parse(text) : {} };
  } catch (error) {
    throw new AdminFault("lost", messageOf(error), { cause: error });
  }
}
