import assert from "node:assert/strict";
import { openDrawer } from "../commands/cash_session/open_drawer.ts";
import { closeCashSession } from "../commands/cash_session/close_cash_session.ts";
import { refundGoods, voidSale } from "../commands/sale/give_back.ts";
import { registerSale } from "../commands/sale/register_sale.ts";
import { formOf, textOf, withOwner } from "./support/owner_pages.ts";
import { builtSale, openedSession, stocked, taken } from "./support/test_shop.ts";

Deno.test("the owner sees what went back, who did it and who approved, and the tickets say so", () =>
  withOwner(async ({ get, shop }) => {
    const { owner, cashier } = shop.people, ask = () => ({ id: shop.ids.next() });
    const as = { ...shop.as(cashier.personId), approvers: new Set([owner.personId]) };
    const approval = (kind: string) => ({ kind, by: owner.personId, reason: "lo vi" });
    const rice = await stocked(shop, "Arroz", 24_000), cashSessionId = await openedSession(shop);
    const [wrong, opened] = [1, 2].map((number) =>
      builtSale(shop, { cashSessionId, number }, [[rice, 2000]])
    ) as [ReturnType<typeof builtSale>, ReturnType<typeof builtSale>];
    for (const sale of [wrong, opened]) taken(await registerSale(as, ask(), { sale }));
    const voiding = { voidId: shop.ids.next(), saleId: wrong.saleId, reason: "Se equivocó" };
    taken(await voidSale(as, ask(), { ...voiding, approval: approval("void") }));
    const refundId = shop.ids.next();
    taken(
      await refundGoods(as, ask(), {
        refundId,
        saleId: opened.saleId,
        cashSessionId,
        reason: "Llegó dañado",
        lines: [{ lineId: opened.lines[0]!.lineId, quantity: 1000, restock: false }],
        way: "cash",
        approval: approval("refund"),
      }),
    );
    taken(
      await openDrawer(as, ask(), {
        openingId: shop.ids.next(),
        cashSessionId,
        reason: "Cambiar un billete",
        approval: null,
      }),
    );

    const list = textOf((await get("/ventas")).html);
    assert.match(list, /1 venta.*1 anulada.*S\/ 4\.90 devuelto/);
    assert.match(list, /anulada/);
    assert.match(list, /devuelta en parte/);
    const sale = textOf((await get(`/ventas/${opened.saleId}`)).html);
    assert.match(sale, /Devolución.*cashier lucha · permiso de owner lucha · Llegó dañado.*-S\/ 4\.90/);
    assert.match(
      textOf((await get(`/caja/ticket/${wrong.saleId}`)).html),
      /COPIA ANULADA Ticket T001-000001/,
    );
    assert.match(textOf((await get(`/caja/ticket/${opened.saleId}`)).html), /COPIA DEVUELTA EN PARTE/);
    const paper = textOf((await get(`/caja/ticket/${opened.saleId}?devolucion=${refundId}`)).html);
    assert.match(paper, /Devolución del ticket T001-000002/);
    assert.match(paper, /1 de 2 4\.90/);
    assert.match(paper, /Devuelto S\/ 4\.90/);
    assert.match(textOf((await get(`/inventario/${rice.productId}`)).html), /Devolución que se botó/);
    assert.match(textOf((await get("/hoy")).html), /1 venta anulada y 1 devolución por S\/ 14\.70/);

    taken(await closeCashSession(as, ask(), { cashSessionId, counts: [] }));
    const z = textOf((await get(`/caja/cierre/${cashSessionId}`)).html);
    assert.match(z, /Anuladas en efectivo -S\/ 9\.80/);
    assert.match(z, /Devuelto en efectivo -S\/ 4\.90/);
    assert.match(z, /Debía haber S\/ 54\.90/); // 50.00 + 19.60 − 9.80 − 4.90
    assert.match(z, /Cambiar un billete cashier lucha · sin permiso/);
  }));

Deno.test("the owner says what a cashier may do alone; nobody else may", () =>
  withOwner(async ({ get, post }) => {
    const form = formOf((await get("/ajustes/caja")).html, "discountPerMilleMax");
    assert.deepEqual([form["discountPerMilleMax"], form["lockAfterSale"]], ["10", undefined]);
    const refused = await post("/ajustes/caja", { ...form, discountPerMilleMax: "diez" });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.html), /Descuento sin permiso: va en números enteros, de 0 a 100/);
    const saved = await post("/ajustes/caja", { ...form, discountPerMilleMax: "15", lockAfterSale: "on" });
    assert.equal(saved.to, "/ajustes/caja?hecho=guardado");
    const again = formOf((await get("/ajustes/caja")).html, "discountPerMilleMax");
    assert.deepEqual([again["discountPerMilleMax"], again["lockAfterSale"]], ["15", "on"]);
    assert.equal((await post("/ajustes/caja", form, "manager")).status, 403);
  }));
