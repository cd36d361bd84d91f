import { DrawerOpened } from "../../facts/cash_session.ts";
import { OverrideApproved, type ReturnsFact, SaleRefunded, SaleVoided } from "../../facts/returns.ts";
import { limaDay, limaHour } from "../../../kernel/time.ts";
import type { Recorded } from "../../store/types.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";
import { returnedCost } from "../sale_cost.ts";
import { NO_TENDERS, TENDER_COLUMNS, tenderTotals } from "../tender_totals.ts";

/** What went back over the counter, one row each, and who approved what a cashier may not do alone. */
export const returnsProjection = defineProjection({
  name: "returns",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "sale_return",
      columns: {
        pos: "INTEGER NOT NULL",
        return_id: "TEXT NOT NULL",
        /** `void` or `refund`. */
        kind: "TEXT NOT NULL",
        sale_id: "TEXT NOT NULL",
        cash_session_id: "TEXT NOT NULL",
        cashier_id: "TEXT NOT NULL",
        reason: "TEXT NOT NULL",
        /** When it happened at the counter. */
        made_at: "TEXT NOT NULL",
        /** When it counts: a void as if the sale had not been made, a refund on its own day. Day and hour in Lima. */
        occurred_at: "TEXT NOT NULL",
        day: "TEXT NOT NULL",
        hour: "INTEGER NOT NULL",
        /** How many tickets fewer: one for a void. */
        tickets: "INTEGER NOT NULL",
        discount_centimos: "INTEGER NOT NULL",
        total_centimos: "INTEGER NOT NULL",
        cost_centimos: "INTEGER NOT NULL",
        costed_centimos: "INTEGER NOT NULL",
        ...TENDER_COLUMNS,
        /** JSON list. */
        flags: "TEXT NOT NULL",
      },
      key: ["pos"],
      indexes: [["sale_id"], ["day"], ["cash_session_id"]],
    },
    {
      name: "override",
      columns: {
        override_id: "TEXT NOT NULL",
        kind: "TEXT NOT NULL",
        requested_by: "TEXT NOT NULL",
        approved_by: "TEXT NOT NULL",
        subject: "TEXT NOT NULL",
        reason: "TEXT NOT NULL",
        occurred_at: "TEXT NOT NULL",
        pos: "INTEGER NOT NULL",
      },
      key: ["override_id"],
      indexes: [["subject"]],
    },
    {
      name: "drawer_opening",
      columns: {
        cash_session_id: "TEXT NOT NULL",
        pos: "INTEGER NOT NULL",
        opening_id: "TEXT NOT NULL",
        cashier_id: "TEXT NOT NULL",
        reason: "TEXT NOT NULL",
        occurred_at: "TEXT NOT NULL",
      },
      key: ["cash_session_id", "pos"],
    },
  ],
  ...handlers(
    on(SaleVoided, (data, event) => [rowOf("void", data.voidId, data, data.soldAt, event)]),
    on(SaleRefunded, (data, event) => [rowOf("refund", data.refundId, data, event.occurredAt, event)]),
    on(OverrideApproved, ({ overrideId, requestedBy, by, ...data }, { pos, occurredAt }) => [{
      table: "override",
      key: { override_id: overrideId },
      set: { ...data, requested_by: requestedBy, approved_by: by, occurred_at: occurredAt, pos },
    }]),
    on(DrawerOpened, ({ openingId, cashSessionId, cashierId, reason }, { pos, occurredAt }) => [{
      table: "drawer_opening",
      key: { cash_session_id: cashSessionId, pos },
      set: { opening_id: openingId, cashier_id: cashierId, reason, occurred_at: occurredAt },
    }]),
  ),
});

function rowOf(
  kind: "void" | "refund",
  returnId: string,
  data: Omit<ReturnsFact["data"], "voidId" | "refundId">,
  countsAt: Recorded["occurredAt"],
  { pos, occurredAt }: Recorded,
): Change {
  const { cost, costed } = returnedCost(data.lines);
  return {
    table: "sale_return",
    key: { pos },
    set: {
      return_id: returnId,
      kind,
      sale_id: data.saleId,
      cash_session_id: data.cashSessionId,
      cashier_id: data.cashierId,
      reason: data.reason,
      made_at: occurredAt,
      occurred_at: countsAt,
      day: limaDay(countsAt),
      hour: limaHour(countsAt),
      tickets: kind === "void" ? 1 : 0,
      discount_centimos: data.discountCentimos,
      total_centimos: data.totalCentimos,
      cost_centimos: cost,
      costed_centimos: costed,
      ...NO_TENDERS,
      ...tenderTotals(data.tenders),
      flags: JSON.stringify(data.flags),
    },
  };
}
