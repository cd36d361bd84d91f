import type { FactOf } from "../../facts/define_fact.ts";
import type { SaleRegistered } from "../../facts/sales.ts";
import { defineProjection, EVERY_FACT } from "../define_projection.ts";

const SALE: FactOf<typeof SaleRegistered>["type"] = "SaleRegistered";

/**
 * How far each device's own chain has come (`dev` of the envelope): the next command must bear `last_seq` + 1. Hears
 * every fact, of niches too, since any may come from a till. The append batch reads this row (events/store/device_turn).
 */
export const deviceProjection = defineProjection({
  name: "device",
  version: 2,
  mode: "inline",
  tables: [{
    name: "device",
    columns: {
      device_id: "TEXT NOT NULL",
      last_seq: "INTEGER NOT NULL DEFAULT 0",
      /** `dev.hash` of that command; null where it was not signed. */
      last_hash: "TEXT",
      last_cmd: "TEXT",
      last_pos: "INTEGER NOT NULL DEFAULT 0",
      last_seen_at: "TEXT",
      /** Register it sold at last. */
      register_id: "TEXT",
    },
    key: ["device_id"],
  }],
  handles: [EVERY_FACT],
  project: ({ dev, pos, cmd, type, recordedAt, data }) =>
    dev === null ? [] : [{
      table: "device",
      key: { device_id: dev.id },
      set: {
        last_seq: dev.seq,
        last_hash: dev.hash ?? null,
        last_cmd: cmd,
        last_pos: pos,
        last_seen_at: recordedAt,
        ...(type === SALE
          ? { register_id: (data as FactOf<typeof SaleRegistered>["data"]).sale.registerId }
          : {}),
      },
    }],
});
