import type { FactRegistry } from "../../events/facts/mod.ts";
import { parseFrontier, root } from "../../events/log/merkle.ts";
import { stateAsOf, type StockAsOf } from "../../events/projections/audit/state_as_of.ts";
import type { CashSessionState } from "../../events/projections/cash_session/queries.ts";
import { readQuery, recordedOf } from "../../events/store/read_log.ts";
import type { Recorded, SqlValue, TenantStore } from "../../events/store/types.ts";
import type { Instant } from "../../kernel/time.ts";
import type { LedgerSource } from "./ledger_source.ts";

export interface DrawerAt extends CashSessionState {
  readonly registerName: string | null;
}

/** The shop as it stood when an event had just been recorded. */
export interface StateAt {
  readonly pos: number;
  /** When that event was recorded; null before the first. */
  readonly recordedAt: Instant | null;
  /** Positions there are today. */
  readonly size: number;
  readonly stock: readonly StockAsOf[];
  /** Drawers that were open then. */
  readonly drawers: readonly DrawerAt[];
}

/** Some stored bytes are not the event they should be, so nothing can be counted from them: `verifyLedger` says where. */
export class EventUnreadable extends Error {
  override readonly name = "EventUnreadable";
}

/** State as of a position, of a store or of a file alike. Throws {@link EventUnreadable}. */
export async function stateAt(source: LedgerSource, facts: FactRegistry, pos: number): Promise<StateAt> {
  const log = logOf(source, facts), { size } = await log.head();
  const state = await stateAsOf(log, pos);
  const [last] = await log.read({ after: state.pos - 1, upTo: state.pos, limit: 1 });
  const registers = new Map(
    (await source.all("SELECT register_id, name FROM register")).map((
      row,
    ) => [row.register_id, String(row.name)]),
  );
  return {
    pos: state.pos,
    recordedAt: last?.recordedAt ?? null,
    size,
    stock: state.stock,
    drawers: state.drawers.filter(({ closing }) => closing === null).map((drawer) => ({
      ...drawer,
      registerName: registers.get(drawer.registerId) ?? null,
    })),
  };
}

/** What a fold needs of a log, over tables that are only read. */
function logOf(source: LedgerSource, facts: FactRegistry): Pick<TenantStore, "read" | "head"> {
  return {
    async read(filter): Promise<Recorded[]> {
      const { sql, args } = readQuery(filter);
      const rows = await source.all(sql, args);
      await new Promise((resolve) => setTimeout(resolve, 0)); // a slice is read in one go: let others have their turn
      return rows.map(({ body }) => readable(body, facts));
    },
    async head() {
      const { head } = await source.end();
      const frontier = head && parseFrontier(head.frontier, head.size);
      if (!head || !frontier) throw new RangeError("the log has no head of its size");
      return { size: head.size, root: root(frontier, head.size) };
    },
  };
}

function readable(body: SqlValue | undefined, facts: FactRegistry): Recorded {
  try {
    return recordedOf(body instanceof Uint8Array ? body : new Uint8Array(), facts);
  } catch (error) {
    throw new EventUnreadable("a stored event cannot be read", { cause: error });
  }
}
