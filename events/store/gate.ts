import { defineProjection } from "../projections/define_projection.ts";
import type { FactOf } from "../facts/define_fact.ts";
import type { SalesGateSet } from "../facts/shop.ts";

/** The fact that opens or closes selling. */
export const GATE_FACT = "SalesGateSet";

/**
 * Whether this shop may sell, as one row that the append batch itself reads (design §7, second of the three checks).
 * No row yet means open.
 */
export const gateProjection = defineProjection({
  name: "gate",
  version: 1,
  mode: "inline",
  tables: [{
    name: "gate",
    columns: { k: "INTEGER NOT NULL", open: "INTEGER NOT NULL", reason: "TEXT NOT NULL" },
    key: ["k"],
  }],
  handles: [GATE_FACT],
  project: (event) => {
    const gate = gateOf(event.data);
    return [{ table: "gate", key: { k: 1 }, set: { open: gate.open ? 1 : 0, reason: gate.reason } }];
  },
});

export interface Gate {
  readonly open: boolean;
  readonly reason: string;
}

/** Only for the data of a `SalesGateSet`. */
export const gateOf = (data: unknown): Gate => data as FactOf<typeof SalesGateSet>["data"];
