import assert from "node:assert/strict";
import type { CatalogueFact, Product, ProductChange } from "../../events/facts/catalogue.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import { scenario } from "../../tests/support/scenario.ts";
import { catalogueDecider } from "./decider.ts";
import { splitChanges } from "./import_parts.ts";

const catalogue = scenario(catalogueDecider, assert.deepEqual);
const id = (n: number) => `0192f0c1-0000-7000-8000-${String(n).padStart(12, "0")}`;
const product = (n: number, name: string, rest: Partial<Product> = {}): Product => ({
  productId: id(n),
  name,
  barcodes: [`775000000000${n}`],
  code: null,
  unit: "unidad",
  priceCentimos: centimos(490),
  costCentimos: centimos(400),
  taxClass: "gravado",
  category: "Abarrotes",
  minStock: null,
  favourite: false,
  active: true,
  ...rest,
});
const rice = product(1, "Arroz Costeño 1 kg"), milk = product(2, "Leche Gloria");
const added = (of: Product): CatalogueFact => ({ type: "ProductAdded", data: { product: of } });
const revised = (before: Product, after: Product): CatalogueFact => ({
  type: "ProductRevised",
  data: { before, after },
});
const change = (before: Product | null, after: Product, stock: number | null = null): ProductChange => ({
  before,
  after,
  openingStock: stock === null ? null : quantity(stock),
});
const file = { importId: id(70), fileName: "lucha.xlsx", fileSha256: "a".repeat(64) };
const importing = (...changes: ProductChange[]) => ({ type: "ImportCatalogue", ...file, changes }) as const;
const imported = (...changes: ProductChange[]): CatalogueFact => ({
  type: "CatalogueImported",
  data: { ...file, part: 1, parts: 1, changes },
});

Deno.test("a product is added once", () => {
  catalogue.given().when({ type: "AddProduct", product: rice }).then(added(rice));
  catalogue.given(added(rice)).when({ type: "AddProduct", product: rice })
    .refused({ type: "ProductExists", productId: rice.productId });
});

Deno.test("no two active products answer to one code, be it barcode or short code", () => {
  const twin = product(3, "Arroz de otra marca", { barcodes: [], code: rice.barcodes[0]! });
  catalogue.given(added(rice)).when({ type: "AddProduct", product: twin }).refused({
    type: "CodeTaken",
    code: rice.barcodes[0]!,
    productId: twin.productId,
    otherProductId: rice.productId,
    otherName: rice.name,
  });
  const retired = { ...rice, active: false };
  catalogue.given(added(rice), revised(rice, retired)).when({ type: "AddProduct", product: twin }).then(
    added(twin),
  );
});

Deno.test("a revision holds what was seen before and what is now", () => {
  const dearer = { ...rice, priceCentimos: centimos(520) };
  catalogue.given(added(rice)).when({ type: "ReviseProduct", before: rice, after: dearer })
    .then(revised(rice, dearer));
  catalogue.given(added(rice)).when({ type: "ReviseProduct", before: rice, after: rice }).then();
  catalogue.given(added(rice), revised(rice, dearer)).when({
    type: "ReviseProduct",
    before: rice,
    after: milk,
  })
    .refused({ type: "ProductsChanged", products: [{ productId: rice.productId, name: rice.name }] });
  catalogue.given().when({ type: "ReviseProduct", before: rice, after: dearer })
    .refused({ type: "ProductUnknown", productIds: [rice.productId] });
});

Deno.test("retiring keeps the product and frees its codes; twice changes nothing", () => {
  const retired = { ...rice, active: false };
  catalogue.given(added(rice)).when({ type: "RetireProduct", productId: rice.productId }).then(
    revised(rice, retired),
  );
  catalogue.given(added(rice), revised(rice, retired)).when({
    type: "RetireProduct",
    productId: rice.productId,
  }).then();
});

Deno.test("a retired product comes back as it was", () => {
  const retired = { ...rice, active: false };
  catalogue.given(added(rice), revised(rice, retired))
    .when({ type: "RestoreProduct", productId: rice.productId }).then(revised(retired, rice));
  catalogue.given(added(rice)).when({ type: "RestoreProduct", productId: rice.productId }).then();
});

Deno.test("a retired product comes back only if its codes are still free", () => {
  const retired = { ...rice, active: false }, heir = product(4, "Arroz nuevo", { barcodes: rice.barcodes });
  catalogue.given(added(rice), revised(rice, retired), added(heir))
    .when({ type: "RestoreProduct", productId: rice.productId })
    .refused({
      type: "CodeTaken",
      code: rice.barcodes[0]!,
      productId: rice.productId,
      otherProductId: heir.productId,
      otherName: heir.name,
    });
});

Deno.test("a file goes in whole", () => {
  const dearer = { ...rice, priceCentimos: centimos(520) };
  catalogue.given(added(rice)).when(importing(change(rice, dearer), change(null, milk, 24_000)))
    .then(imported(change(rice, dearer), change(null, milk, 24_000)));
  catalogue.given().when(importing()).refused({ type: "NothingToImport" });
});

Deno.test("within one file a code may pass from one product to another, but not stand twice", () => {
  const riceWithout = { ...rice, barcodes: [] }, milkWith = { ...milk, barcodes: rice.barcodes };
  catalogue.given(added(rice), added(milk)).when(importing(change(milk, milkWith), change(rice, riceWithout)))
    .then(imported(change(milk, milkWith), change(rice, riceWithout)));
  catalogue.given(added(rice), added(milk)).when(
    importing(change(milk, milkWith), change(rice, { ...rice, name: "Arroz" })),
  )
    .refused({
      type: "CodeTaken",
      code: rice.barcodes[0]!,
      productId: rice.productId,
      otherProductId: milk.productId,
      otherName: milk.name,
    });
});

Deno.test("a code that moved within a file belongs to its new product afterwards", () => {
  const riceWithout = { ...rice, barcodes: [] }, milkWith = { ...milk, barcodes: rice.barcodes };
  const moved = imported(change(milk, milkWith), change(rice, riceWithout));
  const third = product(5, "Tercero", { barcodes: rice.barcodes });
  catalogue.given(added(rice), added(milk), moved).when({ type: "AddProduct", product: third }).refused({
    type: "CodeTaken",
    code: rice.barcodes[0]!,
    productId: third.productId,
    otherProductId: milk.productId,
    otherName: milk.name,
  });
});

Deno.test("a file previewed against products that changed since is refused, naming them", () => {
  const dearer = { ...rice, priceCentimos: centimos(520) };
  catalogue.given(added(rice), revised(rice, dearer)).when(
    importing(change(rice, { ...rice, name: "x" }), change(null, milk)),
  )
    .refused({ type: "ProductsChanged", products: [{ productId: rice.productId, name: rice.name }] });
});

Deno.test("an import is taken back in one step, opening stock too", () => {
  const dearer = { ...rice, priceCentimos: centimos(520) };
  const changes = [change(rice, dearer), change(null, milk, 24_000)];
  const undone: CatalogueFact = {
    type: "CatalogueImportUndone",
    data: {
      importId: file.importId,
      part: 1,
      parts: 1,
      changes: [change(dearer, rice), change(milk, { ...milk, active: false }, -24_000)],
    },
  };
  catalogue.given(added(rice), imported(...changes)).when({ type: "UndoImport", importId: file.importId })
    .then(undone);
  catalogue.given(added(rice), imported(...changes), undone).when({
    type: "UndoImport",
    importId: file.importId,
  })
    .refused({ type: "ImportNotLast", lastImportId: null });
});

Deno.test("an import whose products changed since is not taken back, and they are named", () => {
  const cheaper = { ...milk, priceCentimos: centimos(390) };
  catalogue.given(imported(change(null, rice), change(null, milk)), revised(milk, cheaper))
    .when({ type: "UndoImport", importId: file.importId })
    .refused({ type: "ProductsChanged", products: [{ productId: milk.productId, name: milk.name }] });
});

Deno.test("only the newest import is taken back", () =>
  catalogue.given(imported(change(null, rice))).when({ type: "UndoImport", importId: id(71) })
    .refused({ type: "ImportNotLast", lastImportId: file.importId }));

Deno.test("a large file is one append of parts that each fit an event", () => {
  const changes = Array.from(
    { length: 1000 },
    (_, i) => change(null, product(i + 10, `Galleta Ñandú ${i}`.repeat(8))),
  );
  const parts = splitChanges(changes);
  assert.deepEqual(parts.flat(), changes);
  const sizes = parts.map((part) => new TextEncoder().encode(JSON.stringify(part)).length);
  assert.ok(sizes.length > 1 && sizes.every((size) => size <= 60_001), String(sizes));

  const decision = catalogueDecider.decide(importing(...changes), catalogueDecider.initial);
  assert.ok(decision.ok);
  assert.equal(decision.value.length, parts.length);
  const state = decision.value.reduce(catalogueDecider.evolve, catalogueDecider.initial);
  assert.deepEqual(state.lastImport?.changes, changes);
});
