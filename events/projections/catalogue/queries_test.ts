import { deepEqual, equal } from "node:assert/strict";
import type { Product } from "../../facts/catalogue.ts";
import type { Fact } from "../../facts/mod.ts";
import { event, id, product } from "../history_testing.ts";
import { ensureProjections } from "../rebuild.ts";
import { MemoryStore } from "../testing.ts";
import { catalogueProjection } from "./projection.ts";
import {
  catalogueSize,
  categories,
  favourites,
  productByCode,
  productById,
  productsById,
  productsChangedAfter,
  productsPage,
  undoableImport,
} from "./queries.ts";

async function shop(...products: readonly Product[]): Promise<MemoryStore> {
  const store = new MemoryStore([catalogueProjection]);
  await ensureProjections(store, [catalogueProjection]);
  store.record(...products.map((product) => event({ type: "ProductAdded", data: { product } })));
  return store;
}
const revised = (before: Product, after: Product) =>
  event({ type: "ProductRevised", data: { before, after } });
const ids = (products: readonly Product[]) => products.map(({ productId }) => productId);

Deno.test("a product comes back as the event gave it", async () => {
  const whole = product(1, {
    name: "Queso fresco",
    barcodes: ["7751234567890", "Q1"],
    code: "QF",
    unit: "kg",
    category: "Lácteos",
    favourite: true,
  });
  const store = await shop(whole, product(2));
  deepEqual(await productById(store.db, id(1)), whole);
  deepEqual((await productsById(store.db, [id(2), id(1), id(9)])).get(id(2)), product(2));
  for (const code of ["7751234567890", "Q1", "QF"]) {
    equal((await productByCode(store.db, code))?.productId, id(1));
  }
  equal(await productByCode(store.db, "qf?"), null);
  deepEqual(ids(await favourites(store.db)), [id(1)]);
  deepEqual(await categories(store.db), [{ category: "Lácteos", products: 1 }]);
  equal(await catalogueSize(store.db), 2);
  store.close();
});

Deno.test("a code follows its product: freed when it is dropped or retired, and passed on within one import", async () => {
  const a = product(1, { barcodes: ["111", "222"] }), b = product(2, { barcodes: ["333"] });
  const store = await shop(a, b);
  store.record(revised(a, { ...a, barcodes: ["222"] }));
  equal(await productByCode(store.db, "111"), null);
  const swap = (first: Product, second: Product): Fact => ({
    type: "CatalogueImported",
    data: {
      importId: id(50),
      part: 1,
      parts: 1,
      fileName: "x.csv",
      fileSha256: "0".repeat(64),
      changes: [
        { before: first, after: { ...first, barcodes: second.barcodes }, openingStock: null },
        { before: second, after: { ...second, barcodes: first.barcodes }, openingStock: null },
      ],
    },
  });
  store.record(event(swap({ ...a, barcodes: ["222"] }, b)));
  deepEqual([
    (await productByCode(store.db, "222"))?.productId,
    (await productByCode(store.db, "333"))?.productId,
  ], [
    id(2),
    id(1),
  ]);
  const b2 = { ...b, barcodes: ["222"] };
  store.record(revised(b2, { ...b2, active: false }));
  equal(await productByCode(store.db, "222"), null);
  store.close();
});

Deno.test("the list sorts and finds without accents, and a page goes on where the last one ended", async () => {
  const names = ["Ñame", "Arroz Costeño 5 kg", "Ázúcar", "Arroz Costeño 1 kg", "Nuez 50%"];
  const store = await shop(...names.map((name, i) => product(i + 1, { name, category: "Abarrotes" })));
  const all = await productsPage(store.db, { limit: 9 });
  deepEqual(all.items.map(({ name }) => name), [
    "Arroz Costeño 1 kg",
    "Arroz Costeño 5 kg",
    "Ázúcar",
    "Ñame",
    "Nuez 50%",
  ]);
  equal(all.next, null);
  const found = async (query: string) => ids((await productsPage(store.db, { query, limit: 9 })).items);
  deepEqual(await found("costeño ARR"), [id(4), id(2)]);
  deepEqual(await found("  "), ids(all.items));
  deepEqual(await found("50%"), [id(5)]);
  deepEqual(await found("%"), []);
  deepEqual(await found("abarr"), ids(all.items));
  const walked: string[] = [];
  let cursor: string | null = "not a cursor of ours";
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof productsPage>> = await productsPage(store.db, { cursor, limit: 2 });
    walked.push(...ids(page.items));
    cursor = page.next;
  }
  deepEqual(walked, ids(all.items));
  store.close();
});

Deno.test("a till pulls the whole catalogue once, then only what changed, retired products by their id", async () => {
  const products = [1, 2, 3, 4, 5].map((n) => product(n));
  const store = await shop(...products);
  store.record(revised(products[4]!, { ...products[4]!, active: false }));
  let cursor: string | null = null;
  const seen: string[] = [];
  for (let more = true; more;) {
    const page: Awaited<ReturnType<typeof productsChangedAfter>> = await productsChangedAfter(
      store.db,
      cursor,
      2,
    );
    seen.push(...ids(page.changed));
    ({ cursor, more } = page);
  }
  deepEqual(seen, [id(1), id(2), id(3), id(4)]);
  deepEqual((await productsChangedAfter(store.db, cursor, 10)).changed, []);
  store.record(
    revised(products[1]!, { ...products[1]!, name: "Nuevo" }),
    revised(products[0]!, { ...products[0]!, active: false }),
  );
  const delta = await productsChangedAfter(store.db, cursor, 10);
  deepEqual([ids(delta.changed), delta.removed, delta.more], [[id(2)], [id(1)], false]);
  equal((await productsChangedAfter(store.db, delta.cursor, 10)).cursor, delta.cursor);
  store.close();
});

Deno.test("only the newest import can be taken back, and only once", async () => {
  const store = await shop();
  const part = (importId: number, n: number): Fact => ({
    type: "CatalogueImported",
    data: {
      importId: id(importId),
      part: n,
      parts: 2,
      fileName: `${importId}.csv`,
      fileSha256: "0".repeat(64),
      changes: [{ before: null, after: product(importId * 10 + n), openingStock: null }],
    },
  });
  equal(await undoableImport(store.db), null);
  store.record(event(part(1, 1)), event(part(1, 2)));
  store.record(event(part(2, 1)), event(part(2, 2)));
  const newest = (await undoableImport(store.db))!;
  deepEqual([newest.importId, newest.products, newest.firstPos, newest.lastPos], [id(2), 2, 3, 4]);
  store.record(event({
    type: "CatalogueImportUndone",
    data: {
      importId: id(2),
      part: 1,
      parts: 1,
      changes: [{ before: product(21), after: product(21, { active: false }), openingStock: null }],
    },
  }));
  equal(await undoableImport(store.db), null);
  store.close();
});
