import { registers } from "../events/projections/shop/queries.ts";
import { endpoint, named, sent } from "./http/endpoint.ts";
import { zList } from "./schemas/fields.ts";
import { zRegister } from "./schemas/cash_sessions.ts";

const list = endpoint({
  method: "get",
  path: "/registers",
  tag: "Caja",
  summary: "Las cajas de la tienda, con la sesión que tengan abierta.",
  access: ["sell", "see_figures", "audit"],
  answer: { status: 200, text: "Las cajas", content: named("RegisterList", zList(zRegister)) },
  async handle({ store }) {
    return sent({ items: await registers(store.db), nextCursor: null });
  },
});

export const REGISTERS = [list];
