import { type Centimos, centimos } from "../../../kernel/money.ts";
import type { DenominationCount } from "../../../kernel/cash.ts";
import { TENDER_METHODS, type TenderMethod } from "../../../kernel/sale.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { TenantDb } from "../../store/types.ts";
import { byTender, type TenderRow } from "../tender_totals.ts";

/** A drawer with everything the ledger holds of it by now. */
export interface CashSessionState {
  readonly cashSessionId: string;
  /** Null, like the next three, where sales came for a session that nobody opened. */
  readonly registerId: string | null;
  readonly cashierId: string | null;
  readonly openedAt: Instant | null;
  readonly openedPos: number | null;
  readonly floatCentimos: Centimos;
  readonly tickets: number;
  readonly salesCentimos: Centimos;
  readonly discountCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
  /** Taken back whole; the figures above still hold them. */
  readonly voids: GivenBackTotals;
  readonly refunds: GivenBackTotals;
  readonly movementsInCentimos: Centimos;
  readonly movementsOutCentimos: Centimos;
  /** float + Σ(received − change) in cash − given back in cash + in − out, sales that came after the closing included. */
  readonly inDrawerCentimos: Centimos;
  readonly closing: CashClosing | null;
}

/** What went back over the counter. */
export interface GivenBackTotals {
  readonly count: number;
  readonly totalCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
}

/** What a Z report sums up. */
export interface ClosingTotals {
  readonly tickets: number;
  readonly salesCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
  readonly voids: GivenBackTotals;
  readonly refunds: GivenBackTotals;
  readonly movementsInCentimos: Centimos;
  readonly movementsOutCentimos: Centimos;
}

/** As it was counted and printed. */
export interface CashClosing extends ClosingTotals {
  readonly closedAt: Instant;
  readonly closedPos: number;
  readonly closedBy: string;
  readonly zNumber: number;
  readonly countedCentimos: Centimos;
  readonly expectedCentimos: Centimos;
  readonly differenceCentimos: Centimos;
  /** Sales of this session that arrived after its closing: the Z report does not have them. */
  readonly lateTickets: number;
  readonly lateSalesCentimos: Centimos;
}

export type SessionRow = TenderRow & {
  cash_session_id: string;
  register_id: string | null;
  cashier_id: string | null;
  opened_at: string | null;
  opened_pos: number | null;
  float_centimos: number;
  tickets: number;
  sales_centimos: number;
  discount_centimos: number;
  void_count: number;
  void_centimos: number;
  refund_count: number;
  refund_centimos: number;
  in_centimos: number;
  out_centimos: number;
  closed_at: string | null;
  closed_pos: number | null;
  closed_by: string | null;
  z_number: number | null;
  counted_centimos: number | null;
  expected_centimos: number | null;
  difference_centimos: number | null;
  closed_totals: string | null;
};

export function sessionOf(row: SessionRow): CashSessionState {
  const tenders = byTender(row), voids = givenBackOf(row, "void"), refunds = givenBackOf(row, "refund");
  const cash = tenders.efectivo - voids.byTender.efectivo - refunds.byTender.efectivo;
  return {
    cashSessionId: row.cash_session_id,
    registerId: row.register_id,
    cashierId: row.cashier_id,
    openedAt: row.opened_at as Instant | null,
    openedPos: row.opened_pos,
    floatCentimos: centimos(row.float_centimos),
    tickets: row.tickets,
    salesCentimos: centimos(row.sales_centimos),
    discountCentimos: centimos(row.discount_centimos),
    byTender: tenders,
    voids,
    refunds,
    movementsInCentimos: centimos(row.in_centimos),
    movementsOutCentimos: centimos(row.out_centimos),
    inDrawerCentimos: centimos(row.float_centimos + cash + row.in_centimos - row.out_centimos),
    closing: closingOf(row),
  };
}

function givenBackOf(row: SessionRow, prefix: "void" | "refund"): GivenBackTotals {
  const columns = row as SessionRow & Readonly<Record<string, number>>;
  const tenders = TENDER_METHODS.map((method) => [method, columns[`${prefix}_${method}`] ?? 0]);
  return {
    count: row[`${prefix}_count`],
    totalCentimos: centimos(row[`${prefix}_centimos`]),
    byTender: byTender(Object.fromEntries(tenders)),
  };
}

function closingOf(row: SessionRow): CashClosing | null {
  if (row.closed_pos === null || row.closed_totals === null) return null;
  const totals = JSON.parse(row.closed_totals) as ClosingTotals;
  return {
    ...totals,
    closedAt: row.closed_at as Instant,
    closedPos: row.closed_pos,
    closedBy: row.closed_by ?? "",
    zNumber: row.z_number ?? 0,
    countedCentimos: centimos(row.counted_centimos ?? 0),
    expectedCentimos: centimos(row.expected_centimos ?? 0),
    differenceCentimos: centimos(row.difference_centimos ?? 0),
    lateTickets: row.tickets - totals.tickets,
    lateSalesCentimos: centimos(row.sales_centimos - totals.salesCentimos),
  };
}

/** The open drawer of a register; null where it is closed. */
export async function openSession(db: TenantDb, registerId: string): Promise<CashSessionState | null> {
  const row = await db.first<SessionRow>(
    `SELECT * FROM cash_session WHERE register_id = ? AND z_number IS NULL ORDER BY opened_pos DESC LIMIT 1`,
    [registerId],
  );
  return row && sessionOf(row);
}

/** Whether any drawer of the shop is open. */
export const anySessionOpen = async (db: TenantDb): Promise<boolean> =>
  await db.first(
    "SELECT 1 AS found FROM cash_session WHERE opened_pos IS NOT NULL AND z_number IS NULL LIMIT 1",
  ) !== null;

export async function sessionById(db: TenantDb, cashSessionId: string): Promise<CashSessionState | null> {
  const row = await db.first<SessionRow>("SELECT * FROM cash_session WHERE cash_session_id = ?", [
    cashSessionId,
  ]);
  return row && sessionOf(row);
}

/** Newest first; `before` is the `openedPos` where the last page ended. */
export async function sessionList(
  db: TenantDb,
  options: { readonly registerId?: string; readonly before?: number; readonly limit: number },
): Promise<CashSessionState[]> {
  const rows = await db.all<SessionRow>(
    `SELECT * FROM cash_session WHERE opened_pos < ? ${
      options.registerId === undefined ? "" : "AND register_id = ?"
    }
      ORDER BY opened_pos DESC LIMIT ?`,
    [
      options.before ?? Number.MAX_SAFE_INTEGER,
      ...(options.registerId === undefined ? [] : [options.registerId]),
      options.limit,
    ],
  );
  return rows.map(sessionOf);
}

export interface CashMovementLine {
  readonly movementId: string;
  readonly pos: number;
  readonly direction: "in" | "out";
  readonly amountCentimos: Centimos;
  readonly reason: string;
  readonly cashierId: string;
  readonly occurredAt: Instant;
}

/** In the order of the log. */
export async function cashMovements(db: TenantDb, cashSessionId: string): Promise<CashMovementLine[]> {
  const rows = await db.all<
    {
      movement_id: string;
      pos: number;
      direction: string;
      amount_centimos: number;
      reason: string;
      cashier_id: string;
      occurred_at: string;
    }
  >("SELECT * FROM cash_movement WHERE cash_session_id = ? ORDER BY pos", [cashSessionId]);
  return rows.map((row) => ({
    movementId: row.movement_id,
    pos: row.pos,
    direction: row.direction as "in" | "out",
    amountCentimos: centimos(row.amount_centimos),
    reason: row.reason,
    cashierId: row.cashier_id,
    occurredAt: row.occurred_at as Instant,
  }));
}

/** What arrived after a closing in one delivery. */
export interface ZAddendum {
  readonly addendum: number;
  readonly tickets: number;
  readonly salesCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
  readonly arrivedAt: Instant;
}

/** In their order: `a`, `b`, `c` … */
export async function zAddenda(db: TenantDb, cashSessionId: string): Promise<ZAddendum[]> {
  const rows = await db.all<
    TenderRow & { addendum: number; tickets: number; sales_centimos: number; arrived_at: string }
  >("SELECT * FROM cash_addendum WHERE cash_session_id = ? ORDER BY addendum", [cashSessionId]);
  return rows.map((row) => ({
    addendum: row.addendum,
    tickets: row.tickets,
    salesCentimos: centimos(row.sales_centimos),
    byTender: byTender(row),
    arrivedAt: row.arrived_at as Instant,
  }));
}

export interface ZReport {
  readonly session: CashSessionState & { readonly closing: CashClosing };
  readonly movements: readonly CashMovementLine[];
  /** Largest denomination first. */
  readonly counts: readonly DenominationCount[];
  readonly addenda: readonly ZAddendum[];
}

/** Null while the session is open, or where there is none. */
export async function zReport(db: TenantDb, cashSessionId: string): Promise<ZReport | null> {
  const session = await sessionById(db, cashSessionId);
  if (!session?.closing) return null;
  const counts = await db.all<{ denomination_centimos: number; count: number }>(
    `SELECT denomination_centimos, count FROM cash_count WHERE cash_session_id = ?
      ORDER BY denomination_centimos DESC`,
    [cashSessionId],
  );
  return {
    session: { ...session, closing: session.closing },
    movements: await cashMovements(db, cashSessionId),
    addenda: await zAddenda(db, cashSessionId),
    counts: counts.map((row) => ({
      denominationCentimos: centimos(row.denomination_centimos),
      count: row.count,
    })),
  };
}

export interface CashDifference {
  readonly cashSessionId: string;
  readonly registerId: string;
  /** Who counted. */
  readonly cashierId: string;
  readonly zNumber: number;
  readonly closedAt: Instant;
  readonly expectedCentimos: Centimos;
  readonly countedCentimos: Centimos;
  /** Counted − expected: negative where money is missing. */
  readonly differenceCentimos: Centimos;
  readonly tickets: number;
}

/** Sessions closed since `since`, newest first; zero differences too, for a cashier is also judged by those. */
export async function cashDifferences(
  db: TenantDb,
  options: { readonly since: Instant; readonly limit: number },
): Promise<CashDifference[]> {
  const rows = await db.all<SessionRow>(
    `SELECT * FROM cash_session WHERE closed_pos IS NOT NULL AND closed_at >= ? ORDER BY closed_pos DESC LIMIT ?`,
    [options.since, options.limit],
  );
  return rows.map(sessionOf).flatMap(({ cashSessionId, registerId, closing }) =>
    closing === null ? [] : [{
      cashSessionId,
      registerId: registerId ?? "",
      cashierId: closing.closedBy,
      zNumber: closing.zNumber,
      closedAt: closing.closedAt,
      expectedCentimos: closing.expectedCentimos,
      countedCentimos: closing.countedCentimos,
      differenceCentimos: closing.differenceCentimos,
      tickets: closing.tickets,
    }]
  );
}
