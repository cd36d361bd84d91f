import assert from "node:assert/strict";
import { isGtin } from "../../kernel/barcode.ts";
import { searchKey } from "../../kernel/search.ts";
import { DEMO_CATALOG } from "./demo_catalog.ts";

const unique = (values: readonly string[]) => assert.equal(new Set(values).size, values.length);

Deno.test("the demo shop is a whole shop", () => {
  assert.ok(DEMO_CATALOG.length >= 400, `${DEMO_CATALOG.length} products`);
  assert.ok(new Set(DEMO_CATALOG.map((product) => product.category)).size <= 20);
  assert.equal(DEMO_CATALOG.filter((product) => product.favourite).length, 24);
});

Deno.test("every product scans or is typed, and none answers for another", () => {
  const barcodes = DEMO_CATALOG.flatMap((product) => product.barcode ?? []);
  assert.deepEqual(barcodes.filter((code) => !isGtin(code) || !code.startsWith("775")), []);
  unique([...barcodes, ...DEMO_CATALOG.flatMap((product) => product.code ?? [])]);
  assert.ok(DEMO_CATALOG.every((product) => (product.barcode === null) !== (product.code === null)));
  unique(DEMO_CATALOG.map((product) => searchKey(product.name)));
});

Deno.test("the shop earns 8 to 35 % on everything", () => {
  const odd = DEMO_CATALOG.filter(({ priceCentimos: price, costCentimos: cost }) =>
    cost <= 0 || (price - cost) * 100 < price * 8 || (price - cost) * 100 > price * 35
  );
  assert.deepEqual(odd, []);
});

Deno.test("only what the law names goes without IGV", () => {
  const without = new Set(
    DEMO_CATALOG.filter((product) => product.taxClass !== "gravado").map((product) => product.category),
  );
  assert.deepEqual(
    [...without].sort(),
    ["Abarrotes", "Carnes y embutidos", "Frutas", "Menestras y cereales", "Verduras"],
  );
});
