import type { Recorded } from "../../store/types.ts";
import { type Change, defineProjection } from "../define_projection.ts";
import { handlers } from "../handlers.ts";
import { type Movement, type MovementKind, MOVING_FACTS } from "./movements.ts";

/**
 * Stock is a sum of movements (design §8), so events may come late and in any order. It may be negative: what was sold
 * was there, and it is the figure that is wrong.
 */
export const stockProjection = defineProjection({
  name: "stock",
  version: 2,
  mode: "inline",
  tables: [
    {
      name: "stock",
      columns: {
        product_id: "TEXT NOT NULL",
        /** Thousandths of the unit. */
        on_hand: "INTEGER NOT NULL DEFAULT 0",
        /** 1 once goods came in or were counted: before that, a figure below zero says nothing. */
        kept: "INTEGER NOT NULL DEFAULT 0",
        last_count_id: "TEXT",
        last_counted: "INTEGER",
        last_counted_at: "TEXT",
      },
      key: ["product_id"],
    },
    {
      // One row per event and product: the kardex. In the order of the product, so that a kardex reads one run of pages.
      name: "stock_movement",
      columns: {
        product_id: "TEXT NOT NULL",
        pos: "INTEGER NOT NULL",
        delta: "INTEGER NOT NULL DEFAULT 0",
        kind: "TEXT NOT NULL",
        ref: "TEXT NOT NULL",
        occurred_at: "TEXT NOT NULL",
      },
      key: ["product_id", "pos"],
    },
  ],
  ...handlers(...MOVING_FACTS.map(({ type, movements }) => ({
    type,
    project: (event: Recorded) => movements(event).flatMap((movement) => changesOf(movement, event.pos)),
  }))),
});

const KEEPING: readonly MovementKind[] = ["receipt", "count", "opening"];

function changesOf({ productId, delta, kind, ref, at, counted }: Movement, pos: number): Change[] {
  return [
    {
      table: "stock",
      key: { product_id: productId },
      add: { on_hand: delta },
      set: {
        ...(KEEPING.includes(kind) ? { kept: 1 } : {}),
        ...(counted === undefined ? {} : { last_count_id: ref, last_counted: counted, last_counted_at: at }),
      },
    },
    {
      table: "stock_movement",
      key: { product_id: productId, pos },
      set: { kind, ref, occurred_at: at },
      add: { delta },
    },
  ];
}
