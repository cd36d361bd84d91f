import { type ReturnsFact, SaleRefunded, SaleVoided } from "../../facts/returns.ts";
import { SaleRegistered } from "../../facts/sales.ts";
import { type Instant, limaDay, limaHour } from "../../../kernel/time.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";
import { returnedCost, saleCost } from "../sale_cost.ts";

/** Sales by hour of Lima, as sums: a sale that comes days late adds to the hour in which it was made. */
export const salesHourlyProjection = defineProjection({
  name: "sales_hourly",
  version: 2,
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
  ...handlers(
    on(SaleVoided, (data) => [back(data, data.soldAt, 1)]),
    on(SaleRefunded, (data, { occurredAt }) => [back(data, occurredAt, 0)]),
    on(SaleRegistered, ({ sale }) => {
      const { cost, costed } = saleCost(sale.lines);
      return [{
        ...row(sale.occurredAt),
        add: {
          net_centimos: sale.totalCentimos,
          tickets: 1,
          discount_centimos: sale.discountCentimos,
          cost_centimos: cost,
          costed_centimos: costed,
        },
      }];
    }),
  ),
});

const row = (at: Instant) => ({ table: "sales_hourly", key: { day: limaDay(at), hour: limaHour(at) } });

/** Taken off again: a void where its sale counted, a refund in its own hour. */
function back(data: Omit<ReturnsFact["data"], "voidId" | "refundId">, at: Instant, tickets: 0 | 1): Change {
  const { cost, costed } = returnedCost(data.lines);
  return {
    ...row(at),
    add: {
      net_centimos: -data.totalCentimos,
      tickets: -tickets,
      discount_centimos: -data.discountCentimos,
      cost_centimos: -cost,
      costed_centimos: -costed,
    },
  };
}
