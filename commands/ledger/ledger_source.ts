import type { StoredCheckpoint } from "../../events/log/checkpoint_walk.ts";
import type { LogRow } from "../../events/log/row_check.ts";
import type { SqlRow, SqlValue } from "../../events/store/types.ts";

export type ReadAll = (sql: string, args?: readonly SqlValue[]) => Promise<SqlRow[]>;

/**
 * A shop's database as an auditor reads it: tables and bytes, no store. Over a file (`file_source.ts`) it is one
 * snapshot; over a store that goes on writing, {@link LedgerSource.end} fixes where this reading ends.
 */
export interface LedgerSource {
  readonly all: ReadAll;
  origin(): Promise<string | null>;
  checkpoints(): Promise<StoredCheckpoint[]>;
  end(): Promise<EndOfRows>;
  /** Rows after a position, one page at a time. */
  rows(after: number, upTo: number): AsyncGenerator<LogRow>;
}

export interface EndOfRows {
  readonly head: { readonly size: number; readonly frontier: Uint8Array } | null;
  /** Highest position there is; the same as `head.size` in a log that is well. */
  readonly lastPos: number;
}

const PAGE = 1_000;
const NOTHING = new Uint8Array();

export function ledgerSource(all: ReadAll): LedgerSource {
  return {
    all,
    async origin() {
      const [row] = await all("SELECT origin FROM log WHERE k = 1");
      return row ? String(row.origin) : null;
    },
    async checkpoints() {
      const rows = await all("SELECT size, note FROM checkpoint ORDER BY size");
      return rows.map(({ size, note }) => ({ size: Number(size), note: String(note) }));
    },
    async end() {
      // One statement, so that head and rows are of one moment even while the shop sells.
      const [row] = await all(
        `SELECT (SELECT coalesce(max(pos), 0) FROM event) AS last_pos, size, frontier
          FROM (SELECT 1) LEFT JOIN head ON head.k = 1`,
      );
      const head = row?.size == null ? null : { size: Number(row.size), frontier: bytesOf(row.frontier) };
      return { head, lastPos: Number(row?.last_pos ?? 0) };
    },
    async *rows(after, upTo) {
      for (let from = after;;) {
        const page = await all(
          `SELECT pos, stream, ver, id, type, sv, body, leaf FROM event
            WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ${PAGE}`,
          [from, upTo],
        );
        yield* page.map(rowOf);
        const last = page.at(-1);
        if (!last || page.length < PAGE) return;
        from = Number(last.pos);
        await new Promise((resolve) => setTimeout(resolve, 0)); // a page is read in one go: let others have their turn
      }
    },
  };
}

/** Columns of another kind than the schema's are given as something that no check passes. */
const rowOf = (row: SqlRow): LogRow => ({
  pos: Number(row.pos),
  stream: String(row.stream),
  ver: Number(row.ver),
  id: String(row.id),
  type: String(row.type),
  sv: Number(row.sv),
  body: bytesOf(row.body),
  leaf: bytesOf(row.leaf),
});

const bytesOf = (value: SqlValue | undefined): Uint8Array => value instanceof Uint8Array ? value : NOTHING;
