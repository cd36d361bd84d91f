import { z } from "zod";
import { refundGoods, voidSale } from "../commands/sale/give_back.ts";
import { registerSale, zRegisterSale } from "../commands/sale/register_sale.ts";
import { markOf, type WholeSale, wholeSale } from "../commands/sale/whole_sale.ts";
import { saleList, salesByTicket } from "../events/projections/sales/queries.ts";
import { registerById, shopInfo } from "../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../events/store/control/people.ts";
import { escposOf } from "../integrations/printer/escpos.ts";
import { isUuid } from "../kernel/ids.ts";
import { receiptOf, type ReceiptView } from "../kernel/receipt.ts";
import { type Call, endpoint, handled, named, sent } from "./http/endpoint.ts";
import { ownWord } from "./http/own_word.ts";
import { pageByPos, positionOf } from "./http/pages.ts";
import { requestProblem } from "./http/problem.ts";
import { PRINT_PROBLEMS, printAt } from "./print_at.ts";
import { zDayQuery, zIdQuery, zList, zPaging, zYesQuery } from "./schemas/fields.ts";
import {
  zGivenBackOutcome,
  zNewAnnulment,
  zNewRefund,
  zSaleRegistered,
  zSaleSummary,
  zSaleWhole,
} from "./schemas/sales.ts";

const list = endpoint({
  method: "get",
  path: "/sales",
  tag: "Ventas",
  summary: "Lista las ventas, la última primero.",
  access: ["see_figures", "audit"],
  query: z.strictObject({
    ...zPaging,
    day: zDayQuery.optional(),
    cashSessionId: zIdQuery.optional(),
    registerId: zIdQuery.optional(),
    flagged: zYesQuery,
  }),
  answer: { status: 200, text: "Una página de ventas", content: named("SaleList", zList(zSaleSummary)) },
  async handle({ store, query: { cursor, limit, day, cashSessionId, registerId, flagged } }) {
    const before = positionOf(cursor);
    const found = await saleList(store.db, {
      limit: limit + 1,
      flagged,
      ...day === undefined ? {} : { day },
      ...cashSessionId === undefined ? {} : { cashSessionId },
      ...registerId === undefined ? {} : { registerId },
      ...before === undefined ? {} : { before },
    });
    return sent(pageByPos(found, limit, ({ pos }) => pos));
  },
});

const register = endpoint({
  method: "post",
  path: "/sales",
  tag: "Ventas",
  summary: "Registra una venta cobrada ahora.",
  access: ["sell"],
  body: named("NewSale", zRegisterSale),
  idempotency: "key",
  answer: { status: 201, text: "Registrada", content: named("SaleRegistered", zSaleRegistered) },
  refusals: ["SalesBlocked", "SaleMalformed", "SaleAlreadyRegistered"],
  async handle({ context, asked, body }) {
    return handled(await registerSale(context, asked, body), 201);
  },
});

const one = endpoint({
  method: "get",
  path: "/sales/{id}",
  tag: "Ventas",
  summary: "Una venta entera, como quedó en el libro.",
  access: ["sell", "device", "see_figures", "audit"],
  answer: { status: 200, text: "La venta", content: named("Sale", zSaleWhole) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const found = await wholeSale(store, params["id"] ?? "");
    return found ? sent(found) : requestProblem("NotFound");
  },
});

const byTicket = endpoint({
  method: "get",
  path: "/sales/by-ticket/{number}",
  tag: "Ventas",
  summary: "La venta que lleva ese número de ticket, con lo que de ella se devolvió.",
  access: ["sell", "device", "see_figures", "audit"],
  answer: { status: 200, text: "La venta", content: named("Sale", zSaleWhole) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const [found] = await salesByTicket(store.db, params["number"] ?? "");
    const whole = found && await wholeSale(store, found.saleId);
    return whole ? sent(whole) : requestProblem("NotFound");
  },
});

const annul = endpoint({
  method: "post",
  path: "/sales/{id}/annulment",
  tag: "Ventas",
  summary: "Anula la venta entera, mientras su caja sigue abierta.",
  access: ["override"],
  body: named("NewAnnulment", zNewAnnulment),
  idempotency: "key",
  answer: { status: 201, text: "Anulada", content: named("GivenBack", zGivenBackOutcome) },
  refusals: ["SaleUnknown", "SaleAlreadyVoided", "SaleAlreadyRefunded", "SaleOfClosedSession", "NotFound"],
  async handle({ context, asked, params, body, staff }) {
    const saleId = params["id"] ?? "";
    if (!isUuid(saleId)) return requestProblem("NotFound");
    return handled(await voidSale(context, asked, ownWord(body, "void", staff, { saleId })), 201);
  },
});

const refund = endpoint({
  method: "post",
  path: "/sales/{id}/refunds",
  tag: "Ventas",
  summary: "Devuelve productos de una venta, en efectivo o como se pagó; lo fiado baja primero la deuda.",
  access: ["override"],
  body: named("NewRefund", zNewRefund),
  idempotency: "key",
  answer: { status: 201, text: "Devuelto", content: named("GivenBack", zGivenBackOutcome) },
  refusals: ["SaleUnknown", "SaleAlreadyVoided", "RefundTooLarge", "RefundMalformed", "NotFound"],
  async handle({ context, asked, params, body, staff }) {
    const saleId = params["id"] ?? "";
    if (!isUuid(saleId)) return requestProblem("NotFound");
    return handled(await refundGoods(context, asked, ownWord(body, "refund", staff, { saleId })), 201);
  },
});

const escpos = endpoint({
  method: "get",
  path: "/sales/{id}/escpos",
  tag: "Ventas",
  summary: "El ticket en bytes ESC/POS, para mandarlo tal cual a la impresora.",
  access: ["sell", "device", "see_figures"],
  query: z.strictObject({
    width: z.enum(["80", "58"], { error: "choice" }).default("80"),
    /** A ticket printed again says so and leaves the drawer shut. */
    copy: zYesQuery,
    /** `0` for a printer without a cutter. */
    cut: z.enum(["0", "1"], { error: "choice" }).default("1"),
  }),
  answer: { status: 200, text: "Los bytes del ticket", content: "application/octet-stream" },
  refusals: ["NotFound"],
  async handle(call) {
    const { store, params, query: { width, copy, cut } } = call;
    const found = await wholeSale(store, params["id"] ?? "");
    if (!found) return requestProblem("NotFound");
    const bytes = escposOf(await viewOf(call, found, copy), {
      width: width === "80" ? 80 : 58,
      openDrawer: true,
      cut: cut === "1",
    });
    return new Response(Uint8Array.from(bytes), { headers: { "content-type": "application/octet-stream" } });
  },
});

const print = endpoint({
  method: "post",
  path: "/sales/{id}/print",
  tag: "Ventas",
  summary: "Imprime el ticket en la ticketera de red de su caja.",
  access: ["sell", "device"],
  query: z.strictObject({ copy: zYesQuery }),
  idempotency: "key",
  answer: { status: 204, text: "Impreso" },
  refusals: ["NotFound", ...PRINT_PROBLEMS],
  async handle(call) {
    const { store, params, services, asked, query: { copy } } = call;
    const found = await wholeSale(store, params["id"] ?? "");
    if (!found) return requestProblem("NotFound");
    const register = await registerById(store.db, found.sale.registerId);
    const view = await viewOf(call, found, copy);
    return await printAt(services.environment, asked.id, register?.printer ?? null, view);
  },
});

/** The ticket as it is printed again or for the first time, with the cashier's name from outside the ledger. */
async function viewOf(
  { services, shop, store }: Pick<Call<unknown>, "services" | "shop" | "store">,
  { sale, returns }: WholeSale,
  copy: boolean,
): Promise<ReceiptView> {
  const info = await shopInfo(store.db), staff = await everStaffOfShop(services.control, shop.id);
  if (!info) throw new TypeError("a shop with sales is open");
  return receiptOf(sale, info, {
    cashier: staff.find(({ personId }) => personId === sale.cashierId)?.name ?? "",
    copy,
    mark: markOf(sale, returns),
  });
}

export const SALES = [list, register, byTicket, one, annul, refund, escpos, print];
