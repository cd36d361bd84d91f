import assert from "node:assert/strict";
import fc from "fast-check";
import { codesOf } from "../../../domain/catalogue/codes.ts";
import { type Product, zProduct } from "../../../events/facts/catalogue.ts";
import { centimos } from "../../../kernel/money.ts";
import { quantity } from "../../../kernel/quantity.ts";
import {
  listBarcode,
  listName,
  listPriceCentimos,
  makeXlsx,
  priceList,
} from "../../../tests/support/make_xlsx.ts";
import { guessColumns, mappingOf } from "./guess_columns.ts";
import { parseRows } from "./parse_rows.ts";
import { type ImportPlan, planImport } from "./plan_import.ts";
import { readTable } from "./read_table.ts";
import type { ImportRow, Table } from "./types.ts";

const HEADERS = [
  "Producto",
  "Cód. barras",
  "Código interno",
  "U.M.",
  "P. venta",
  "P. compra",
  "IGV",
  "Familia",
  "Stock",
  "Stock mín.",
];

// Few names and few codes, so that rows meet each other and the catalogue often.
const names = ["Arroz", "ARROZ", "Aceite", "Piña", "Pina ", "Leche Gloria"];
const codes = ["1", "2", "3", "77", "7750182002547"];
const maybe = <T>(...values: readonly T[]) => fc.oneof(fc.constant(""), fc.constantFrom(...values));
const line = fc.tuple(
  fc.constantFrom(...names),
  maybe(...codes),
  maybe(...codes),
  maybe("KGM", "UND", "litro"),
  fc.integer({ min: 1, max: 999 }).map((price) =>
    `${Math.floor(price / 100)}.${String(price % 100).padStart(2, "0")}`
  ),
  maybe("1.20", "0.35"),
  maybe("gravado", "20", "inafecto"),
  maybe("Bebidas", "BEBIDAS", "Lácteos"),
  maybe("12", "0.5"),
  maybe("3", "6"),
);
const lines = fc.array(line, { minLength: 1, maxLength: 12 });

const tableOf = (headers: readonly string[], rows: readonly (readonly string[])[]): Table => ({
  sheet: "hoja",
  headerRow: 1,
  headers,
  rows: rows.map((cells, i) => ({ row: i + 2, cells })),
});
const parse = (table: Table) => parseRows(table, mappingOf(guessColumns(table)));

/** The rows of a file once a person has taken out what was refused. */
function goodRows(rows: readonly (readonly string[])[]): readonly ImportRow[] {
  const { products, failures } = parse(tableOf(HEADERS, rows));
  const bad = new Set(failures.map(({ row }) => row));
  return products.filter(({ row }) => !bad.has(row));
}

const anyProduct = fc.record({
  name: fc.constantFrom(...names).map((name) => name.trim()),
  barcodes: fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 2 }),
  code: fc.option(fc.constantFrom(...codes), { nil: null }),
  unit: fc.constantFrom("unidad" as const, "kg" as const),
  priceCentimos: fc.integer({ min: 1, max: 999 }).map(centimos),
  costCentimos: fc.constantFrom(null, centimos(120)),
  taxClass: fc.constantFrom("gravado" as const, "exonerado" as const),
  category: fc.constantFrom(null, "bebidas", "Bebidas", "Lácteos"),
  minStock: fc.constantFrom(null, quantity(3000)),
  favourite: fc.boolean(),
  active: fc.boolean(),
});
/** A catalogue as the decider leaves it: no two active products answer to one code. */
const catalogue = fc.array(anyProduct, { maxLength: 8 }).map((drafts) => {
  const taken = new Set<string>();
  return drafts.map((draft, i): Product => ({ ...draft, productId: `p${i}` })).filter((product) => {
    const own = codesOf(product);
    if (product.active && own.some((code) => taken.has(code))) return false;
    if (product.active) own.forEach((code) => taken.add(code));
    return true;
  });
});

let made = 0;
function carriedOut(plan: ImportPlan, products: readonly Product[]): Product[] {
  const after = new Map(plan.changed.map((change) => [change.before.productId, change.after]));
  return [
    ...products.map((product) => after.get(product.productId) ?? product),
    ...plan.added.map(({ product }) => ({ ...product, productId: `new${made++}` })),
  ].reverse(); // a read model answers in an order of its own
}

Deno.test("the order of the columns changes nothing", () => {
  fc.assert(
    fc.property(
      lines,
      fc.shuffledSubarray(HEADERS.map((_, i) => i), { minLength: HEADERS.length }),
      (rows, order) => {
        const shuffled = tableOf(order.map((i) => HEADERS[i]!), rows.map((row) => order.map((i) => row[i]!)));
        assert.deepEqual(parse(shuffled), parse(tableOf(HEADERS, rows)));
      },
    ),
  );
});

Deno.test("the same file twice changes nothing the second time", () => {
  fc.assert(
    fc.property(lines, catalogue, (rows, products) => {
      const file = goodRows(rows);
      const plan = planImport(file, products);
      fc.pre(plan.ok);
      const after = carriedOut(plan.value, products);
      const again = planImport(file, after);
      assert.ok(again.ok, JSON.stringify(again));
      assert.deepEqual([again.value.added, again.value.changed, again.value.unchanged], [
        [],
        [],
        file.length,
      ]);
      assert.deepEqual(
        again.value.stockIgnored,
        file.filter(({ stock }) => stock !== null).map(({ row }) => row),
      );
    }),
    { numRuns: 500 },
  );
});

Deno.test("what an import leaves has one owner for every code", () => {
  fc.assert(
    fc.property(lines, catalogue, (rows, products) => {
      const plan = planImport(goodRows(rows), products);
      fc.pre(plan.ok);
      const codes = carriedOut(plan.value, products).filter(({ active }) => active).flatMap(codesOf);
      assert.equal(new Set(codes).size, codes.length);
    }),
    { numRuns: 500 },
  );
});

Deno.test("whatever stands in the cells, what is let through is a fact", () => {
  const productId = "01890a5d-ac96-774b-bcce-b302099a8057";
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "1", "0.5", "é".normalize("NFD"), "x".repeat(130)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell, fc.constantFrom("1", "2.50"), cell)), (rows) => {
      const table = tableOf(["Producto", "EAN", "Código interno", "Precio", "Familia"], rows);
      const plan = planImport(parse(table).products, []);
      for (const { product } of plan.ok ? plan.value.added : []) {
        assert.deepEqual(zProduct.parse({ ...product, productId }), { ...product, productId });
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("a price survives the workbook to the céntimo", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 1 }), async (prices) => {
      const table = await readTable(
        await makeXlsx([["Producto", "Precio"], ...prices.map((p, i) => [`P${i}`, p / 100])]),
        "x.xlsx",
      );
      assert.ok(table.ok);
      assert.deepEqual(parse(table.value).products.map(({ priceCentimos }) => priceCentimos), prices);
    }),
    { numRuns: 30 },
  );
});

Deno.test("a price list of a thousand products, from bytes to plan and back to nothing", async () => {
  const table = await readTable(await priceList(1000), "lista.xlsx");
  assert.ok(table.ok);
  const { products: rows, failures, warnings } = parse(table.value);
  assert.deepEqual([rows.length, failures, warnings], [1000, [], []]);
  const plan = planImport(rows, []);
  assert.ok(plan.ok);
  const { product, openingStock } = plan.value.added[573]!;
  assert.deepEqual(
    [product.name, product.barcodes, product.priceCentimos, openingStock],
    [listName(573), [listBarcode(573)], listPriceCentimos(573), quantity((6 + 573 % 48) * 1000)],
  );
  const again = planImport(rows, carriedOut(plan.value, []));
  assert.ok(again.ok);
  assert.deepEqual([again.value.added, again.value.changed, again.value.unchanged], [[], [], 1000]);
});
