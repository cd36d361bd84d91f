import { type ReturnsFact, SaleRefunded, SaleVoided } from "../../facts/returns.ts";
import { SaleRegistered } from "../../facts/sales.ts";
import { limaDay } from "../../../kernel/time.ts";
import type { Recorded } from "../../store/types.ts";
import type { FactOf } from "../../facts/define_fact.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers } from "../handlers.ts";
import { returnedCost, saleCost } from "../sale_cost.ts";
import { MOVING_FACTS } from "../stock/movements.ts";

type SaleData = FactOf<typeof SaleRegistered>["data"];

/** What each product sold on each day of Lima, and by how much its stock moved for whatever reason. */
export const productDailyProjection = defineProjection({
  name: "product_daily",
  version: 2,
  mode: "async",
  tables: [{
    name: "product_daily",
    columns: {
      day: "TEXT NOT NULL",
      product_id: "TEXT NOT NULL",
      /** Sold, in thousandths of the unit. */
      quantity: "INTEGER NOT NULL DEFAULT 0",
      revenue_centimos: "INTEGER NOT NULL DEFAULT 0",
      /** Known costs, and the revenue of the lines that have one: the margin is the difference. */
      cost_centimos: "INTEGER NOT NULL DEFAULT 0",
      costed_centimos: "INTEGER NOT NULL DEFAULT 0",
      /** Sum of all movements of the day: today's stock less the deltas since a morning is the stock of that morning. */
      stock_delta: "INTEGER NOT NULL DEFAULT 0",
    },
    key: ["day", "product_id"],
  }],
  ...handlers(...MOVING_FACTS.map(({ type, movements }) => ({
    type,
    project: (event: Recorded): Change[] => [
      ...movements(event).map(({ productId, at, delta }) => ({
        ...row(productId, at),
        add: { stock_delta: delta },
      })),
      ...soldBy(event),
    ],
  }))),
});

/** What an event sold, or took back: a void on the day of its sale, a refund on its own. */
function soldBy({ type, data, occurredAt }: Recorded): Change[] {
  if (type === SaleRegistered.type) return soldOf(data as SaleData);
  if (type === SaleRefunded.type) return backOf((data as ReturnsFact["data"]).lines, occurredAt);
  if (type !== SaleVoided.type) return [];
  const { lines, soldAt } = data as ReturnsFact["data"];
  return backOf(lines, soldAt);
}

const backOf = (lines: ReturnsFact["data"]["lines"], at: Recorded["occurredAt"]): Change[] =>
  lines.flatMap((line) => {
    if (line.productId === null) return [];
    const { cost, costed } = returnedCost([line]);
    return [{
      ...row(line.productId, at),
      add: {
        quantity: -line.quantity,
        revenue_centimos: -line.totalCentimos,
        cost_centimos: -cost,
        costed_centimos: -costed,
      },
    }];
  });

const soldOf = ({ sale }: SaleData): Change[] =>
  sale.lines.flatMap((line) => {
    if (line.productId === null) return [];
    const { cost, costed } = saleCost([line]);
    return [{
      ...row(line.productId, sale.occurredAt),
      add: {
        quantity: line.quantity,
        revenue_centimos: line.totalCentimos,
        cost_centimos: cost,
        costed_centimos: costed,
      },
    }];
  });

const row = (productId: string, at: Recorded["occurredAt"]) => ({
  table: "product_daily",
  key: { day: limaDay(at), product_id: productId },
});
