import assert from "node:assert/strict";
import { productByCode, productById } from "../events/projections/catalogue/queries.ts";
import { quantity } from "../kernel/quantity.ts";
import { formOf, textOf, withOwner } from "./support/owner_pages.ts";
import { stocked } from "./support/test_shop.ts";

const ICE_CREAM = {
  name: "Helado de lúcuma 1 l",
  barcodes: "7751271011235 7751271011242",
  code: "HEL",
  unit: "unidad",
  priceCentimos: "12,90",
  costCentimos: "9.50",
  taxClass: "gravado",
  category: "Helados",
  minStock: "6",
  favourite: "on",
};

Deno.test("a product is written into the form, found without accents, and sent twice it is one", () =>
  withOwner(async ({ get, post, shop: { store } }) => {
    assert.match(textOf((await get("/productos")).html), /Todavía no hay productos/);
    const form = { ...formOf((await get("/productos/nuevo")).html, "cmdId"), ...ICE_CREAM };
    const saved = await post("/productos/nuevo", form), { size } = await store.head();
    assert.equal(saved.status, 303);
    assert.equal((await post("/productos/nuevo", form)).to, saved.to);
    assert.equal((await store.head()).size, size, "the second sending changed nothing");

    const product = await productByCode(store.db, "7751271011242");
    assert.equal(product?.priceCentimos, 1290);
    assert.equal(product.favourite, true);
    assert.match(textOf((await get(saved.to)).html), /Producto guardado/);
    const list = textOf((await get("/productos?q=LUCUMA+helado&categoria=Helados")).html);
    assert.match(list, /Helado de lúcuma 1 l bajo mínimo Helados · HEL S\/ 12\.90/);
    assert.match(textOf((await get("/productos?q=chirimoya")).html), /Ningún producto con esa búsqueda/);
  }));

Deno.test("what cannot be saved stays typed, and each field says what to do", () =>
  withOwner(async ({ get, post, shop }) => {
    const form = formOf((await get("/productos/nuevo")).html, "cmdId");
    const wrong = {
      ...form,
      ...ICE_CREAM,
      name: " ",
      priceCentimos: "doce",
      barcodes: "a b ñ",
      minStock: "-1",
    };
    const refused = await post("/productos/nuevo", wrong), text = textOf(refused.html);
    assert.equal(refused.status, 422);
    assert.match(text, /Nombre: falta este dato/);
    assert.match(text, /Precio: va en soles, por ejemplo 3\.50/);
    assert.match(text, /Códigos de barras \(fila 3\): lleva solo letras y números/);
    assert.match(refused.html, /aria-invalid="true"[^>]*aria-describedby="[^"]*priceCentimos-error/);
    const kept = formOf(refused.html, "cmdId");
    assert.equal(kept["priceCentimos"], "doce");
    assert.equal(kept["costCentimos"], "9.50");
    assert.equal(kept["favourite"], "on");
    assert.match(refused.html, />a b ñ<\/textarea>/);

    await stocked(shop, "Otro", null, { code: "HEL" });
    const taken = await post("/productos/nuevo", { ...form, ...ICE_CREAM });
    assert.match(textOf(taken.html), /El código HEL ya es de Otro\. Quítaselo primero o usa otro/);
  }));

Deno.test("a change that met another one is asked again, field by field", () =>
  withOwner(async ({ get, post, shop }) => {
    const rice = await stocked(shop, "Arroz", 5000, { minStock: quantity(1_200_000) });
    const address = `/productos/${rice.productId}`,
      opened = async () => formOf((await get(address)).html, "before");
    const mine = await opened(), theirs = { ...await opened(), priceCentimos: "5.20" };
    assert.equal(mine["minStock"], "1200", "a thousand is never typed with a comma");
    assert.equal((await post(address, theirs)).to, `${address}?hecho=guardado`);
    const late = await post(address, { ...mine, costCentimos: "4.10" });
    assert.equal(late.status, 409);
    assert.match(textOf(late.html), /Arroz cambió mientras tanto.*Otra persona puso «5\.20»/);
    const again = formOf(late.html, "before");
    assert.equal(again["costCentimos"], "4.10", "what was typed stays");
    assert.equal((await post(address, { ...again, priceCentimos: "5.20" })).status, 303);
    const product = await productById(shop.store.db, rice.productId);
    assert.deepEqual([product?.priceCentimos, product?.costCentimos, product?.minStock], [
      520,
      410,
      1_200_000,
    ]);
  }));

Deno.test("a product is retired without a question and comes back in one tap", () =>
  withOwner(async ({ get, post, shop }) => {
    const rice = await stocked(shop, "Arroz", null, { code: "ARR" });
    const html = (await get(`/productos/${rice.productId}`)).html;
    const retired = await post(`/productos/${rice.productId}/retirar`, formOf(html, "retirar"));
    const list = await get(retired.to);
    assert.match(textOf(list.html), /Retiraste Arroz Deshacer/);
    assert.equal(await productByCode(shop.store.db, "ARR"), null);
    assert.match(textOf((await get("/productos?estado=retirados")).html), /Arroz retirado/);
    const back = await post(`/productos/${rice.productId}/restaurar`, formOf(list.html, "restaurar"));
    assert.match(textOf((await get(back.to)).html), /vuelve a estar en venta/);
    assert.equal((await productByCode(shop.store.db, "ARR"))?.productId, rice.productId);
    assert.equal((await post(`/productos/${shop.ids.next()}/retirar`, {})).status, 404);
  }));

Deno.test("a long catalogue is turned page by page, each product once", () =>
  withOwner(async ({ get, shop }) => {
    for (let i = 0; i < 60; i++) await stocked(shop, `Galleta ${String(i).padStart(2, "0")}`, null);
    const first = await get("/productos?q=galleta"), next = /href="([^"]*desde=[^"]*)"/.exec(first.html)?.[1];
    const second = await get(next!.replaceAll("&amp;", "&"));
    const names = (html: string) => [...html.matchAll(/Galleta \d\d/g)].map(([name]) => name);
    assert.deepEqual([...names(first.html), ...names(second.html)], [
      ...Array.from({ length: 60 }, (_, i) => `Galleta ${String(i).padStart(2, "0")}`),
    ]);
    assert.match(second.html, /href="\/productos\?q=galleta"/);
  }));

Deno.test("the catalogue is for who may change it", () =>
  withOwner(async ({ get, post }) => {
    for (const path of ["/productos", "/productos/nuevo", "/productos/importar"]) {
      assert.equal((await get(path, "cashier")).status, 403, path);
      assert.equal((await get(path, "manager")).status, 200, path);
      assert.match((await get(path, "nobody")).to, /^\/ingresar\?ir=/, path);
    }
    assert.equal((await post("/productos/nuevo", ICE_CREAM, "auditor")).status, 403);
  }));
