import assert from "node:assert/strict";
import { z } from "zod";
import { uuidv7Maker } from "../../kernel/ids.ts";
import type { Result } from "../../kernel/result.ts";
import { type Clock, instantOf } from "../../kernel/time.ts";
import { defineFact } from "../facts/define_fact.ts";
import { factRegistry, SHARED_FACTS } from "../facts/mod.ts";
import { defineProjection, type Projection } from "../projections/define_projection.ts";
import { appendLeaves, emptyFrontier, leafHash, root } from "../log/merkle.ts";
import type { Backend, OpenedDatabase, Place } from "./backend.ts";
import type { Driver } from "./driver.ts";
import { readMigrations } from "./migrator.ts";
import { type StoreOptions, type Tenants, tenantsOn } from "./open_tenants.ts";
import { parseTenantId } from "./tenant_id.ts";
import type { Appended, AppendRefusal, AppendRequest, NewEvent, TenantId, TenantStore } from "./types.ts";

/** A fact that changed once: `amount` was called `n` in version 1. */
export const NotedV1 = defineFact({
  type: "Noted",
  version: 1,
  schema: z.strictObject({ key: z.string(), n: z.int() }),
});
export const Noted = defineFact({
  type: "Noted",
  version: 2,
  schema: z.strictObject({ key: z.string(), amount: z.int() }),
  upcasters: {
    1: (stored) => {
      const { key, n } = stored as { key: string; n: number };
      return { key, amount: n };
    },
  },
});

/** Amounts by key. Its table refuses a sum above 1,000; the key `bug` makes it throw. */
export const notesProjection: Projection = defineProjection({
  name: "notes",
  version: 1,
  mode: "inline",
  tables: [{
    name: "note_total",
    columns: {
      key: "TEXT NOT NULL",
      amount: "INTEGER NOT NULL DEFAULT 0 CHECK (amount <= 1000)",
      events: "INTEGER NOT NULL DEFAULT 0",
    },
    key: ["key"],
  }],
  handles: ["Noted"],
  project: (event) => {
    const { key, amount } = event.data as { key: string; amount: number };
    if (key === "bug") throw new TypeError("a bug in a read model");
    return [{ table: "note_total", key: { key }, add: { amount, events: 1 } }];
  },
});

/** A clock that a test moves. */
export class TestClock implements Clock {
  #ms = Date.UTC(2026, 10, 22, 15);
  now = () => instantOf(this.#ms);
  move(ms: number): void {
    this.#ms += ms;
  }
}

export const ids = uuidv7Maker();
let made = 0;
/** Each test its own shops, so that one server can serve them all. */
export function newTenant(name = "shop"): TenantId {
  return parseTenantId(`${name}-${++made}-${crypto.randomUUID().slice(0, 8)}`)!;
}

export const hashOf = (n: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(n);

export const noted = (stream: string, amount = 1, key = "k"): NewEvent => ({
  id: ids.next(),
  stream,
  type: "Noted",
  occurredAt: instantOf(Date.UTC(2026, 10, 22, 14)),
  data: { key, amount },
});

export const gateSet = (open: boolean, reason = "sin pagar"): NewEvent => ({
  ...noted("gate"),
  type: "SalesGateSet",
  data: { open, reason },
});

type Given = Partial<Omit<AppendRequest, "command" | "expected">> & {
  readonly command?: string;
  readonly hash?: number;
  readonly outcome?: string;
  /** Version each stream must have; 0 for the streams of the events where it is not given. */
  readonly expected?: Readonly<Record<string, number>>;
};

/** One new event on a new stream, unless told otherwise. */
export function request(given: Given = {}): AppendRequest {
  const { command = ids.next(), hash = 1, outcome = `"${command}"`, expected = {}, ...rest } = given;
  const events = given.events ?? [noted(`note-${ids.next()}`)];
  const versions = { ...Object.fromEntries(events.map(({ stream }) => [stream, 0])), ...expected };
  return {
    actor: { kind: "system", id: "test" },
    dev: null,
    gate: "sell",
    ...rest,
    events,
    command: { id: command, hash: hashOf(hash), outcome },
    expected: Object.entries(versions).map(([stream, version]) => ({ stream, version })),
  };
}

export function appended(result: Result<Appended, AppendRefusal>): Appended {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function refusal(result: Result<Appended, AppendRefusal>): AppendRefusal {
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value)}`);
  return result.error;
}

export interface OpenShops {
  readonly tenants: Tenants;
  /** Below the store: what an intruder or a bug could reach. */
  raw(tenant: TenantId): Driver;
}

export const storeOptions: StoreOptions = {
  baseDomain: "caserito.test",
  facts: factRegistry([...SHARED_FACTS, Noted]),
  projections: [notesProjection],
};

/** As another process would open them. */
export async function openShops(backend: Backend, given: Partial<StoreOptions> = {}): Promise<OpenShops> {
  const opened = new Map<Place, OpenedDatabase>();
  const watched: Backend = {
    ...backend,
    open(place) {
      const database = backend.open(place);
      opened.set(place, database);
      return database;
    },
  };
  const tenants = tenantsOn(watched, await readMigrations("tenant"), { ...storeOptions, ...given });
  return { tenants, raw: (tenant) => opened.get(tenant)!.driver };
}

/** Runs one test on a new shop and closes everything, failed or not. */
export async function withShop(
  backend: Backend,
  work: (store: TenantStore, shops: OpenShops) => Promise<void>,
  given: Partial<StoreOptions> = {},
): Promise<void> {
  const shops = await openShops(backend, given);
  try {
    await work(await shops.tenants.create(newTenant()), shops);
  } finally {
    await shops.tenants.close();
  }
}

/** The nth command of a run that may be interrupted and asked again: always the same request but for the event's id. */
export const numbered = (n: number): AppendRequest =>
  request({
    command: `command-${n}`,
    outcome: String(n),
    events: [noted(`note-${n}`, 0), noted(`also-${n}`, 0)],
  });

/** Reads the whole log below the facts: gapless, its tree the one the head says, nothing of a command missing or twice. */
export async function auditNumbered(store: TenantStore): Promise<Set<string>> {
  const rows = await store.db.all<
    { pos: number; stream: string; body: Uint8Array; leaf: Uint8Array<ArrayBuffer> }
  >(
    "SELECT pos, stream, body, leaf FROM event ORDER BY pos",
  );
  assert.deepEqual(rows.map(({ pos }) => pos), rows.map((_, i) => i + 1));
  const leaves = rows.map(({ body, leaf }) => {
    assert.deepEqual(leaf, leafHash(body));
    return leaf;
  });
  const head = await store.head();
  assert.deepEqual(head, {
    size: rows.length,
    root: root(appendLeaves(emptyFrontier(), 0, leaves), rows.length),
  });
  const commands = (await store.db.all("SELECT cmd_id FROM command")).map((row) => String(row.cmd_id));
  const streams = new Set(rows.map(({ stream }) => stream));
  assert.equal(rows.length, 2 * commands.length);
  for (const command of commands) {
    const n = command.slice("command-".length);
    assert.ok(streams.has(`note-${n}`) && streams.has(`also-${n}`), `${command} is torn`);
  }
  const [total] = await store.db.all("SELECT coalesce(sum(events), 0) AS events FROM note_total");
  assert.equal(total!.events, rows.length);
  return new Set(commands);
}
