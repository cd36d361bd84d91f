import type { FactRegistry } from "../../events/facts/mod.ts";
import type { LogRow } from "../../events/log/row_check.ts";
import { type Change, EVERY_FACT, type Projection } from "../../events/projections/define_projection.ts";
import { ProjectionModel } from "../../events/projections/model.ts";
import { recordedOf } from "../../events/store/read_log.ts";
import type { Recorded, SqlRow, SqlValue } from "../../events/store/types.ts";
import type { LedgerSource } from "./ledger_source.ts";

/** A row of a read model that is not what the events say. */
export interface RowDifference {
  readonly table: string;
  readonly key: readonly SqlValue[];
  readonly kind: "missing" | "extra" | "differs";
  /** `on_hand: 12000, the events say 15000`. */
  readonly detail: string;
  /** First event that wrote the row; null where no event did. */
  readonly pos: number | null;
}

export interface ReplayCheck {
  readonly name: string;
  /** The read model as of this position was compared. */
  readonly pos: number;
  readonly rows: number;
  readonly differences: readonly RowDifference[];
}

const PAGE = 2_000;
const ATTEMPTS = 50;
const DIFFERENCES_MAX = 20;

/** One read model, folded in memory from the stored bytes: another way to its rows than the SQL that wrote them. */
export class Replay {
  readonly #model: ProjectionModel;
  #pos = 0;

  constructor(readonly projection: Projection, private readonly facts: FactRegistry) {
    this.#model = new ProjectionModel(projection);
  }

  /** Events are taken in order; one that was taken already is passed over. Throws where the data is not that fact. */
  feed(event: Recorded): void {
    if (event.pos <= this.#pos) return;
    this.#model.feed(event);
    this.#pos = event.pos;
  }

  async compare(source: LedgerSource): Promise<ReplayCheck> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const pos = await livePos(source, this.projection);
      for await (const row of source.rows(this.#pos, pos)) this.feed(recordedOf(row.body, this.facts));
      const { rows, differences } = await this.#differences(source);
      if (await livePos(source, this.projection) !== pos) continue; // the shop sold while the pages were read
      const explained = await firstWriters(source, this.projection, this.facts, differences, pos);
      return { name: this.projection.name, pos, rows, differences: explained };
    }
    throw new Error(`${this.projection.name}: the log moved during each of ${ATTEMPTS} comparisons`);
  }

  async #differences(source: LedgerSource) {
    const differences: Omit<RowDifference, "pos">[] = [];
    let rows = 0;
    for (const { name: table, columns, key } of this.projection.tables) {
      const names = Object.keys(columns), seen = new Set<SqlRow>();
      for await (const page of storedPages(source, table, names, key)) {
        rows += page.length;
        for (const stored of page) {
          const row = this.#model.row(table, stored);
          if (row) seen.add(row);
          if (row && sameRow(row, stored, names)) continue;
          const detail = row ? rowDetail(row, stored, names) : "no event made it";
          differences.push({ table, key: keyOf(stored, key), kind: row ? "differs" : "extra", detail });
        }
      }
      const expected = this.#model.rows<SqlRow>(table);
      for (const row of seen.size === expected.length ? [] : expected) {
        if (seen.has(row)) continue;
        differences.push({ table, key: keyOf(row, key), kind: "missing", detail: "the events made it" });
      }
    }
    return { rows, differences: differences.slice(0, DIFFERENCES_MAX) };
  }
}

/** Up to where the stored rows of a read model are. */
async function livePos(source: LedgerSource, { name, version, mode }: Projection): Promise<number> {
  if (mode === "inline") return (await source.end()).lastPos;
  const [row] = await source.all("SELECT pos FROM projection_checkpoint WHERE name = ? AND version = ?", [
    name,
    version,
  ]);
  return Number(row?.pos ?? 0);
}

/** By pages: a step of an asynchronous generator costs more than comparing a row does. */
async function* storedPages(
  source: LedgerSource,
  table: string,
  columns: readonly string[],
  key: readonly string[],
): AsyncGenerator<readonly SqlRow[]> {
  const names = columns.join(", "), keys = key.join(", ");
  const after = `WHERE (${keys}) > (${key.map(() => "?").join(", ")})`;
  let last: SqlRow | undefined;
  do {
    const page: SqlRow[] = await source.all(
      `SELECT ${names} FROM ${table} ${last ? after : ""} ORDER BY ${keys} LIMIT ${PAGE}`,
      last ? keyOf(last, key) : [],
    );
    yield page;
    last = page.length < PAGE ? undefined : page.at(-1);
  } while (last);
}

/** The one place that reads the log twice, and only where something is wrong: which event first wrote a bad row. */
async function firstWriters(
  source: LedgerSource,
  projection: Projection,
  facts: FactRegistry,
  differences: readonly Omit<RowDifference, "pos">[],
  upTo: number,
): Promise<RowDifference[]> {
  if (differences.length === 0) return [];
  const wanted = new Set(differences.map(({ table, key }) => JSON.stringify([table, ...key])));
  const found = new Map<string, number>();
  const keys = new Map(projection.tables.map(({ name, key }) => [name, key]));
  for await (const row of source.rows(0, upTo)) {
    if (found.size === wanted.size) break;
    for (const change of changesOf(projection, facts, row)) {
      const id = JSON.stringify([change.table, ...keyOf(change.key, keys.get(change.table) ?? [])]);
      if (wanted.has(id) && !found.has(id)) found.set(id, row.pos);
    }
  }
  return differences.map((difference) => ({
    ...difference,
    pos: found.get(JSON.stringify([difference.table, ...difference.key])) ?? null,
  }));
}

function changesOf(projection: Projection, facts: FactRegistry, row: LogRow): readonly Change[] {
  const hears = projection.handles.includes(EVERY_FACT) || projection.handles.includes(row.type);
  return hears ? projection.project(recordedOf(row.body, facts)) : [];
}

const keyOf = (row: SqlRow, key: readonly string[]): SqlValue[] => key.map((column) => plain(row[column]));
const plain = (value: SqlValue | undefined): SqlValue =>
  typeof value === "bigint" ? Number(value) : value ?? null;

function sameRow(expected: SqlRow, stored: SqlRow, columns: readonly string[]): boolean {
  for (const column of columns) if (plain(expected[column]) !== plain(stored[column])) return false;
  return true;
}

const rowDetail = (expected: SqlRow, stored: SqlRow, columns: readonly string[]): string =>
  columns.filter((column) => plain(expected[column]) !== plain(stored[column]))
    .map((column) => `${column}: ${stored[column]}, the events say ${expected[column]}`).join("; ");
