import assert from "node:assert/strict";
import { productByCode, productById } from "../../events/projections/catalogue/queries.ts";
import { stockOf } from "../../events/projections/stock/queries.ts";
import { centimos } from "../../kernel/money.ts";
import { productInput, stocked, taken, type TestShop, withShop } from "../../tests/support/test_shop.ts";
import { addProduct } from "./add_product.ts";
import { importCatalogue } from "./import_catalogue.ts";
import { reviseProduct } from "./revise_product.ts";
import { restoreProduct, retireProduct } from "./set_product_active.ts";
import { undoImport } from "./undo_import.ts";

const asked = (shop: TestShop) => ({ id: shop.ids.next() });

Deno.test("a product is typed into a form, found by its code, and the code is its own", () =>
  withShop(async (shop) => {
    const productId = shop.ids.next();
    taken(
      await addProduct(shop.as(), asked(shop), {
        productId,
        name: "Inca Kola 500 ml",
        barcodes: "7751271011235",
        code: "",
        unit: "unidad",
        priceCentimos: "3,50",
        costCentimos: "",
        taxClass: "gravado",
        category: "Bebidas",
        minStock: "6",
        favourite: "on",
      }),
    );
    assert.deepEqual(await productByCode(shop.store.db, "7751271011235"), {
      productId,
      name: "Inca Kola 500 ml",
      barcodes: ["7751271011235"],
      code: null,
      unit: "unidad",
      priceCentimos: 350,
      costCentimos: null,
      taxClass: "gravado",
      category: "Bebidas",
      minStock: 6000,
      favourite: true,
      active: true,
    });
    const twin = productInput(shop, "Otra gaseosa", { code: "7751271011235" });
    assert.deepEqual(await addProduct(shop.as(), asked(shop), twin), {
      ok: false,
      error: {
        type: "CodeTaken",
        code: "7751271011235",
        productId: twin.productId,
        otherProductId: productId,
        otherName: "Inca Kola 500 ml",
      },
    });
  }));

Deno.test("two people who add one code at once: the second learns whose it is", () =>
  withShop(async (shop) => {
    const twins = ["Sublime", "Sublime chico"].map((name) =>
      productInput(shop, name, { barcodes: ["7750000000017"] })
    );
    const results = await Promise.all(twins.map((twin) => addProduct(shop.as(), asked(shop), twin)));
    assert.deepEqual(results.map((result) => result.ok || result.error.type), [true, "CodeTaken"]);
  }));

Deno.test("a revision of what someone else changed meanwhile is refused", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", null), before = { ...rice, active: true };
    const revise = (priceCentimos: string) =>
      reviseProduct(shop.as(), asked(shop), { ...rice, before: JSON.stringify(before), priceCentimos });
    taken(await revise("5.20"));
    assert.deepEqual(await revise("5.50"), {
      ok: false,
      error: { type: "ProductsChanged", products: [{ productId: rice.productId, name: "Arroz" }] },
    });
    assert.equal((await productById(shop.store.db, rice.productId))?.priceCentimos, 520);
  }));

Deno.test("a product goes and comes back with its code", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", null, { code: "ARR" });
    taken(await retireProduct(shop.as(), asked(shop), { productId: rice.productId }));
    assert.equal(await productByCode(shop.store.db, "ARR"), null);
    taken(await restoreProduct(shop.as(), asked(shop), { productId: rice.productId }));
    assert.equal((await productByCode(shop.store.db, "ARR"))?.productId, rice.productId);
  }));

Deno.test("a file of a thousand rows is one append, and one step takes it back with its stock", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", 5000), before = { ...rice, active: true };
    const added = Array.from({ length: 1000 }, (_, i) => ({
      ...productInput(shop, `Galleta de soda ${i}`, { barcodes: [`77500000${10_000 + i}`] }),
      active: true,
    }));
    const changes = [
      { before, after: { ...before, priceCentimos: centimos(550) }, openingStock: null },
      ...added.map((after) => ({ before: null, after, openingStock: 12_000 })),
    ];
    const file = { importId: shop.ids.next(), fileName: "lucha.xlsx", fileSha256: "0".repeat(64), changes };
    const sizeBefore = (await shop.store.head()).size;
    assert.deepEqual(taken(await importCatalogue(shop.as(), asked(shop), file)).outcome, {
      importId: file.importId,
      added: 1000,
      revised: 1,
    });
    const parts = await shop.store.read({ types: ["CatalogueImported"], limit: 100 });
    assert.ok(parts.length > 1 && new Set(parts.map(({ cmd }) => cmd)).size === 1);
    assert.equal((await shop.store.head()).size, sizeBefore + parts.length);
    const last = added.at(-1)!.productId;
    assert.equal((await stockOf(shop.store.db, [last])).get(last)?.onHand, 12_000);

    assert.equal(
      taken(await undoImport(shop.as(), asked(shop), { importId: file.importId })).outcome.products,
      1001,
    );
    assert.equal((await stockOf(shop.store.db, [last])).get(last)?.onHand, 0);
    assert.equal((await productById(shop.store.db, last))?.active, false);
    assert.equal((await productById(shop.store.db, rice.productId))?.priceCentimos, 490);
    assert.deepEqual(await undoImport(shop.as(), asked(shop), { importId: file.importId }), {
      ok: false,
      error: { type: "ImportNotLast", lastImportId: null },
    });
  }));

Deno.test("a file refused in one row changes nothing", () =>
  withShop(async (shop) => {
    const rice = await stocked(shop, "Arroz", null, { code: "ARR" });
    const clash = { ...productInput(shop, "Arroz bis", { code: "ARR" }), active: true };
    const fine = { ...productInput(shop, "Leche"), active: true };
    const file = {
      importId: shop.ids.next(),
      fileName: "lucha.csv",
      fileSha256: "1".repeat(64),
      changes: [fine, clash].map((after) => ({ before: null, after, openingStock: null })),
    };
    const { size } = await shop.store.head();
    const refused = await importCatalogue(shop.as(), asked(shop), file);
    assert.ok(!refused.ok && refused.error.type === "CodeTaken");
    assert.equal(refused.error.otherProductId, rice.productId);
    assert.equal((await shop.store.head()).size, size);
    const twice = { ...file, changes: [file.changes[0], file.changes[0]] };
    assert.deepEqual(await importCatalogue(shop.as(), asked(shop), twice), {
      ok: false,
      error: { type: "InvalidInput", faults: [{ field: "changes", fault: "repeated" }] },
    });
  }));
