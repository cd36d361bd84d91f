import { z } from "zod";
import { addProduct } from "../commands/catalogue/add_product.ts";
import { zProductInput } from "../commands/catalogue/product_input.ts";
import { reviseProduct, zReviseProduct } from "../commands/catalogue/revise_product.ts";
import { restoreProduct, retireProduct } from "../commands/catalogue/set_product_active.ts";
import type { Permission } from "../commands/people/permissions.ts";
import { productByCode, productById, productsPage } from "../events/projections/catalogue/queries.ts";
import { isUuid } from "../kernel/ids.ts";
import { endpoint, handled, named, sent } from "./http/endpoint.ts";
import { memberOf } from "./http/path_input.ts";
import { refusalProblem, requestProblem } from "./http/problem.ts";
import { zList, zPaging, zTextQuery } from "./schemas/fields.ts";
import { zProduct, zProductRef } from "./schemas/products.ts";

const tag = "Productos";
const READERS: readonly Permission[] = ["sell", "edit_catalogue", "audit"];

const list = endpoint({
  method: "get",
  path: "/products",
  tag,
  summary: "Lista los productos a la venta por nombre; q busca por el comienzo de sus palabras.",
  access: READERS,
  query: z.strictObject({ ...zPaging, q: zTextQuery.optional(), category: zTextQuery.optional() }),
  answer: { status: 200, text: "Una página de productos", content: named("ProductList", zList(zProduct)) },
  async handle({ store, query: { q, category, cursor, limit } }) {
    const { items, next } = await productsPage(store.db, {
      limit,
      ...q === undefined ? {} : { query: q },
      ...category === undefined ? {} : { category },
      ...cursor === undefined ? {} : { cursor },
    });
    return sent({ items, nextCursor: next });
  },
});

const add = endpoint({
  method: "post",
  path: "/products",
  tag,
  summary: "Agrega un producto con el id que tú le das.",
  access: ["edit_catalogue"],
  body: named("NewProduct", zProductInput),
  idempotency: "key",
  answer: { status: 201, text: "Agregado", content: named("ProductRef", zProductRef) },
  refusals: ["ProductExists", "CodeTaken"],
  async handle({ context, asked, body }) {
    return handled(await addProduct(context, asked, body), 201);
  },
});

const byCode = endpoint({
  method: "get",
  path: "/products/by-code/{code}",
  tag,
  summary: "El producto a la venta que responde a un código de barras o a un código corto.",
  access: READERS,
  answer: { status: 200, text: "El producto", content: named("Product", zProduct) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const product = await productByCode(store.db, params["code"] ?? "");
    return product ? sent(product) : requestProblem("NotFound");
  },
});

const one = endpoint({
  method: "get",
  path: "/products/{id}",
  tag,
  summary: "Un producto, aunque ya no se venda.",
  access: READERS,
  answer: { status: 200, text: "El producto", content: named("Product", zProduct) },
  refusals: ["NotFound"],
  async handle({ store, params }) {
    const product = await productById(store.db, params["id"] ?? "");
    return product ? sent(product) : requestProblem("NotFound");
  },
});

const revise = endpoint({
  method: "put",
  path: "/products/{id}",
  tag,
  summary: "Cambia un producto; before es como lo viste, y si ya cambió se rechaza.",
  access: ["edit_catalogue"],
  body: named("ProductRevision", zReviseProduct),
  idempotency: "key",
  answer: { status: 200, text: "Cambiado", content: named("ProductRef", zProductRef) },
  refusals: ["ProductUnknown", "ProductsChanged", "CodeTaken"],
  async handle({ context, asked, params, body }) {
    const named = memberOf(memberOf(body, "before"), "productId");
    if (typeof named === "string" && named !== params["id"]) {
      return refusalProblem({ type: "InvalidInput", faults: [{ field: "before.productId", fault: "id" }] });
    }
    return handled(await reviseProduct(context, asked, body), 200);
  },
});

const retire = endpoint({
  method: "delete",
  path: "/products/{id}",
  tag,
  summary: "Retira un producto de la venta; su historia y su stock quedan.",
  access: ["edit_catalogue"],
  idempotency: "key",
  answer: { status: 200, text: "Retirado", content: named("ProductRef", zProductRef) },
  refusals: ["ProductUnknown", "NotFound"],
  async handle({ context, asked, params }) {
    const productId = params["id"] ?? "";
    if (!isUuid(productId)) return requestProblem("NotFound");
    return handled(await retireProduct(context, asked, { productId }), 200);
  },
});

const restore = endpoint({
  method: "post",
  path: "/products/{id}/restoration",
  tag,
  summary: "Vuelve a vender un producto retirado, si sus códigos siguen libres.",
  access: ["edit_catalogue"],
  idempotency: "key",
  answer: { status: 200, text: "A la venta", content: named("ProductRef", zProductRef) },
  refusals: ["ProductUnknown", "CodeTaken", "NotFound"],
  async handle({ context, asked, params }) {
    const productId = params["id"] ?? "";
    if (!isUuid(productId)) return requestProblem("NotFound");
    return handled(await restoreProduct(context, asked, { productId }), 200);
  },
});

export const PRODUCTS = [list, add, byCode, one, revise, retire, restore];
