import { type Centimos, centimos } from "../../../kernel/money.ts";
import { TENDER_METHODS, type TenderMethod } from "../../../kernel/sale.ts";
import { type Instant, type LimaDay, limaDay, plusDays, plusMs } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";
import type { TenderRow } from "../tender_totals.ts";
import { basisPoints, type Figures, figuresOf, type FigureSums, ratio } from "./figures.ts";

const WEEKS = 4, DAY_MS = 86_400_000;

/** The same weekday of the four weeks before, nearest first. */
const sameWeekdays = (day: LimaDay): LimaDay[] =>
  Array.from({ length: WEEKS }, (_, i) => plusDays(day, -7 * (i + 1)));

/** What was sold less what went back. */
function total(sold: readonly FigureSums[], back: readonly FigureSums[]): FigureSums {
  const sum = (field: keyof FigureSums) =>
    sold.reduce((all, row) => all + row[field], 0) - back.reduce((all, row) => all + row[field], 0);
  return {
    net: sum("net"),
    tickets: sum("tickets"),
    discount: sum("discount"),
    cost: sum("cost"),
    costed: sum("costed"),
  };
}

export interface Today {
  readonly day: LimaDay;
  readonly figures: Figures;
  /** A usual day up to this same minute: the mean of the same weekday of the last four weeks. Null before there is one. */
  readonly usual: Figures | null;
  /** How many of those days the mean is of: a day without any sale was no day of business. */
  readonly usualDays: number;
  /** Taken back or given back that day; in no figure above. */
  readonly returned: { readonly voids: number; readonly refunds: number; readonly totalCentimos: Centimos };
}

/** Today so far, exact to the last sale appended (the rows are inline), beside a usual day at this hour. */
export async function today(db: TenantDb, now: Instant): Promise<Today> {
  const day = limaDay(now);
  const until = [day, ...sameWeekdays(day)].map((other, weeks) => [other, plusMs(now, -7 * weeks * DAY_MS)]);
  const sums = (table: string, tickets: string) =>
    db.all<FigureSums & { day: string }>(
      `SELECT s.day, ${sumUntil(tickets, "tickets")},
          ${sumUntil("s.total_centimos", "net")}, ${sumUntil("s.discount_centimos", "discount")},
          ${sumUntil("s.cost_centimos", "cost")}, ${sumUntil("s.costed_centimos", "costed")}
        FROM json_each(?) d JOIN ${table} s ON s.day = d.value->>0 GROUP BY s.day`,
      [JSON.stringify(until)],
    );
  const [sold, back] = await Promise.all([sums("sale", "1"), sums("sale_return", "s.tickets")]);
  const isToday = (row: { day: string }) => row.day === day,
    isBefore = (row: { day: string }) => row.day !== day;
  const usualDays = sold.filter(isBefore).length;
  return {
    day,
    figures: figuresOf(total(sold.filter(isToday), back.filter(isToday))),
    usual: usualDays === 0 ? null : figuresOf(total(sold.filter(isBefore), back.filter(isBefore)), usualDays),
    usualDays,
    returned: await returnedOn(db, day),
  };
}

const sumUntil = (value: string, name: string): string =>
  `coalesce(sum(${value}) FILTER (WHERE s.occurred_at <= d.value->>1), 0) AS ${name}`;

async function returnedOn(db: TenantDb, day: LimaDay): Promise<Today["returned"]> {
  const row = await db.first<{ voids: number; refunds: number; total: number }>(
    `SELECT count(*) FILTER (WHERE kind = 'void') AS voids, count(*) FILTER (WHERE kind = 'refund') AS refunds,
        coalesce(sum(total_centimos), 0) AS total FROM sale_return WHERE day = ?`,
    [day],
  );
  return {
    voids: row?.voids ?? 0,
    refunds: row?.refunds ?? 0,
    totalCentimos: centimos(row?.total ?? 0),
  };
}

export interface HourFigures {
  /** 0 to 23, Lima. */
  readonly hour: number;
  readonly netCentimos: Centimos;
  readonly tickets: number;
  /** Mean of this hour over the same weekday of the last four weeks; null before there is such a day. */
  readonly usualCentimos: Centimos | null;
}

/** The 24 hours of a day. */
export async function hours(db: TenantDb, day: LimaDay): Promise<HourFigures[]> {
  const sold = await db.all<{ hour: number; net: number; tickets: number }>(
    `SELECT hour, sum(net) AS net, sum(tickets) AS tickets FROM (
        SELECT hour, total_centimos AS net, 1 AS tickets FROM sale WHERE day = ?
        UNION ALL SELECT hour, -total_centimos, -tickets FROM sale_return WHERE day = ?)
      GROUP BY hour`,
    [day, day],
  );
  const usual = await db.all<{ day: string; hour: number; net: number }>(
    `SELECT day, hour, net_centimos AS net FROM sales_hourly WHERE day IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(sameWeekdays(day))],
  );
  const days = new Set(usual.map((row) => row.day)).size;
  return Array.from({ length: 24 }, (_, hour) => {
    const row = sold.find((row) => row.hour === hour);
    const net = usual.filter((row) => row.hour === hour).reduce((sum, row) => sum + row.net, 0);
    const mean = ratio(net, days);
    return {
      hour,
      netCentimos: centimos(row?.net ?? 0),
      tickets: row?.tickets ?? 0,
      usualCentimos: mean === null ? null : centimos(mean),
    };
  });
}

export interface PaymentShare {
  readonly method: TenderMethod;
  readonly amountCentimos: Centimos;
  /** Sales in which it was used. */
  readonly sales: number;
  /** Of everything sold in that time; null where nothing was. */
  readonly basisPoints: number | null;
}

/** How people paid from one day to another, both included; a sale taken back was not paid. Every method is listed. */
export async function paymentMix(db: TenantDb, from: LimaDay, to: LimaDay): Promise<PaymentShare[]> {
  const columns = TENDER_METHODS.flatMap((method) => [
    `coalesce(sum(${method}), 0) AS ${method}`,
    `count(*) FILTER (WHERE ${method} > 0) AS ${method}_sales`,
  ]);
  const row = await db.first<TenderRow & Record<string, number>>(
    `SELECT ${columns.join(", ")} FROM sale WHERE day BETWEEN ? AND ?
      AND sale_id NOT IN (SELECT sale_id FROM sale_return WHERE kind = 'void' AND day BETWEEN ? AND ?)`,
    [from, to, from, to],
  );
  const whole = TENDER_METHODS.reduce((sum, method) => sum + (row?.[method] ?? 0), 0);
  return TENDER_METHODS.map((method) => ({
    method,
    amountCentimos: centimos(row?.[method] ?? 0),
    sales: row?.[`${method}_sales`] ?? 0,
    basisPoints: basisPoints(row?.[method] ?? 0, whole),
  }));
}

export interface CashierDifferences {
  readonly cashierId: string;
  readonly sessions: number;
  /** Sum of what was missing: zero or negative. */
  readonly shortCentimos: Centimos;
  readonly overCentimos: Centimos;
}

/** Cash differences by who counted, the largest shortage first. Session by session they are in `cash_session/queries.ts`. */
export async function differencesByCashier(db: TenantDb, since: Instant): Promise<CashierDifferences[]> {
  const rows = await db.all<{ cashier: string; sessions: number; short: number; over: number }>(
    `SELECT closed_by AS cashier, count(*) AS sessions, sum(min(difference_centimos, 0)) AS short,
        sum(max(difference_centimos, 0)) AS over
      FROM cash_session WHERE closed_pos IS NOT NULL AND closed_at >= ?
      GROUP BY closed_by ORDER BY short, over DESC, closed_by`,
    [since],
  );
  return rows.map(({ cashier, sessions, short, over }) => ({
    cashierId: cashier,
    sessions,
    shortCentimos: centimos(short),
    overCentimos: centimos(over),
  }));
}

/** Positions that the slowest of these async read models has still to follow: a page says so instead of looking current. */
export async function rollupsBehind(db: TenantDb, names: readonly string[]): Promise<number> {
  const row = await db.first<{ behind: number | null }>(
    `SELECT (SELECT coalesce(max(pos), 0) FROM event) - min(pos) AS behind FROM projection_checkpoint
      WHERE name IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(names)],
  );
  return row?.behind ?? 0;
}
