import assert from "node:assert/strict";
import { allCustomers, customerById } from "../events/projections/credit/queries.ts";
import { formOf, textOf, withOwner } from "./support/owner_pages.ts";

const LIST = "Rosa del 302  35.50\nDon Lucho, 120\nsin monto";

Deno.test("the owner's notebook: the list comes in once, each account is paid, limited and corrected", () =>
  withOwner(async ({ get, post, shop: { store: { db } } }) => {
    assert.match(textOf((await get("/fiado")).html), /Todavía no tienes clientes con fiado/);
    const shown = await post("/fiado/cuaderno", { notebook: LIST });
    assert.match(textOf(shown.html), /sin monto.*falta el monto/);
    assert.match(textOf(shown.html), /2 deudas por S\/.155\.50/);
    const taking = formOf(shown.html, 'value="guardar"');
    assert.equal((await post("/fiado/cuaderno", taking)).to, "/fiado?hecho=cuaderno");
    assert.equal((await post("/fiado/cuaderno", taking)).to, "/fiado?hecho=cuaderno"); // the same command again
    const again = await post("/fiado/cuaderno", { notebook: LIST });
    assert.match(textOf(again.html), /No hay ninguna deuda nueva/);

    const list = textOf((await get("/fiado")).html);
    assert.match(list, /Te deben.*S\/.155\.50.*2 clientes deben/);
    assert.match(list, /Don Lucho.*S\/.120\.00.*Rosa del 302.*S\/.35\.50/);
    const found = textOf((await get("/fiado?q=rosa")).html);
    assert.ok(/Rosa del 302/.test(found) && !/Don Lucho.*S\/.120\.00.*Rosa/.test(found));

    const rosa = (await allCustomers(db)).find(({ balanceCentimos }) => balanceCentimos === 3_550)!;
    const path = `/fiado/${rosa.customerId}`, account = (await get(path)).html;
    const paying = { ...formOf(account, 'value="pago"'), amountCentimos: "diez" };
    const refused = await post(path, paying);
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.html), /Monto: va en soles/);
    assert.equal((await post(path, { ...paying, amountCentimos: "10" })).to, `${path}?hecho=pago`);
    assert.equal((await post(path, { ...paying, amountCentimos: "10" })).to, `${path}?hecho=pago`);
    const limiting = { ...formOf(account, 'value="limite"'), limitCentimos: "80", maxAgeDays: "" };
    assert.equal((await post(path, limiting)).to, `${path}?hecho=limite`);
    assert.equal((await post(path, limiting, "cashier")).status, 403);
    const naming = { ...formOf(account, 'value="datos"'), phone: "987 654 321" };
    assert.equal((await post(path, naming)).to, `${path}?hecho=datos`);
    const { balanceCentimos, limitCentimos, maxAgeDays } = (await customerById(db, rosa.customerId))!;
    assert.deepEqual([balanceCentimos, limitCentimos, maxAgeDays], [2_550, 8_000, null]);
    const shownNow = await get(path);
    assert.match(textOf(shownNow.html), /Deuda del cuaderno.*debe S\/.25\.50 de esto/);
    assert.match(shownNow.html, /https:\/\/wa\.me\/51987654321\?text=Hola%20Rosa/);
    assert.equal((await get("/fiado/0192f0c1-5d00-7000-8000-000000000999")).status, 404);
  }));

Deno.test("a person is handed what the shop holds of them and is erased, by the owner alone", () =>
  withOwner(async ({ get, post, shop: { store: { db } } }) => {
    const fresh = formOf((await get("/fiado/nuevo")).html, "customerId");
    const wrong = await post("/fiado/nuevo", { ...fresh, name: "", phone: "12" });
    assert.match(textOf(wrong.html), /Celular: es un celular de 9 números/);
    const { to } = await post("/fiado/nuevo", { ...fresh, name: "Elvira", phone: "987654321" });
    const path = to.replace(/\?.*/, "");
    const person = JSON.parse((await get(`${path}/exportar`)).html);
    assert.deepEqual([person.customer.name, person.customer.phone], ["Elvira", "+51987654321"]);
    for (const role of ["manager", "cashier"] as const) {
      assert.equal((await get(`${path}/exportar`, role)).status, 403);
      assert.equal((await post(`${path}/borrar`, {}, role)).status, 403);
    }
    const asking = await get(`${path}/borrar`);
    assert.match(textOf(asking.html), /de cada copia de seguridad y de cada archivo exportado/);
    const erasing = formOf(asking.html, "cmdId");
    assert.equal((await post(`${path}/borrar`, erasing)).to, "/fiado?hecho=borrado");
    assert.equal((await post(`${path}/borrar`, erasing)).to, "/fiado?hecho=borrado");
    assert.equal((await allCustomers(db)).length, 0);
    const gone = await get(path);
    assert.match(textOf(gone.html), /Cliente borrado/);
    assert.doesNotMatch(gone.html, /Elvira|987654321|Borrar a esta persona/);
  }));
