import assert from "node:assert/strict";
import { registerSale } from "../commands/sale/register_sale.ts";
import { kardex, stockOf } from "../events/projections/stock/queries.ts";
import { quantity } from "../kernel/quantity.ts";
import { formOf, textOf, withOwner } from "./support/owner_pages.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";

Deno.test("a delivery of several lines goes in once, by code, by name and by choice", () =>
  withOwner(async ({ get, post, shop }) => {
    const { store: { db } } = shop;
    const rice = await stocked(shop, "Arroz Costeño 1 kg", null, { code: "ARR" });
    const oil = await stocked(shop, "Aceite Primor 1 l", null);
    const [small] = [
      await stocked(shop, "Leche Gloria chica", null),
      await stocked(shop, "Leche Gloria grande", null),
    ];
    const form = formOf((await get("/inventario/ingreso")).html, "receiptId");
    const typed = {
      ...form,
      producto_0: "arr",
      cantidad_0: "24",
      costo_0: "4.10",
      producto_1: "aceite PRIMOR",
      cantidad_1: "doce",
      producto_2: "leche",
      cantidad_2: "6",
    };
    const unclear = await post("/inventario/ingreso", { ...typed, producto_0: "ARR" });
    assert.equal(unclear.status, 422);
    assert.match(textOf(unclear.html), /Elige cuál de estos es/);
    const chosen = formOf(unclear.html, "receiptId");
    assert.equal(chosen["producto_0"], rice.productId);
    const refused = await post("/inventario/ingreso", { ...chosen, producto_2: small.productId });
    assert.match(textOf(refused.html), /Cantidad \(fila 2\): va en números/);

    const right = { ...formOf(refused.html, "receiptId"), cantidad_1: "12" };
    const done = await post("/inventario/ingreso", right);
    assert.equal(done.to, "/inventario?hecho=ingreso");
    assert.equal((await post("/inventario/ingreso", right)).to, done.to);
    const stock = await stockOf(db, [rice.productId, oil.productId, small.productId]);
    assert.deepEqual([rice, oil, small].map(({ productId }) => stock.get(productId)?.onHand), [
      24_000,
      12_000,
      6_000,
    ]);
  }));

Deno.test("more rows keep what was typed, and an empty delivery says what is missing", () =>
  withOwner(async ({ get, post, shop }) => {
    await stocked(shop, "Arroz", null, { code: "ARR" });
    const form = formOf((await get("/inventario/ingreso")).html, "receiptId");
    const more = await post("/inventario/ingreso", { ...form, producto_3: "ARR", cantidad_3: "5", mas: "1" });
    const kept = formOf(more.html, "receiptId");
    assert.equal(more.status, 200);
    assert.deepEqual([kept["cantidad_3"], kept["producto_7"], kept["filas"]], ["5", "", "8"]);
    const empty = await post("/inventario/ingreso", form);
    assert.equal(empty.status, 422);
    assert.match(textOf(empty.html), /Productos: falta este dato/);
  }));

Deno.test("a shelf is counted while the till sells: what sold after the form was opened is no difference", () =>
  withOwner(async ({ get, post, shop, clock }) => {
    const rice = await stocked(shop, "Arroz", 10_000), cashSessionId = await openedSession(shop);
    clock.forward(60_000);
    const found = await get("/inventario/conteo?producto=arroz");
    const form = formOf(found.html, "countId");
    clock.forward(60_000);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[rice, 2000]]);
    taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
    const wrong = await post("/inventario/conteo", { ...form, counted: "diez" });
    assert.equal(wrong.status, 422);
    assert.match(textOf(wrong.html), /Cantidad contada: va en números/);
    const done = await post("/inventario/conteo", { ...form, counted: "9" });
    const kardexPage = await get(done.to);
    assert.match(textOf(kardexPage.html), /Conteo guardado\. Faltaban 1 de lo anotado/);
    assert.equal((await stockOf(shop.store.db, [rice.productId])).get(rice.productId)?.onHand, 7_000);
    assert.equal((await post("/inventario/conteo", { ...form, counted: "9" })).to, done.to);

    const lines = await kardex(shop.store.db, rice.productId, { limit: 9 });
    for (const { pos } of lines) {
      assert.ok(kardexPage.html.includes(`href="/auditoria/evento/${pos}"`), `${pos}`);
    }
    assert.ok(kardexPage.html.includes(`href="/ventas/${sale.saleId}"`));
  }));

Deno.test("spoilt goods leave with their reason, and wrong figures stay typed", () =>
  withOwner(async ({ get, post, shop }) => {
    const milk = await stocked(shop, "Leche fresca", 5_000);
    assert.match(
      textOf((await get("/inventario/merma?producto=nada")).html),
      /No hay ningún producto con «nada»/,
    );
    const form = formOf((await get("/inventario/merma?producto=leche")).html, "lossId");
    const wrong = await post("/inventario/merma", { ...form, quantity: "0", reason: "vencido" });
    assert.equal(wrong.status, 422);
    assert.match(textOf(wrong.html), /Cantidad: es mayor que cero/);
    assert.equal(formOf(wrong.html, "lossId")["reason"], "vencido");
    const done = await post("/inventario/merma", { ...form, quantity: "2", reason: "vencido" });
    assert.equal(done.to, `/inventario/${milk.productId}?hecho=merma`);
    assert.equal(
      (await stockOf(shop.store.db, [milk.productId])).get(milk.productId)?.onHand,
      quantity(3_000),
    );
  }));

Deno.test("the list says what is negative and what is below its minimum, and is for who may move stock", () =>
  withOwner(async ({ get, shop }) => {
    const rice = await stocked(shop, "Arroz", 1_000, { minStock: quantity(5_000) });
    const oil = await stocked(shop, "Aceite", 1_000);
    await stocked(shop, "Sal", 9_000, { minStock: quantity(5_000) });
    const cashSessionId = await openedSession(shop);
    const sale = builtSale(shop, { cashSessionId, number: 1 }, [[oil, 3_000]]);
    taken(await registerSale(shop.as(), { id: shop.ids.next() }, { sale }));
    const all = textOf((await get("/inventario")).html);
    assert.match(all, /Bajo mínimo \(1\) Negativo \(1\)/);
    assert.match(all, /Aceite negativo .*-2 .*Arroz bajo mínimo mínimo 5 1 .*Sal/);
    const low = (await get("/inventario?estado=bajo")).html;
    assert.ok(low.includes(rice.productId) && !low.includes(oil.productId));
    assert.match(textOf((await get("/inventario?q=acei")).html), /Aceite/);
    for (const path of ["", "/conteo", "/ingreso", "/merma", `/${rice.productId}`]) {
      assert.equal((await get(`/inventario${path}`, "cashier")).status, 403, path);
      assert.equal((await get(`/inventario${path}`, "manager")).status, 200, path);
    }
    assert.equal((await get(`/inventario/${shop.ids.next()}`)).status, 404);
  }));
