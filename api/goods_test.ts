import assert from "node:assert/strict";
import { askApi } from "../tests/support/api_client.ts";
import { productInput, stocked } from "../tests/support/test_shop.ts";
import { type FullShop, type Sent, type TwoShops, withTwoShops } from "../tests/support/two_shops.ts";
import type { ImportPreview } from "./schemas/products.ts";

type Members = Record<string, unknown> & { items: Record<string, unknown>[] };

/** The owner at the API, each unsafe request under a new key. */
const owner =
  ({ a, ...rest }: TwoShops, shop: FullShop = a) =>
  async (method: string, path: string, json?: unknown, sent: Sent = {}) => {
    const { status, body, headers } = await askApi({ a, ...rest }, shop, shop.people.owner, method, path, {
      ...method === "GET" ? {} : { key: shop.ids.next() },
      ...json === undefined ? {} : { json },
      ...sent,
    });
    return { status, headers, body: body as Members };
  };

Deno.test("products: added, found by search and code, changed, retired", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, ask = owner(shops);
    const rice = productInput(a, "Arroz Costeño 5 kg", { barcodes: ["7750000000017"], code: "ARR" });
    const added = await ask("POST", "/products", rice);
    assert.deepEqual([added.status, added.body], [201, { productId: rice.productId }]);
    assert.equal((await ask("POST", "/products", rice)).status, 409);
    assert.equal((await ask("POST", "/products", { ...rice, productId: a.ids.next() })).status, 409); // CodeTaken
    const wrong = await ask("POST", "/products", { ...rice, name: "", priceCentimos: 0 });
    assert.equal(wrong.status, 422);
    assert.deepEqual((wrong.body["errors"] as { field: string }[]).map(({ field }) => field), [
      "name",
      "priceCentimos",
    ]);

    for (const code of ["7750000000017", "ARR"]) {
      assert.equal((await ask("GET", `/products/by-code/${code}`)).body["productId"], rice.productId);
    }
    assert.equal((await ask("GET", "/products/by-code/nada")).status, 404);
    assert.deepEqual((await ask("GET", "/products?q=cost%20arr")).body.items.map(({ name }) => name), [
      rice.name,
    ]);
    assert.deepEqual((await ask("GET", "/products?q=sal")).body.items, []);

    const path = `/products/${rice.productId}`, before = (await ask("GET", path)).body;
    const { productId: _, ...fields } = rice;
    const revision = { ...fields, priceCentimos: 2200, before };
    assert.equal((await ask("PUT", path, revision)).status, 200);
    assert.equal((await ask("PUT", path, revision)).status, 409); // ProductsChanged
    assert.equal((await ask("PUT", `/products/${a.ids.next()}`, revision)).status, 422);
    assert.equal((await ask("GET", path)).body["priceCentimos"], 2200);

    assert.equal((await ask("DELETE", path)).status, 200);
    assert.equal((await ask("GET", path)).body["active"], false);
    assert.deepEqual((await ask("GET", "/products")).body.items, []);
    assert.equal((await ask("POST", `${path}/restoration`)).status, 200);
    assert.equal((await ask("GET", path)).body["active"], true);
    assert.equal((await ask("POST", "/products/1/restoration")).status, 404);
    assert.equal((await ask("DELETE", `/products/${a.ids.next()}`)).status, 404);
    assert.equal((await ask("DELETE", "/products/1")).status, 404);
  }));

Deno.test("products: pages join to the whole list", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, ask = owner(shops), names: unknown[] = [];
    for (let i = 0; i < 5; i++) await stocked(a, `Galleta ${i}`, null);
    let cursor = "";
    do {
      const { body } = await ask("GET", `/products?limit=2${cursor && `&cursor=${cursor}`}`);
      names.push(...body.items.map(({ name }) => name));
      cursor = String(body["nextCursor"] ?? "");
    } while (cursor);
    assert.deepEqual(names, [0, 1, 2, 3, 4].map((i) => `Galleta ${i}`));
  }));

const upload = (text: string, mapping?: string): Sent => {
  const body = new FormData();
  body.set("file", new File([text], "lista.csv", { type: "text/csv" }));
  if (mapping !== undefined) body.set("mapping", mapping);
  return { body };
};

Deno.test("imports: previewed, carried out, the same again changes nothing, undone", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, ask = owner(shops);
    const milk = await stocked(a, "Leche", null);
    const file = "Producto,Precio,Stock\nLeche,5.20,\nPan,0.30,100\n";
    const preview = async (sent: Sent) => {
      const { status, body } = await ask("POST", "/import-previews", undefined, sent);
      return { status, body, ...body as unknown as ImportPreview };
    };
    const seen = await preview(upload(file));
    assert.deepEqual([seen.status, seen.added, seen.changed, seen.failures], [200, 1, 1, []]);
    const { size } = await a.store.head();

    const done = await ask("POST", "/imports", seen.plan);
    assert.deepEqual([done.status, done.body["added"], done.body["revised"]], [201, 1, 1]);
    assert.ok((await a.store.head()).size > size);
    assert.equal((await ask("POST", "/imports", seen.plan)).status, 409); // the catalogue moved on
    const again = await preview(upload(file));
    assert.deepEqual([again.added, again.changed, again.unchanged, again.plan], [0, 0, 2, null]);
    assert.equal((await ask("GET", "/imports")).body.items.length, 1);

    const path = `/imports/${seen.plan!.importId}`;
    assert.equal((await ask("DELETE", `/imports/${a.ids.next()}`)).status, 409);
    assert.equal((await ask("DELETE", "/imports/1")).status, 404);
    assert.deepEqual((await ask("DELETE", path)).body["products"], 2);
    assert.equal((await ask("GET", `/products/${milk.productId}`)).body["priceCentimos"], 490);
    assert.equal((await ask("DELETE", path)).status, 409);
  }));

Deno.test("imports: rows that fail are told with their reason, files that are no table with theirs", () =>
  withTwoShops(async (shops) => {
    const ask = owner(shops);
    const preview = (sent: Sent) => ask("POST", "/import-previews", undefined, sent);
    const failing = await preview(upload("Producto,Precio\nPan,tres\n"));
    assert.deepEqual([failing.status, failing.body["plan"]], [200, null]);
    assert.match(JSON.stringify(failing.body["failures"]), /Fila 2: el precio va en soles/);
    const swapped = await preview(upload("a,b\n0.30,Pan\n", '{"name":1,"price":0}'));
    assert.equal(swapped.body["added"], 1);
    assert.equal((await preview(upload("a,b\n1,2\n", "{"))).status, 422);
    assert.equal((await preview(upload("a,b\n1,2\n", '{"nombre":1}'))).status, 422);
    const empty = await preview(upload(""));
    assert.deepEqual([empty.status, empty.body["title"]], [422, "El archivo no se puede leer"]);
    assert.equal((await preview({ body: new FormData() })).status, 422); // FileMissing
    assert.equal((await ask("POST", "/import-previews", { file: "x" })).status, 415);
    const broken = { headers: { "content-type": "multipart/form-data; boundary=x" }, body: "nothing" };
    assert.equal((await preview(broken)).status, 422);
    assert.equal((await preview(upload("x".repeat(8_500_000)))).status, 413);
    assert.equal((await ask("POST", "/imports", { changes: [] })).status, 422);
  }));

Deno.test("stock: in, counted, out, and every line of the kárdex names its event", () =>
  withTwoShops(async (shops) => {
    const { a } = shops, ask = owner(shops);
    const rice = await stocked(a, "Arroz", null, { minStock: 5000 as never }), { productId } = rice;
    const unknown = a.ids.next();
    const receipt = {
      receiptId: a.ids.next(),
      lines: [{ productId, quantity: 4000, unitCostCentimos: 300 }],
      note: null,
    };
    assert.equal((await ask("POST", "/stock-receipts", receipt)).status, 201);
    assert.equal((await ask("POST", "/stock-receipts", receipt)).status, 409);
    const elsewhere = {
      ...receipt,
      receiptId: a.ids.next(),
      lines: [{ ...receipt.lines[0], productId: unknown }],
    };
    assert.equal((await ask("POST", "/stock-receipts", elsewhere)).status, 404);
    const count = { countId: a.ids.next(), productId, counted: 3500 };
    assert.deepEqual((await ask("POST", "/stock-counts", count)).body, {
      countId: count.countId,
      expected: 4000,
      difference: -500,
    });
    const ahead = { ...count, countId: a.ids.next(), countedAt: "2027-01-01T00:00:00.000Z" };
    assert.equal((await ask("POST", "/stock-counts", ahead)).status, 422);
    const loss = { lossId: a.ids.next(), productId, quantity: 500, reason: "merma" };
    assert.equal((await ask("POST", "/stock-losses", loss)).status, 201);
    assert.equal((await ask("POST", "/stock-losses", { ...loss, reason: "magia" })).status, 422);
    assert.equal(
      (await ask("POST", "/stock-losses", { ...loss, lossId: a.ids.next(), productId: unknown })).status,
      404,
    );

    const list = await ask("GET", "/stock?flag=below_minimum");
    assert.deepEqual(list.body.items.map(({ name, onHand }) => [name, onHand]), [["Arroz", 3000]]);
    assert.equal((await ask("GET", "/stock?flag=lost")).status, 422);
    const kardex = await ask("GET", `/stock/${productId}/movements?limit=2`);
    assert.deepEqual(kardex.body.items.map(({ kind, balance }) => [kind, balance]), [
      ["loss", 3000],
      ["count", 3500],
    ]);
    const older = await ask("GET", `/stock/${productId}/movements?cursor=${kardex.body["nextCursor"]}`);
    assert.deepEqual(older.body.items.map(({ kind }) => kind), ["receipt"]);
    const [event] = await a.store.read({ after: Number(older.body.items[0]!["pos"]) - 1, limit: 1 });
    assert.equal(event?.type, "StockReceived");
    assert.equal((await ask("GET", `/stock/${unknown}/movements`)).status, 404);
  }));
