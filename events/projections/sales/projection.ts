import { SaleRegistered } from "../../facts/sales.ts";
import { limaDay, limaHour } from "../../../kernel/time.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";
import { saleCost } from "../sale_cost.ts";
import { NO_TENDERS, TENDER_COLUMNS, tenderTotals } from "../tender_totals.ts";

/**
 * One row per sale, in the order of the log. A ticket number that came twice gives two rows: the second sale happened
 * too, and carries its flag. Lines stay in the event.
 */
export const salesProjection = defineProjection({
  name: "sales",
  version: 1,
  mode: "inline",
  tables: [
    {
      name: "sale",
      columns: {
        pos: "INTEGER NOT NULL",
        sale_id: "TEXT NOT NULL",
        ticket_number: "TEXT NOT NULL",
        series: "TEXT NOT NULL",
        number: "INTEGER NOT NULL",
        register_id: "TEXT NOT NULL",
        cash_session_id: "TEXT NOT NULL",
        cashier_id: "TEXT NOT NULL",
        occurred_at: "TEXT NOT NULL",
        /** Day and hour in Lima. */
        day: "TEXT NOT NULL",
        hour: "INTEGER NOT NULL",
        lines: "INTEGER NOT NULL",
        discount_centimos: "INTEGER NOT NULL",
        rounding_centimos: "INTEGER NOT NULL",
        total_centimos: "INTEGER NOT NULL",
        base_centimos: "INTEGER NOT NULL",
        igv_centimos: "INTEGER NOT NULL",
        cost_centimos: "INTEGER NOT NULL",
        costed_centimos: "INTEGER NOT NULL",
        ...TENDER_COLUMNS,
        /** JSON list. */
        flags: "TEXT NOT NULL",
      },
      key: ["pos"],
      indexes: [["sale_id"], ["series", "number"], ["day"], ["cash_session_id"]],
    },
    {
      name: "sale_flag",
      columns: { pos: "INTEGER NOT NULL", flag: "TEXT NOT NULL" },
      key: ["pos", "flag"],
    },
  ],
  ...handlers(on(SaleRegistered, ({ sale, flags }, { pos }) => {
    const [series = "", number = ""] = sale.ticketNumber.split("-");
    const { cost, costed } = saleCost(sale.lines);
    return [
      {
        table: "sale",
        key: { pos },
        set: {
          sale_id: sale.saleId,
          ticket_number: sale.ticketNumber,
          series,
          number: Number(number),
          register_id: sale.registerId,
          cash_session_id: sale.cashSessionId,
          cashier_id: sale.cashierId,
          occurred_at: sale.occurredAt,
          day: limaDay(sale.occurredAt),
          hour: limaHour(sale.occurredAt),
          lines: sale.lines.length,
          discount_centimos: sale.discountCentimos,
          rounding_centimos: sale.roundingCentimos,
          total_centimos: sale.totalCentimos,
          base_centimos: sale.baseCentimos,
          igv_centimos: sale.igvCentimos,
          cost_centimos: cost,
          costed_centimos: costed,
          ...NO_TENDERS,
          ...tenderTotals(sale.tenders),
          flags: JSON.stringify(flags),
        },
      },
      ...flags.map((flag): Change => ({ table: "sale_flag", key: { pos, flag } })),
    ];
  })),
});
