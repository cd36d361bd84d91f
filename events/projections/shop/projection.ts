import { RegisterAdded, ShopOpened } from "../../facts/shop.ts";
import { defineProjection } from "../define_projection.ts";
import { handlers, on } from "../handlers.ts";

/** What the shop is called and which registers it has. What a register counts (tickets, Z) is asked of their own rows. */
export const shopProjection = defineProjection({
  name: "shop",
  version: 1,
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
  ],
  ...handlers(
    on(ShopOpened, ({ name, slug, niche, address, ruc }, { occurredAt }) => [
      { table: "shop", key: { k: 1 }, set: { name, slug, niche, address, ruc, opened_at: occurredAt } },
    ]),
    on(RegisterAdded, ({ registerId, name, series }, { pos }) => [
      { table: "register", key: { register_id: registerId }, set: { name, series, pos } },
    ]),
  ),
});
