import assert from "node:assert/strict";
import type { Product } from "../../../events/facts/catalogue.ts";
import { rowFailureText } from "../../../i18n/es_pe/import.ts";
import { centimos } from "../../../kernel/money.ts";
import { quantity } from "../../../kernel/quantity.ts";
import { planImport } from "./plan_import.ts";
import type { ImportRow } from "./types.ts";

const product = (productId: string, more: Partial<Product> = {}): Product => ({
  productId,
  name: `Producto ${productId}`,
  barcodes: [],
  code: null,
  unit: "unidad",
  priceCentimos: centimos(350),
  costCentimos: centimos(280),
  taxClass: "gravado",
  category: "Bebidas",
  minStock: quantity(6000),
  favourite: true,
  active: true,
  ...more,
});
const row = (number: number, more: Partial<ImportRow> = {}): ImportRow => ({
  row: number,
  name: `Producto ${number}`,
  barcode: null,
  code: null,
  unit: null,
  priceCentimos: centimos(350),
  costCentimos: null,
  taxClass: null,
  category: null,
  minStock: null,
  stock: null,
  ...more,
});
function planOf(rows: readonly ImportRow[], products: readonly Product[]) {
  const plan = planImport(rows, products);
  assert.ok(plan.ok, JSON.stringify(plan));
  return plan.value;
}
function refusedOf(rows: readonly ImportRow[], products: readonly Product[]) {
  const plan = planImport(rows, products);
  assert.ok(!plan.ok);
  return plan.error.map(rowFailureText);
}

Deno.test("a new product is added whole, with its stock; what the file does not say has a default", () => {
  assert.deepEqual(planOf([row(2, { name: "Agua", barcode: "77", stock: quantity(12000) })], []), {
    added: [{
      row: 2,
      product: {
        name: "Agua",
        barcodes: ["77"],
        code: null,
        unit: "unidad",
        priceCentimos: 350,
        costCentimos: null,
        taxClass: "gravado",
        category: null,
        minStock: null,
        favourite: false,
        active: true,
      },
      openingStock: 12000,
    }],
    changed: [],
    unchanged: 0,
    stockIgnored: [],
  });
});

Deno.test("a known product changes in what the file says and keeps the rest, its stock above all", () => {
  const before = product("1", { barcodes: ["77"], taxClass: "exonerado", unit: "kg" });
  const plan = planOf([
    row(2, { name: "Nuevo nombre", barcode: "77", priceCentimos: centimos(400), stock: quantity(5) }),
  ], [
    before,
  ]);
  assert.deepEqual(plan, {
    added: [],
    changed: [{
      row: 2,
      before,
      after: { ...before, name: "Nuevo nombre", priceCentimos: 400 },
      fields: ["name", "priceCentimos"],
    }],
    unchanged: 0,
    stockIgnored: [2],
  });
});

Deno.test("matched by barcode, else by code, else by name", () => {
  const products = [
    product("a", { name: "Arroz", barcodes: ["11"] }),
    product("b", { name: "Aceite", code: "A-1" }),
    product("c", { name: "Plátano de seda" }),
  ];
  const plan = planOf([
    row(2, { name: "Arroz", barcode: "11" }),
    row(3, { name: "Aceite", code: "A-1", barcode: "22" }),
    row(4, { name: "PLATANO DE SEDA", code: "101" }),
    row(5, { name: "Arroz", barcode: "12" }),
    row(6, { name: "Aceite", code: "A-2" }),
  ], products);
  assert.equal(plan.unchanged, 1);
  assert.deepEqual(plan.changed.map(({ before, fields }) => [before.productId, fields]), [
    ["b", ["barcodes"]],
    ["c", ["name", "code"]],
  ]);
  assert.deepEqual(plan.added.map(({ row }) => row), [5, 6]);
});

Deno.test("a barcode the shop typed as its code is the same code", () => {
  const plan = planOf([row(2, { name: "Producto a", barcode: "11" })], [product("a", { code: "11" })]);
  assert.deepEqual(plan.changed.map(({ fields }) => fields), [["barcodes"]]);
});

Deno.test("a category in other letters is the shop's own category", () => {
  const plan = planOf([
    row(2, { name: "Producto a", category: "BEBIDAS" }),
    row(3, { category: "bebidas" }),
    row(4, { category: "Lácteos" }),
    row(5, { category: "lacteos" }),
  ], [product("a")]);
  assert.equal(plan.unchanged, 1);
  assert.deepEqual(plan.added.map(({ product }) => product.category), ["Bebidas", "Lácteos", "Lácteos"]);
});

Deno.test("a retired product stays retired", () => {
  const plan = planOf([row(2, { barcode: "11" })], [product("a", { barcodes: ["11"], active: false })]);
  assert.deepEqual([plan.added.length, plan.changed.length], [1, 0]);
});

Deno.test("refused whole where one product is meant twice or a code would have two owners", () => {
  const products = [
    product("a", { name: "Arroz", barcodes: ["11", "12"] }),
    product("b", { name: "Aceite", code: "A-1" }),
  ];
  assert.deepEqual(
    refusedOf([row(2, { barcode: "11" }), row(3, { barcode: "12" }), row(4, { name: "Otro" })], products),
    ["Fila 3: es el mismo producto que la fila 2 (Arroz). Deja una sola"],
  );
  assert.deepEqual(refusedOf([row(2, { barcode: "11", code: "A-1" })], products), [
    "Fila 2: el código «A-1» ya es de Aceite",
  ]);
  const full = product("a", {
    name: "Arroz",
    code: "A",
    barcodes: Array.from({ length: 12 }, (_, i) => `${i}0`),
  });
  assert.deepEqual(refusedOf([row(2, { name: "Arroz", code: "A", barcode: "99" })], [full]), [
    "Fila 2: Arroz ya tiene 12 códigos de barras",
  ]);
});

Deno.test("within one file a code may pass from one product to another", () => {
  const products = [
    product("a", { barcodes: ["11"], code: "1" }),
    product("b", { barcodes: ["22"], code: "2" }),
  ];
  const plan = planOf([row(2, { barcode: "11", code: "2" }), row(3, { barcode: "22", code: "1" })], products);
  assert.deepEqual(plan.changed.map(({ after }) => after.code), ["2", "1"]);
});
