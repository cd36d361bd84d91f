import { RegisterAdded, RegisterPrinterSet, ShopOpened } from "../../facts/shop.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/** What the shop is called and which registers it has. What a register counts (tickets, Z) is asked of their own rows. */
export const shopProjection = defineProjection({
  name: "shop",
  version: 2,
  mode: "inline",
  tables: [
    {
      name: "shop",
      columns: {
        k: "INTEGER NOT NULL",
        name: "TEXT NOT NULL",
        slug: "TEXT NOT NULL",
        niche: "TEXT NOT NULL",
        address: "TEXT",
        ruc: "TEXT",
        opened_at: "TEXT NOT NULL",
      },
      key: ["k"],
    },
    {
      name: "register",
      columns: {
        register_id: "TEXT NOT NULL",
        name: "TEXT NOT NULL",
        series: "TEXT NOT NULL",
        pos: "INTEGER NOT NULL",
      },
      key: ["register_id"],
    },
    {
      name: "register_printer",
      /** JSON of where a register prints; null for nowhere in the network. */
      columns: { register_id: "TEXT NOT NULL", printer: "TEXT" },
      key: ["register_id"],
    },
  ],
  ...handlers(
    on(ShopOpened, ({ name, slug, niche, address, ruc }, { occurredAt }) => [
      { table: "shop", key: { k: 1 }, set: { name, slug, niche, address, ruc, opened_at: occurredAt } },
    ]),
    on(RegisterAdded, ({ registerId, name, series }, { pos }) => [
      { table: "register", key: { register_id: registerId }, set: { name, series, pos } },
    ]),
    on(RegisterPrinterSet, ({ registerId, printer }) => [
      {
        table: "register_printer",
        key: { register_id: registerId },
        set: { printer: printer && JSON.stringify(printer) },
      },
    ]),
  ),
});
