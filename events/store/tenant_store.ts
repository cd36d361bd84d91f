import { err, ok, type Result } from "../../kernel/result.ts";
import type { FactRegistry } from "../facts/mod.ts";
import { type Bytes, sameBytes } from "../log/bytes.ts";
import { parseFrontier, root } from "../log/merkle.ts";
import type { TurnTaking } from "../projections/rebuild.ts";
import { type Driver, isFault } from "./driver.ts";
import { LogBroken } from "./group_state.ts";
import type { StoreOptions } from "./open_tenants.ts";
import { readQuery, recordedOf, streamQuery } from "./read_log.ts";
import { retryBusy, retryLost } from "./retry.ts";
import type {
  Appended,
  AppendRefusal,
  AppendRequest,
  Head,
  ProjectionWriter,
  ReadFilter,
  Recorded,
  ShopPeople,
  SqlRow,
  SqlValue,
  Statement,
  TenantDb,
  TenantId,
  TenantStore,
} from "./types.ts";
import type { WriterQueue } from "./writer_queue.ts";

/** The log of one shop over any driver: the two stores differ in how a group is written and in nothing else. */
export class LibsqlTenantStore implements TenantStore {
  readonly db: TenantDb;
  readonly projections: ProjectionWriter;
  readonly people: ShopPeople;
  readonly #driver: Driver;
  readonly #queue: WriterQueue;
  readonly #facts: FactRegistry;
  readonly #onClose: () => void;
  readonly #appended: StoreOptions["appended"];

  constructor(
    readonly tenant: TenantId,
    readonly origin: string,
    parts: {
      driver: Driver;
      queue: WriterQueue;
      facts: FactRegistry;
      people: ShopPeople;
      onClose: () => void;
    } & Pick<StoreOptions, "appended">,
  ) {
    this.#driver = parts.driver;
    this.#queue = parts.queue;
    this.#facts = parts.facts;
    this.people = parts.people;
    this.#onClose = parts.onClose;
    this.#appended = parts.appended;
    this.db = tenantDb(tenant, parts.driver);
    this.projections = projectionWriter(parts.driver, parts.queue);
  }

  async append(request: AppendRequest): Promise<Result<Appended, AppendRefusal>> {
    const appended = await this.#queue.append(request);
    if (this.#appended && appended.ok && !appended.value.repeated) await this.#appended(request.events);
    return appended;
  }

  async outcomeOf(cmdId: string, hash: Bytes): Promise<Result<string | null, AppendRefusal>> {
    try {
      const row = await this.db.first<{ req_hash: Bytes; outcome: string }>(
        "SELECT req_hash, outcome FROM command WHERE cmd_id = ?",
        [cmdId],
      );
      if (row && !sameBytes(row.req_hash, hash)) return err({ type: "CommandReused", cmdId });
      return ok(row?.outcome ?? null);
    } catch (error) {
      if (!isFault(error)) throw error;
      return err({ type: "StoreUnavailable", detail: error.message });
    }
  }

  stream(stream: string): Promise<Recorded[]> {
    return this.#events(streamQuery(stream));
  }

  read(filter: ReadFilter): Promise<Recorded[]> {
    return this.#events(readQuery(filter));
  }

  bodies(fromPos: number, limit: number): Promise<{ pos: number; body: Bytes; leaf: Bytes }[]> {
    return this.db.all("SELECT pos, body, leaf FROM event WHERE pos >= ? ORDER BY pos LIMIT ?", [
      fromPos,
      limit,
    ]);
  }

  async head(): Promise<Head> {
    const row = await this.db.first<{ size: number; frontier: Bytes }>(
      "SELECT size, frontier FROM head WHERE k = 1",
    );
    const frontier = row && parseFrontier(row.frontier, row.size);
    if (!frontier) throw new LogBroken("the log has no head of its size");
    return { size: row.size, root: root(frontier, row.size) };
  }

  checkpoints(): Promise<{ size: number; note: string }[]> {
    return this.db.all("SELECT size, note FROM checkpoint ORDER BY size");
  }

  addCheckpoint(size: number, note: string): Promise<void> {
    const sql = "INSERT INTO checkpoint (size, note) VALUES (?, ?) ON CONFLICT (size) DO NOTHING";
    return this.projections.batch([{ sql, args: [size, note] }]);
  }

  async close(): Promise<void> {
    this.#onClose();
    await this.#queue.drained();
    await this.#driver.close();
  }

  async #events({ sql, args }: { sql: string; args: readonly SqlValue[] }): Promise<Recorded[]> {
    const rows = await this.db.all<{ body: Bytes }>(sql, args);
    return rows.map(({ body }) => recordedOf(body, this.#facts));
  }
}

/** A rebuild's last slice is read and written in one turn of the queue, so that a busy log cannot starve it. */
function projectionWriter(driver: Driver, queue: WriterQueue): ProjectionWriter & TurnTaking {
  const write = (statements: readonly Statement[]) => retryBusy(() => driver.batch(statements));
  return {
    batch: (statements) => queue.alone(async () => void await write(statements)),
    inTurn: (make) => queue.alone(async () => void await write(await make())),
  };
}

const READS = /^\s*(SELECT|WITH)\b/i;

/** The only place where a `TenantDb` is made. */
function tenantDb(tenant: TenantId, driver: Driver): TenantDb {
  const all = async (sql: string, args: readonly SqlValue[] = []): Promise<SqlRow[]> => {
    if (!READS.test(sql)) throw new TypeError(`only reads here: ${sql}`);
    return await retryLost(() => retryBusy(() => driver.all(sql, args)));
  };
  return {
    tenant,
    all,
    first: async (sql: string, args?: readonly SqlValue[]) => (await all(sql, args))[0] ?? null,
  } as TenantDb;
}
