import type { Instant } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";

/** A ticket beside a hole: who gave it and when. */
export interface Neighbour {
  readonly saleId: string;
  readonly ticketNumber: string;
  readonly cashierId: string;
  readonly occurredAt: Instant;
}

/** Numbers that nobody gave, or whose sale never came. */
export interface SeriesGap {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  /** Null where the series begins with the hole. */
  readonly before: Neighbour | null;
  readonly after: Neighbour;
}

/** A ticket number that more than one sale bears. */
export interface RepeatedNumber {
  readonly ticketNumber: string;
  readonly saleIds: readonly string[];
}

/** How the numbers of one series were used. */
export interface SeriesUse {
  readonly series: string;
  /** Whose it is or was; null for one that no device ever had. */
  readonly deviceId: string | null;
  readonly closedAt: Instant | null;
  readonly tickets: number;
  readonly first: number;
  readonly last: number;
  readonly missing: number;
}

const USES = `SELECT s.series, p.device_id, p.closed_at, count(*) AS tickets,
    min(coalesce(p.from_number, s.first), s.first) AS first, s.last, s.numbers
  FROM (SELECT series, min(number) AS first, max(number) AS last, count(DISTINCT number) AS numbers
      FROM sale GROUP BY series) s
    JOIN sale ON sale.series = s.series
    LEFT JOIN series p ON p.series = s.series
  GROUP BY s.series ORDER BY s.series`;

export async function seriesUses(db: TenantDb): Promise<SeriesUse[]> {
  const rows = await db.all<{
    series: string;
    device_id: string | null;
    closed_at: string | null;
    tickets: number;
    first: number;
    last: number;
    numbers: number;
  }>(USES);
  return rows.map((row) => ({
    series: row.series,
    deviceId: row.device_id,
    closedAt: row.closed_at as Instant | null,
    tickets: row.tickets,
    first: row.first,
    last: row.last,
    missing: row.last - row.first + 1 - row.numbers,
  }));
}

/** A lease begins its series: where a device was given numbers, those before its first ticket count too. */
const GAPS = `WITH given AS (
    SELECT series, number FROM sale
    UNION SELECT series, from_number - 1 FROM series WHERE series IN (SELECT series FROM sale)
      AND from_number <= (SELECT min(number) FROM sale WHERE sale.series = series.series)
  ), steps AS (
    SELECT series, number, lag(number) OVER (PARTITION BY series ORDER BY number) AS before FROM given
  )
  SELECT series, before, number FROM steps WHERE number > before + 1 ORDER BY series, number LIMIT ?`;

/** Between the first and the highest number of each series. */
export async function seriesGaps(db: TenantDb, limit: number): Promise<SeriesGap[]> {
  const rows = await db.all<{ series: string; before: number; number: number }>(GAPS, [limit]);
  return await Promise.all(rows.map(async ({ series, before, number }) => ({
    series,
    from: before + 1,
    to: number - 1,
    before: await ticketAt(db, series, before),
    after: (await ticketAt(db, series, number))!, // the number comes from a sale: only the first may be a lease's
  })));
}

async function ticketAt(db: TenantDb, series: string, number: number): Promise<Neighbour | null> {
  const row = await db.first<
    { sale_id: string; ticket_number: string; cashier_id: string; occurred_at: string }
  >(
    `SELECT sale_id, ticket_number, cashier_id, occurred_at FROM sale
     WHERE series = ? AND number = ? ORDER BY pos LIMIT 1`,
    [series, number],
  );
  return row && {
    saleId: row.sale_id,
    ticketNumber: row.ticket_number,
    cashierId: row.cashier_id,
    occurredAt: row.occurred_at as Instant,
  };
}

export async function repeatedNumbers(db: TenantDb, limit: number): Promise<RepeatedNumber[]> {
  const rows = await db.all<{ ticket_number: string; sale_ids: string }>(
    `SELECT ticket_number, json_group_array(sale_id) AS sale_ids FROM sale
     GROUP BY series, number HAVING count(*) > 1 ORDER BY series, number LIMIT ?`,
    [limit],
  );
  return rows.map((row) => ({
    ticketNumber: row.ticket_number,
    saleIds: JSON.parse(row.sale_ids) as string[],
  }));
}
