import { setRegisterPrinter } from "../commands/shop/set_register_printer.ts";
import { registerById, registers } from "../events/projections/shop/queries.ts";
import { testView } from "../kernel/ticket_print.ts";
import { formatStamp } from "../kernel/time.ts";
import { isUuid } from "../kernel/ids.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { callerName } from "./http/authenticate.ts";
import { requestProblem } from "./http/problem.ts";
import { PRINT_PROBLEMS, printAt } from "./print_at.ts";
import { withPath } from "./http/path_input.ts";
import { zList } from "./schemas/fields.ts";
import { zNewPrinter, zRegister, zRegisterPrinter } from "./schemas/cash_sessions.ts";

const tag = "Caja";

const list = endpoint({
  method: "get",
  path: "/registers",
  tag,
  summary: "Las cajas de la tienda, con la sesión que tengan abierta.",
  access: ["sell", "see_figures", "audit"],
  answer: { status: 200, text: "Las cajas", content: named("RegisterList", zList(zRegister)) },
  async handle({ store }) {
    return sent({ items: await registers(store.db), nextCursor: null });
  },
});

const setPrinter = endpoint({
  method: "put",
  path: "/registers/{id}/printer",
  tag,
  summary: "Dice en qué ticketera de la red imprime una caja; sin dirección, en ninguna.",
  access: ["manage_devices"],
  body: named("NewPrinter", zNewPrinter),
  idempotency: "key",
  answer: { status: 200, text: "Guardada", content: named("RegisterPrinter", zRegisterPrinter) },
  refusals: ["RegisterUnknown", "NotFound"],
  async handle({ context, asked, params, body }) {
    const registerId = params["id"] ?? "";
    if (!isUuid(registerId)) return requestProblem("NotFound");
    return handled(await setRegisterPrinter(context, asked, withPath(body, { registerId })), 200);
  },
});

const test = endpoint({
  method: "post",
  path: "/registers/{id}/printer-tests",
  tag,
  summary: "Imprime una prueba en la ticketera de red de una caja.",
  access: ["sell", "device"],
  idempotency: "key",
  answer: { status: 204, text: "Impresa" },
  refusals: ["NotFound", ...PRINT_PROBLEMS],
  async handle({ services, shop, store, caller, params, asked }) {
    const register = await registerById(store.db, params["id"] ?? "");
    if (!register) return requestProblem("NotFound");
    const view = testView(shop.name, formatStamp(services.clock.now()), callerName(caller));
    return await printAt(services.environment, asked.id, register.printer, view);
  },
});

export const REGISTERS = [list, setPrinter, test];
