import assert from "node:assert/strict";
import { productByCode } from "../events/projections/catalogue/queries.ts";
import { stockOf } from "../events/projections/stock/queries.ts";
import { uploadById } from "../events/store/control/uploads.ts";
import { listBarcode, listPriceCentimos, makeXlsx, priceList } from "./support/make_xlsx.ts";
import { formOf, type OwnerPages, textOf, withOwner } from "./support/owner_pages.ts";

const xlsx = (bytes: Uint8Array, name = "lista.xlsx") => new File([Uint8Array.from(bytes)], name);
const csv = (text: string, name = "lista.csv") => new File([text], name, { type: "text/csv" });

/** Uploads a file and answers the address of its preview. */
async function uploaded(pages: OwnerPages, file: File): Promise<string> {
  const { status, to } = await pages.post("/productos/importar", { file });
  assert.equal(status, 303);
  return to;
}

Deno.test("a price list of a thousand rows goes in, changes nothing the second time, and comes out in one step", () =>
  withOwner(async (pages) => {
    const { shop: { store } } = pages, list = xlsx(await priceList(1000));
    const address = await uploaded(pages, list), preview = await pages.get(address);
    assert.match(textOf(preview.html), /1,000 productos nuevos, 0 que cambian y 0 sin cambio/);
    assert.ok(preview.html.length < 200_000, "a preview of any file stays a page");

    const form = formOf(preview.html, "planHash");
    const { size } = await store.head();
    const done = await pages.post(address, form);
    assert.match(done.to, /^\/productos\/importar\/listo\//);
    const product = await productByCode(store.db, listBarcode(7));
    assert.equal(product?.priceCentimos, listPriceCentimos(7));
    const grown = (await store.head()).size;
    assert.ok(grown > size);

    assert.equal((await pages.post(address, form)).to, done.to, "a double tap has one effect");
    assert.equal((await store.head()).size, grown);

    const again = await pages.get(await uploaded(pages, list));
    assert.match(textOf(again.html), /No cambia nada/);
    assert.ok(!again.html.includes("planHash"), "there is nothing to say yes to");

    const result = await pages.get(done.to);
    assert.match(textOf(result.html), /1,000 productos quedaron guardados/);
    const undone = await pages.post("/productos/importar/deshacer", formOf(result.html, "deshacer"));
    assert.equal(undone.to, "/productos/importar?hecho=deshecho");
    assert.equal(await productByCode(store.db, listBarcode(7)), null);
    assert.equal((await stockOf(store.db, [product!.productId])).get(product!.productId)?.onHand, 0);
  }));

Deno.test("a preview says each change with before and after, and asks again when the catalogue moved meanwhile", () =>
  withOwner(async (pages) => {
    const first = await uploaded(pages, csv("nombre,precio,codigo\nArroz,4.90,ARR\nAzúcar,3.80,AZU\n"));
    await pages.post(first, formOf((await pages.get(first)).html, "planHash"));
    const address = await uploaded(pages, csv("nombre,precio,codigo\nArroz,5.20,ARR\nAzúcar,3.80,AZU\n"));
    const preview = await pages.get(address), text = textOf(preview.html);
    assert.match(text, /Precio: S\/ 4\.90 → S\/ 5\.20/);
    assert.match(text, /0 productos nuevos, 1 que cambia y 1 sin cambio/);

    const other = await uploaded(pages, csv("nombre,precio,codigo\nArroz,5.10,ARR\n"));
    await pages.post(other, formOf((await pages.get(other)).html, "planHash"));
    const late = await pages.post(address, formOf(preview.html, "planHash"));
    assert.equal(late.status, 409);
    assert.match(textOf(late.html), /cambiaron mientras mirabas.*S\/ 5\.10 → S\/ 5\.20/);
    assert.equal((await productByCode(pages.shop.store.db, "ARR"))?.priceCentimos, 510);
  }));

Deno.test("rows that cannot go in are named with their reason, and then nothing goes in", () =>
  withOwner(async (pages) => {
    const address = await uploaded(pages, csv("nombre,precio\nArroz,4.90\nAzúcar,tres\n,2.00\n"));
    const preview = await pages.get(address), text = textOf(preview.html);
    assert.match(text, /Hay 2 filas por corregir\. Hasta entonces no entra nada/);
    assert.match(text, /Fila 3: el precio va en soles, por ejemplo 3\.50 \(dice «tres»\)/);
    assert.match(text, /Fila 4: falta el nombre del producto/);
    assert.ok(!preview.html.includes("planHash"));
    const forced = await pages.post(address, { importId: pages.services.ids.next(), planHash: "" });
    assert.equal(forced.status, 409);
    assert.equal(await productByCode(pages.shop.store.db, "ARR"), null);
  }));

Deno.test("a column guessed wrong is corrected by its select, and the correction stays through the yes", () =>
  withOwner(async (pages) => {
    const rows = [["Producto", "A", "B"], ["Leche", 3.5, 4.2], ["Atún", 5.1, 6.3]];
    const address = await uploaded(pages, xlsx(await makeXlsx(rows)));
    const guessed = await pages.get(address);
    const columns = formOf(guessed.html, 'name="price"');
    const query = new URLSearchParams({ ...columns, price: "2", cost: "1" });
    const corrected = await pages.get(`${address}?${query}`);
    assert.match(textOf(corrected.html), /2 productos nuevos/);
    const done = await pages.post(`${address}?${query}`, formOf(corrected.html, "planHash"));
    assert.equal(done.status, 303);
    const row = await pages.shop.store.db.first<{ price_centimos: number; cost_centimos: number }>(
      "SELECT price_centimos, cost_centimos FROM product WHERE name = 'Leche'",
    );
    assert.deepEqual({ ...row }, { price_centimos: 420, cost_centimos: 350 });
    assert.equal(
      (await pages.get(`${address}?price=99`)).status,
      200,
      "a column that is not there says nothing",
    );
  }));

Deno.test("what is no list of products is refused in its place", () =>
  withOwner(async (pages) => {
    const none = await pages.post("/productos/importar", {});
    assert.equal(none.status, 422);
    assert.match(textOf(none.html), /Elige primero tu archivo/);
    const image = await pages.post("/productos/importar", {
      file: new File([Uint8Array.of(137, 80, 78, 71, 0)], "foto.png"),
    });
    assert.equal(image.status, 422);
    assert.match(image.html, /id="file-error"/);
    const large = await pages.post("/productos/importar", {
      file: new File([new Uint8Array(9_000_000)], "a.csv"),
    });
    assert.equal(large.status, 413);
  }));

Deno.test("a kept file is its person's own and is gone after an hour", () =>
  withOwner(async (pages) => {
    const address = await uploaded(pages, csv("nombre,precio\nArroz,4.90\n"));
    assert.equal((await pages.get(address, "manager")).to, "/productos/importar?vencido");
    assert.equal((await pages.get(address, "cashier")).status, 403);
    assert.match((await pages.get(address, "nobody")).to, /^\/ingresar/);
    const owner = { shop: pages.shop.shop.id, personId: pages.shop.people.owner.personId };
    const kept = () =>
      uploadById(pages.services.control, owner, address.split("/").at(-1)!, pages.clock.now());
    pages.clock.forward(3_599_999);
    assert.ok(await kept());
    pages.clock.forward(1);
    assert.equal(await kept(), null);
  }));
