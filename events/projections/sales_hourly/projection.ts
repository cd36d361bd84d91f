import { SaleRegistered } from "../../facts/sales.ts";
import { limaDay, limaHour } from "../../../kernel/time.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";
import { saleCost } from "../sale_cost.ts";

/** Sales by hour of Lima, as sums: a sale that comes days late adds to the hour in which it was made. */
export const salesHourlyProjection = defineProjection({
  name: "sales_hourly",
  version: 1,
  mode: "async",
  tables: [{
    name: "sales_hourly",
    columns: {
      day: "TEXT NOT NULL",
      hour: "INTEGER NOT NULL",
      net_centimos: "INTEGER NOT NULL DEFAULT 0",
      tickets: "INTEGER NOT NULL DEFAULT 0",
      discount_centimos: "INTEGER NOT NULL DEFAULT 0",
      /** Known costs, and what was sold of the lines that have one: the margin is the difference. */
      cost_centimos: "INTEGER NOT NULL DEFAULT 0",
      costed_centimos: "INTEGER NOT NULL DEFAULT 0",
    },
    key: ["day", "hour"],
  }],
  ...handlers(on(SaleRegistered, ({ sale }) => {
    const { cost, costed } = saleCost(sale.lines);
    return [{
      table: "sales_hourly",
      key: { day: limaDay(sale.occurredAt), hour: limaHour(sale.occurredAt) },
      add: {
        net_centimos: sale.totalCentimos,
        tickets: 1,
        discount_centimos: sale.discountCentimos,
        cost_centimos: cost,
        costed_centimos: costed,
      },
    }];
  })),
});
