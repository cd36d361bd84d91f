import { z } from "zod";
import { countStock, zCountStock } from "../commands/stock/count_stock.ts";
import { receiveStock, zReceiveStock } from "../commands/stock/receive_stock.ts";
import { writeOffStock, zWriteOffStock } from "../commands/stock/write_off_stock.ts";
import type { Permission } from "../commands/people/permissions.ts";
import { productById } from "../events/projections/catalogue/queries.ts";
import { kardex, stockList } from "../events/projections/stock/queries.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { pageByPos, positionOf } from "./http/pages.ts";
import { requestProblem } from "./http/problem.ts";
import { zList, zPaging, zTextQuery } from "./schemas/fields.ts";
import { STOCK_FLAGS, zCounted, zKardexLine, zLossRef, zReceiptRef, zStockItem } from "./schemas/stock.ts";

const tag = "Stock";
const READERS: readonly Permission[] = ["sell", "move_stock", "audit"];

const list = endpoint({
  method: "get",
  path: "/stock",
  tag,
  summary: "El stock de cada producto a la venta; flag deja los que están en negativo o bajo su mínimo.",
  access: READERS,
  query: z.strictObject({
    ...zPaging,
    q: zTextQuery.optional(),
    flag: z.enum(STOCK_FLAGS, { error: "choice" }).optional(),
  }),
  answer: { status: 200, text: "Una página de stock", content: named("StockList", zList(zStockItem)) },
  async handle({ store, query: { q, flag, cursor, limit } }) {
    const { items, next } = await stockList(store.db, {
      limit,
      ...q === undefined ? {} : { query: q },
      ...flag === undefined ? {} : { flag },
      ...cursor === undefined ? {} : { cursor },
    });
    return sent({ items, nextCursor: next });
  },
});

const movements = endpoint({
  method: "get",
  path: "/stock/{productId}/movements",
  tag,
  summary: "El kárdex de un producto, lo último primero; pos es el hecho del libro que hizo cada línea.",
  access: READERS,
  query: z.strictObject(zPaging),
  answer: { status: 200, text: "Una página del kárdex", content: named("Kardex", zList(zKardexLine)) },
  refusals: ["NotFound"],
  async handle({ store, params, query: { cursor, limit } }) {
    const productId = params["productId"] ?? "", before = positionOf(cursor);
    if (!await productById(store.db, productId)) return requestProblem("NotFound");
    const lines = await kardex(store.db, productId, {
      limit: limit + 1,
      ...before === undefined ? {} : { before },
    });
    return sent(pageByPos(lines, limit, ({ pos }) => pos));
  },
});

const receive = endpoint({
  method: "post",
  path: "/stock-receipts",
  tag,
  summary: "Entró mercadería.",
  access: ["move_stock"],
  body: named("StockReceipt", zReceiveStock),
  idempotency: "key",
  answer: { status: 201, text: "Registrado", content: named("StockReceiptRef", zReceiptRef) },
  refusals: ["ProductUnknown", "AlreadyRecorded"],
  async handle({ context, asked, body }) {
    return handled(await receiveStock(context, asked, body), 201);
  },
});

const count = endpoint({
  method: "post",
  path: "/stock-counts",
  tag,
  summary: "Alguien contó un producto; solo la diferencia con el stock de ese momento mueve algo.",
  access: ["sell", "move_stock"],
  body: named("StockCount", zCountStock),
  idempotency: "key",
  answer: { status: 201, text: "Registrado", content: named("StockCounted", zCounted) },
  refusals: ["ProductUnknown", "AlreadyRecorded", "CountInFuture", "CountSuperseded"],
  async handle({ context, asked, body }) {
    return handled(await countStock(context, asked, body), 201);
  },
});

const lose = endpoint({
  method: "post",
  path: "/stock-losses",
  tag,
  summary: "Salió mercadería sin venderse: merma, vencido, uso propio o robo.",
  access: ["move_stock"],
  body: named("StockLoss", zWriteOffStock),
  idempotency: "key",
  answer: { status: 201, text: "Registrado", content: named("StockLossRef", zLossRef) },
  refusals: ["ProductUnknown", "AlreadyRecorded"],
  async handle({ context, asked, body }) {
    return handled(await writeOffStock(context, asked, body), 201);
  },
});

export const STOCK = [list, movements, receive, count, lose];
