import { DatabaseSync } from "node:sqlite";
import type { Instant } from "../../kernel/time.ts";
import type { NewEvent, Recorded, SqlRow, SqlValue, Statement, TenantDb } from "../store/types.ts";
import type { ProjectionStore } from "./checkpoint.ts";
import type { Projection } from "./define_projection.ts";
import { inlineStatements } from "./engine.ts";

export type TestEvent =
  & Pick<NewEvent, "type" | "data">
  & Partial<Pick<Recorded, "occurredAt" | "dev" | "stream" | "pii">>;

/**
 * A log and its read models in memory, on `node:sqlite`: the same SQL by another build of SQLite, hundreds of times per
 * second. Only for tests of projections; what belongs to the log itself is tested on the real store.
 */
export class MemoryStore implements ProjectionStore {
  readonly #sqlite = new DatabaseSync(":memory:");
  readonly events: Recorded[] = [];
  readonly db: TenantDb;
  readonly projections = {
    batch: (statements: readonly Statement[]) => Promise.resolve(this.#write(statements)),
  };
  /** Called before each batch of read-model rows: where a test lets the log move at the worst moment. */
  beforeBatch: (() => void) | null = null;

  constructor(readonly inline: readonly Projection[]) {
    this.#sqlite.exec("CREATE TABLE event (pos INTEGER PRIMARY KEY) STRICT");
    const all = (sql: string, args: readonly SqlValue[] = []) =>
      Promise.resolve(this.#sqlite.prepare(sql).all(...args) as SqlRow[]);
    this.db = {
      tenant: "test",
      all,
      first: async (sql: string, args?: readonly SqlValue[]) => (await all(sql, args))[0] ?? null,
    } as unknown as TenantDb;
  }

  /** Events and inline read models in one transaction, as the store does it. */
  record(...events: readonly TestEvent[]): Recorded[] {
    const recorded = events.map((event, i) => recordedEvent(this.events.length + i + 1, event));
    this.#transaction(() => {
      for (const { pos } of recorded) this.#sqlite.prepare("INSERT INTO event VALUES (?)").run(pos);
      this.#run(inlineStatements(this.inline, recorded));
    });
    this.events.push(...recorded);
    return recorded;
  }

  read(
    { after = 0, upTo = Infinity, types, limit }: Parameters<ProjectionStore["read"]>[0],
  ): Promise<Recorded[]> {
    const found = this.events.filter(({ pos, type }) =>
      pos > after && pos <= upTo && (types === undefined || types.includes(type))
    );
    return Promise.resolve(found.slice(0, limit));
  }

  head() {
    return Promise.resolve({ size: this.events.length, root: new Uint8Array(32) });
  }

  /** Writes past every rule: a test's way to spoil a row. */
  exec(sql: string): void {
    this.#sqlite.exec(sql);
  }

  close(): void {
    this.#sqlite.close();
  }

  #write(statements: readonly Statement[]): void {
    this.beforeBatch?.();
    this.#transaction(() => this.#run(statements));
  }

  #run(statements: readonly Statement[]): void {
    for (const { sql, args } of statements) this.#sqlite.prepare(sql).run(...args);
  }

  #transaction(work: () => void): void {
    this.#sqlite.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#sqlite.exec("COMMIT");
    } catch (error) {
      this.#sqlite.exec("ROLLBACK");
      throw error;
    }
  }
}

const AT = "2026-11-17T15:00:00.000Z" as Instant;

/** An event as the store would hand it to `project`. */
export function recordedEvent(pos: number, event: TestEvent): Recorded {
  const at = event.occurredAt ?? AT;
  return {
    pos,
    stream: event.stream ?? "test",
    ver: pos,
    id: `00000000-0000-7000-8000-${String(pos).padStart(12, "0")}`,
    type: event.type,
    sv: 1,
    recordedAt: at,
    occurredAt: at,
    actor: { kind: "system", id: "test" },
    cmd: `cmd-${pos}`,
    dev: event.dev ?? null,
    data: event.data,
    pii: event.pii ?? [],
  };
}
