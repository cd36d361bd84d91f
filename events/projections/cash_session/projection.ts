import {
  CashMoved,
  CashSessionAmended,
  CashSessionClosed,
  CashSessionOpened,
} from "../../facts/cash_session.ts";
import { type ReturnsFact, SaleRefunded, SaleVoided } from "../../facts/returns.ts";
import { SaleRegistered } from "../../facts/sales.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";
import { prefixed, TENDER_COLUMNS, tenderTotals } from "../tender_totals.ts";

/**
 * One drawer from its float to its count. The running totals go on after the closing, because a sale made before it may
 * arrive later; what the Z report printed stays as it was printed, in columns of its own.
 */
export const cashSessionProjection = defineProjection({
  name: "cash_session",
  version: 3,
  mode: "inline",
  tables: [
    {
      name: "cash_session",
      columns: {
        cash_session_id: "TEXT NOT NULL",
        /** Null where a sale names a session nobody opened. */
        register_id: "TEXT",
        cashier_id: "TEXT",
        opened_at: "TEXT",
        opened_pos: "INTEGER",
        float_centimos: "INTEGER NOT NULL DEFAULT 0",
        tickets: "INTEGER NOT NULL DEFAULT 0",
        sales_centimos: "INTEGER NOT NULL DEFAULT 0",
        discount_centimos: "INTEGER NOT NULL DEFAULT 0",
        ...TENDER_COLUMNS,
        // Taken back whole, of this session's own sales:
        void_count: "INTEGER NOT NULL DEFAULT 0",
        void_centimos: "INTEGER NOT NULL DEFAULT 0",
        ...prefixed("void", TENDER_COLUMNS),
        // Paid out by this drawer:
        refund_count: "INTEGER NOT NULL DEFAULT 0",
        refund_centimos: "INTEGER NOT NULL DEFAULT 0",
        ...prefixed("refund", TENDER_COLUMNS),
        in_centimos: "INTEGER NOT NULL DEFAULT 0",
        out_centimos: "INTEGER NOT NULL DEFAULT 0",
        // From the closing on:
        closed_at: "TEXT",
        closed_pos: "INTEGER",
        closed_by: "TEXT",
        z_number: "INTEGER",
        counted_centimos: "INTEGER",
        expected_centimos: "INTEGER",
        difference_centimos: "INTEGER",
        /** JSON: the totals of the Z report, which later sales do not change. */
        closed_totals: "TEXT",
      },
      key: ["cash_session_id"],
      indexes: [["register_id", "z_number"], ["closed_pos"]],
    },
    {
      name: "cash_movement",
      columns: {
        cash_session_id: "TEXT NOT NULL",
        pos: "INTEGER NOT NULL",
        movement_id: "TEXT NOT NULL",
        direction: "TEXT NOT NULL",
        amount_centimos: "INTEGER NOT NULL",
        reason: "TEXT NOT NULL",
        cashier_id: "TEXT NOT NULL",
        occurred_at: "TEXT NOT NULL",
      },
      key: ["cash_session_id", "pos"],
    },
    {
      name: "cash_addendum",
      columns: {
        cash_session_id: "TEXT NOT NULL",
        addendum: "INTEGER NOT NULL",
        tickets: "INTEGER NOT NULL DEFAULT 0",
        sales_centimos: "INTEGER NOT NULL DEFAULT 0",
        ...TENDER_COLUMNS,
        /** When the last of its sales arrived. */
        arrived_at: "TEXT NOT NULL",
      },
      key: ["cash_session_id", "addendum"],
    },
    {
      name: "cash_count",
      columns: {
        cash_session_id: "TEXT NOT NULL",
        denomination_centimos: "INTEGER NOT NULL",
        count: "INTEGER NOT NULL DEFAULT 0",
      },
      key: ["cash_session_id", "denomination_centimos"],
    },
  ],
  ...handlers(
    on(CashSessionOpened, (data, { pos, occurredAt }) => [{
      ...row(data.cashSessionId),
      set: {
        register_id: data.registerId,
        cashier_id: data.cashierId,
        opened_at: occurredAt,
        opened_pos: pos,
        float_centimos: data.floatCentimos,
      },
    }]),
    on(CashMoved, (data, { pos, occurredAt }) => [
      { ...row(data.cashSessionId), add: { [`${data.direction}_centimos`]: data.amountCentimos } },
      {
        table: "cash_movement",
        key: { cash_session_id: data.cashSessionId, pos },
        set: {
          movement_id: data.movementId,
          direction: data.direction,
          amount_centimos: data.amountCentimos,
          reason: data.reason,
          cashier_id: data.cashierId,
          occurred_at: occurredAt,
        },
      },
    ]),
    on(SaleRegistered, ({ sale }) => [{
      ...row(sale.cashSessionId),
      add: {
        tickets: 1,
        sales_centimos: sale.totalCentimos,
        discount_centimos: sale.discountCentimos,
        ...tenderTotals(sale.tenders),
      },
    }]),
    on(SaleVoided, (data) => [givenBack("void", data)]),
    on(SaleRefunded, (data) => [givenBack("refund", data)]),
    on(CashSessionClosed, (data, { pos, occurredAt }) => [
      {
        ...row(data.cashSessionId),
        set: {
          register_id: data.registerId,
          closed_at: occurredAt,
          closed_pos: pos,
          closed_by: data.cashierId,
          z_number: data.zNumber,
          counted_centimos: data.countedCentimos,
          expected_centimos: data.expectedCentimos,
          difference_centimos: data.differenceCentimos,
          closed_totals: JSON.stringify({
            tickets: data.tickets,
            salesCentimos: data.salesCentimos,
            byTender: data.byTender,
            voids: data.voids,
            refunds: data.refunds,
            movementsInCentimos: data.movementsInCentimos,
            movementsOutCentimos: data.movementsOutCentimos,
          }),
        },
      },
      ...data.counts.map(({ denominationCentimos, count }): Change => ({
        table: "cash_count",
        key: { cash_session_id: data.cashSessionId, denomination_centimos: denominationCentimos },
        add: { count },
      })),
    ]),
    on(CashSessionAmended, ({ cashSessionId, addendum, arrivedAt, salesCentimos, byTender }) => [{
      table: "cash_addendum",
      key: { cash_session_id: cashSessionId, addendum },
      set: { arrived_at: arrivedAt },
      add: { tickets: 1, sales_centimos: salesCentimos, ...byTender },
    }]),
  ),
});

const row = (cashSessionId: string) => ({ table: "cash_session", key: { cash_session_id: cashSessionId } });

const givenBack = (
  prefix: "void" | "refund",
  { cashSessionId, totalCentimos, tenders }: Pick<
    ReturnsFact["data"],
    "cashSessionId" | "totalCentimos" | "tenders"
  >,
): Change => ({
  ...row(cashSessionId),
  add: {
    [`${prefix}_count`]: 1,
    [`${prefix}_centimos`]: totalCentimos,
    ...prefixed(prefix, tenderTotals(tenders)),
  },
});
