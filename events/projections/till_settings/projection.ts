import { TillSettingsSet } from "../../facts/device.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/** What the owner decided for all tills, as one row. None yet means what the kernel says. */
export const tillSettingsProjection = defineProjection({
  name: "till_settings",
  version: 1,
  mode: "inline",
  tables: [{
    name: "till_settings",
    columns: {
      k: "INTEGER NOT NULL",
      lock_after_sale: "INTEGER NOT NULL",
      pairing: "TEXT NOT NULL",
      discount_per_mille_max: "INTEGER NOT NULL",
    },
    key: ["k"],
  }],
  ...handlers(on(TillSettingsSet, ({ lockAfterSale, pairing, discountPerMilleMax }) => [{
    table: "till_settings",
    key: { k: 1 },
    set: {
      lock_after_sale: lockAfterSale ? 1 : 0,
      pairing,
      discount_per_mille_max: discountPerMilleMax,
    },
  }])),
});
