import { type Centimos, centimos } from "../../../kernel/money.ts";
import type { TenderMethod } from "../../../kernel/sale.ts";
import type { Instant, LimaDay } from "../../../kernel/time.ts";
import type { SaleFlag } from "../../facts/sales.ts";
import type { SqlValue, TenantDb } from "../../store/types.ts";
import { byTender, type TenderRow } from "../tender_totals.ts";

/** A sale without its lines: those are in the event at `pos`. */
export interface SaleSummary {
  readonly pos: number;
  readonly saleId: string;
  readonly ticketNumber: string;
  readonly registerId: string;
  readonly cashSessionId: string;
  readonly cashierId: string;
  readonly occurredAt: Instant;
  readonly day: LimaDay;
  readonly lines: number;
  readonly discountCentimos: Centimos;
  readonly roundingCentimos: Centimos;
  readonly totalCentimos: Centimos;
  readonly baseCentimos: Centimos;
  readonly igvCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
  readonly flags: readonly SaleFlag[];
  /** Taken back whole in its own session. */
  readonly voided: boolean;
  /** What went back of it since. */
  readonly refundedCentimos: Centimos;
}

type SaleRow = TenderRow & {
  pos: number;
  sale_id: string;
  ticket_number: string;
  register_id: string;
  cash_session_id: string;
  cashier_id: string;
  occurred_at: string;
  day: string;
  lines: number;
  discount_centimos: number;
  rounding_centimos: number;
  total_centimos: number;
  base_centimos: number;
  igv_centimos: number;
  flags: string;
  voids: number;
  refunded: number;
};

const summaryOf = (row: SaleRow): SaleSummary => ({
  pos: row.pos,
  saleId: row.sale_id,
  ticketNumber: row.ticket_number,
  registerId: row.register_id,
  cashSessionId: row.cash_session_id,
  cashierId: row.cashier_id,
  occurredAt: row.occurred_at as Instant,
  day: row.day as LimaDay,
  lines: row.lines,
  discountCentimos: centimos(row.discount_centimos),
  roundingCentimos: centimos(row.rounding_centimos),
  totalCentimos: centimos(row.total_centimos),
  baseCentimos: centimos(row.base_centimos),
  igvCentimos: centimos(row.igv_centimos),
  byTender: byTender(row),
  flags: JSON.parse(row.flags) as SaleFlag[],
  voided: row.voids > 0,
  refundedCentimos: centimos(row.refunded),
});

export interface SaleFilter {
  readonly day?: LimaDay;
  /** 0 to 23, Lima. */
  readonly hour?: number;
  readonly cashSessionId?: string;
  readonly registerId?: string;
  /** Sales of which this paid a part. */
  readonly method?: TenderMethod;
  readonly flagged?: boolean;
}

export interface SalePaging {
  /** Position where the last page ended. */
  readonly before?: number;
  readonly limit: number;
}

const back = (kind: "void" | "refund", what: string): string =>
  `(SELECT ${what} FROM sale_return r WHERE r.sale_id = sale.sale_id AND r.kind = '${kind}')`;
const SUMMARY = `sale.*, ${back("void", "count(*)")} AS voids,
  ${back("refund", "coalesce(sum(r.total_centimos), 0)")} AS refunded`;

/** Newest in the log first. */
export async function saleList(db: TenantDb, filter: SaleFilter & SalePaging): Promise<SaleSummary[]> {
  const { sql, args } = conditionOf(filter);
  const rows = await db.all<SaleRow>(
    `SELECT ${SUMMARY} FROM sale WHERE sale.pos < ? AND ${sql} ORDER BY pos DESC LIMIT ?`,
    [filter.before ?? Number.MAX_SAFE_INTEGER, ...args, filter.limit],
  );
  return rows.map(summaryOf);
}

export interface SaleSums {
  readonly tickets: number;
  readonly totalCentimos: Centimos;
  /** In neither of the two above. */
  readonly voided: number;
  /** What went back of them in refunds; still in `totalCentimos`. */
  readonly refundedCentimos: Centimos;
}

/** How many sales a filter leaves, and what they came to. */
export async function saleSums(db: TenantDb, filter: SaleFilter): Promise<SaleSums> {
  const { sql, args } = conditionOf(filter);
  const [row, back] = await Promise.all([
    db.first<{ tickets: number; total: number }>(
      `SELECT count(*) AS tickets, coalesce(sum(total_centimos), 0) AS total FROM sale WHERE ${sql}`,
      args,
    ),
    db.first<{ voided: number; void_total: number; refunded: number }>(
      `SELECT count(*) FILTER (WHERE r.kind = 'void') AS voided,
          coalesce(sum(r.total_centimos) FILTER (WHERE r.kind = 'void'), 0) AS void_total,
          coalesce(sum(r.total_centimos) FILTER (WHERE r.kind = 'refund'), 0) AS refunded
        FROM sale_return r JOIN sale ON sale.sale_id = r.sale_id WHERE ${sql}`,
      args,
    ),
  ]);
  return {
    tickets: (row?.tickets ?? 0) - (back?.voided ?? 0),
    totalCentimos: centimos((row?.total ?? 0) - (back?.void_total ?? 0)),
    voided: back?.voided ?? 0,
    refundedCentimos: centimos(back?.refunded ?? 0),
  };
}

function conditionOf(filter: SaleFilter): { sql: string; args: SqlValue[] } {
  const conditions: string[] = [], args: SqlValue[] = [];
  const only = (column: string, value: string | number | undefined) => {
    if (value === undefined) return;
    conditions.push(`sale.${column} = ?`);
    args.push(value);
  };
  only("day", filter.day);
  only("hour", filter.hour);
  only("cash_session_id", filter.cashSessionId);
  only("register_id", filter.registerId);
  if (filter.method) conditions.push(`sale.${filter.method} > 0`);
  if (filter.flagged) {
    conditions.push(
      `(sale.pos IN (SELECT pos FROM sale_flag)
        OR sale.sale_id IN (SELECT sale_id FROM sale_return WHERE flags <> '[]'))`,
    );
  }
  return { sql: conditions.join(" AND ") || "1 = 1", args };
}

/** What a person should look at, newest first. */
export const salesFlagged = (
  db: TenantDb,
  options: { readonly before?: number; readonly limit: number },
): Promise<SaleSummary[]> => saleList(db, { ...options, flagged: true });

export async function saleById(db: TenantDb, saleId: string): Promise<SaleSummary | null> {
  const row = await db.first<SaleRow>(`SELECT ${SUMMARY} FROM sale WHERE sale_id = ? ORDER BY pos LIMIT 1`, [
    saleId,
  ]);
  return row && summaryOf(row);
}

/** Sales that bear this number; more than one where a register counted twice. */
export async function salesByTicket(db: TenantDb, ticketNumber: string): Promise<SaleSummary[]> {
  const [series = "", number = ""] = ticketNumber.split("-");
  const rows = await db.all<SaleRow>(
    `SELECT ${SUMMARY} FROM sale WHERE series = ? AND number = ? ORDER BY pos`,
    [
      series,
      Number.parseInt(number, 10) || 0,
    ],
  );
  return rows.map(summaryOf);
}

/** Another sale than this one already bears the number. Leads to a flag, never to a refusal (design §8). */
export async function ticketNumberTaken(
  db: TenantDb,
  ticketNumber: string,
  saleId: string,
): Promise<boolean> {
  return (await salesByTicket(db, ticketNumber)).some((sale) => sale.saleId !== saleId);
}

/** When the shop sold for the first time; null before it did. */
export async function firstSaleAt(db: TenantDb): Promise<Instant | null> {
  const row = await db.first<{ occurred_at: string }>("SELECT occurred_at FROM sale ORDER BY pos LIMIT 1");
  return row && row.occurred_at as Instant;
}
