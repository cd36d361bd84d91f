import type { ApprovalKind } from "../../../kernel/approval.ts";
import { type Centimos, centimos } from "../../../kernel/money.ts";
import type { TenderMethod } from "../../../kernel/sale.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { ReturnFlag } from "../../facts/returns.ts";
import type { SqlValue, TenantDb } from "../../store/types.ts";
import { byTender, type TenderRow } from "../tender_totals.ts";

/** Something that went back, without its lines: those are in the event at `pos`. */
export interface SaleReturn {
  readonly pos: number;
  readonly returnId: string;
  readonly kind: "void" | "refund";
  readonly saleId: string;
  readonly ticketNumber: string;
  readonly cashSessionId: string;
  readonly cashierId: string;
  /** Null where nobody with the right to it did. */
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly madeAt: Instant;
  readonly totalCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
  readonly flags: readonly ReturnFlag[];
}

type ReturnRow = TenderRow & {
  pos: number;
  return_id: string;
  kind: string;
  sale_id: string;
  ticket_number: string | null;
  cash_session_id: string;
  cashier_id: string;
  approved_by: string | null;
  reason: string;
  made_at: string;
  total_centimos: number;
  flags: string;
};

/** Of a sale, or of a drawer; in the order of the log. */
const returnsWhere = async (db: TenantDb, sql: string, args: readonly SqlValue[]): Promise<SaleReturn[]> => {
  const rows = await db.all<ReturnRow>(
    `SELECT r.*, s.ticket_number, o.approved_by FROM sale_return r
      LEFT JOIN sale s ON s.sale_id = r.sale_id LEFT JOIN override o ON o.subject = r.return_id
      WHERE ${sql} ORDER BY r.pos`,
    args,
  );
  return rows.map((row) => ({
    pos: row.pos,
    returnId: row.return_id,
    kind: row.kind as "void" | "refund",
    saleId: row.sale_id,
    ticketNumber: row.ticket_number ?? "",
    cashSessionId: row.cash_session_id,
    cashierId: row.cashier_id,
    approvedBy: row.approved_by,
    reason: row.reason,
    madeAt: row.made_at as Instant,
    totalCentimos: centimos(row.total_centimos),
    byTender: byTender(row),
    flags: JSON.parse(row.flags) as ReturnFlag[],
  }));
};

export const returnsOfSale = (db: TenantDb, saleId: string): Promise<SaleReturn[]> =>
  returnsWhere(db, "r.sale_id = ?", [saleId]);
export const returnsOfSession = (db: TenantDb, cashSessionId: string): Promise<SaleReturn[]> =>
  returnsWhere(db, "r.cash_session_id = ?", [cashSessionId]);

export interface DrawerOpening {
  readonly openingId: string;
  readonly pos: number;
  readonly cashierId: string;
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly occurredAt: Instant;
}

/** Openings of a drawer without a sale, in the order of the log. */
export async function drawerOpenings(db: TenantDb, cashSessionId: string): Promise<DrawerOpening[]> {
  const rows = await db.all<
    {
      opening_id: string;
      pos: number;
      cashier_id: string;
      approved_by: string | null;
      reason: string;
      occurred_at: string;
    }
  >(
    `SELECT d.*, o.approved_by FROM drawer_opening d LEFT JOIN override o ON o.subject = d.opening_id
      WHERE d.cash_session_id = ? ORDER BY d.pos`,
    [cashSessionId],
  );
  return rows.map((row) => ({
    openingId: row.opening_id,
    pos: row.pos,
    cashierId: row.cashier_id,
    approvedBy: row.approved_by,
    reason: row.reason,
    occurredAt: row.occurred_at as Instant,
  }));
}

export interface ApprovedOverride {
  readonly kind: ApprovalKind;
  readonly requestedBy: string;
  readonly by: string;
  readonly reason: string;
}

/** Who approved a discount, by the sale that has it. */
export async function overrideOf(db: TenantDb, subject: string): Promise<ApprovedOverride | null> {
  const row = await db.first<{ kind: string; requested_by: string; approved_by: string; reason: string }>(
    "SELECT kind, requested_by, approved_by, reason FROM override WHERE subject = ? ORDER BY pos LIMIT 1",
    [subject],
  );
  return row &&
    {
      kind: row.kind as ApprovalKind,
      requestedBy: row.requested_by,
      by: row.approved_by,
      reason: row.reason,
    };
}
