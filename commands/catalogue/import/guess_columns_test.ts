import assert from "node:assert/strict";
import { correctMapping, guessColumns, mappingOf } from "./guess_columns.ts";
import { tableOf } from "./header_row.ts";
import { matchHeader } from "./header_words.ts";
import type { ImportField, Table } from "./types.ts";

const tableWith = (headers: readonly string[], ...rows: readonly (readonly string[])[]): Table =>
  tableOf("hoja", [headers, ...rows].map((cells, i) => ({ row: i + 1, cells }))).table;

/** Header that each field was given, by name: reads as the file does. */
function namesOf(table: Table): Partial<Record<ImportField, string>> {
  return Object.fromEntries(guessColumns(table).map(({ field, column }) => [field, table.headers[column]!]));
}

Deno.test("spellings of a bodega", () => {
  const spellings: readonly (readonly [ImportField, readonly string[]])[] = [
    ["barcode", [
      "Cód. barras",
      "CODIGO DE BARRAS",
      "codigo_barra",
      "EAN",
      "EAN-13",
      "Cod.Barra (EAN)",
      "UPC",
      "Barcode",
    ]],
    ["code", ["Código interno", "SKU", "PLU", "Ref.", "Codigo", "CÓD", "Código del producto"]],
    ["name", [
      "Producto",
      "PRODUCTOS*".slice(0, 8),
      "Descripción",
      "Nombre del artículo",
      "Ítem",
      "Detalle",
      "Nombre *",
    ]],
    ["price", [
      "P. venta",
      "Precio",
      "PVP",
      "P.V.P",
      "Precio S/",
      "Precio (S/.)",
      "Precio de Venta",
      "P. Vta.",
      "P.U.",
      "Precio público",
    ]],
    ["cost", [
      "Costo",
      "P. compra",
      "Precio de compra",
      "Costo unitario",
      "COSTO S/",
      "Coste",
      "Último costo",
    ]],
    ["unit", ["U.M.", "Unidad", "Und", "Unidad de medida", "UM"]],
    ["category", ["Categoría", "Familia", "Rubro", "LÍNEA", "Sub categoría", "Departamento"]],
    ["taxClass", ["IGV", "Afectación", "Tipo de afectación IGV", "Afecto a IGV", "Impuesto"]],
    ["igvIncluded", ["Incluye IGV", "Tiene IGV", "IGV incluido"]],
    ["stock", ["Stock", "Cantidad", "Existencias", "Stock actual", "Saldo", "Cant."]],
    ["minStock", ["Stock mín.", "Stock mínimo", "Mínimo", "Cantidad mínima", "Stock Min"]],
  ];
  for (const [field, headers] of spellings) {
    for (const header of headers) assert.equal(matchHeader(header)?.field, field, header);
  }
  for (
    const header of [
      "Fecha de vencimiento",
      "Marca",
      "Proveedor",
      "Código Sunat",
      "Precio sin IGV",
      "Precio mayorista",
      "",
      "Nº",
    ]
  ) assert.equal(matchHeader(header), null, header);
});

// The columns of what other systems export, by their own manuals and by published exports of their users.
Deno.test("export of Loyverse", () => {
  assert.deepEqual(
    namesOf(tableWith([
      "Handle",
      "SKU",
      "Name",
      "Category",
      "Description",
      "Sold by weight",
      "Option 1 name",
      "Option 1 value",
      "Cost",
      "Barcode",
      "SKU of included item",
      "Quantity of included item",
      "Track stock",
      "Available for sale [Bodega Lucha]",
      "Price [Bodega Lucha]",
      "In stock [Bodega Lucha]",
      "Low stock [Bodega Lucha]",
      'Tax - "IGV" (18%)',
    ])),
    {
      name: "Name",
      barcode: "Barcode",
      code: "SKU",
      unit: "Sold by weight",
      price: "Price [Bodega Lucha]",
      cost: "Cost",
      taxClass: 'Tax - "IGV" (18%)',
      category: "Category",
      minStock: "Low stock [Bodega Lucha]",
      stock: "In stock [Bodega Lucha]",
    },
  );
});

Deno.test("template of FacturadorPro", () => {
  assert.deepEqual(
    namesOf(tableWith([
      "Nombre",
      "Código Interno",
      "Modelo",
      "Código Sunat",
      "Código Tipo de Unidad",
      "Código Tipo de Moneda",
      "Precio Unitario Venta",
      "Codigo Tipo de Afectación del Igv Venta",
      "Tiene Igv",
      "Precio Unitario Compra",
      "Codigo Tipo de Afectación del Igv Compra",
      "Stock",
      "Stock Mínimo",
      "Categoria",
      "Marca",
      "Descripcion",
      "Código de barras",
    ])),
    {
      name: "Nombre",
      barcode: "Código de barras",
      code: "Código Interno",
      unit: "Código Tipo de Unidad",
      price: "Precio Unitario Venta",
      cost: "Precio Unitario Compra",
      taxClass: "Codigo Tipo de Afectación del Igv Venta",
      igvIncluded: "Tiene Igv",
      category: "Categoria",
      minStock: "Stock Mínimo",
      stock: "Stock",
    },
  );
});

Deno.test("export of Odoo, in English and in Spanish", () => {
  const english = [
    "Internal Reference",
    "Name",
    "Sales Price",
    "Cost",
    "Barcode",
    "Product Category",
    "Quantity On Hand",
    "Unit of Measure",
    "Customer Taxes",
  ];
  const spanish = [
    "Referencia interna",
    "Nombre",
    "Precio de venta",
    "Coste",
    "Código de barras",
    "Categoría de producto",
    "Cantidad a mano",
    "Unidad de medida",
    "Impuestos de cliente",
  ];
  const expected: ImportField[] = [
    "code",
    "name",
    "price",
    "cost",
    "barcode",
    "category",
    "stock",
    "unit",
    "taxClass",
  ];
  for (const headers of [english, spanish]) {
    assert.deepEqual(
      namesOf(tableWith(headers)),
      Object.fromEntries(expected.map((field, i) => [field, headers[i]])),
    );
  }
});

Deno.test("export of Alegra", () => {
  assert.deepEqual(
    namesOf(tableWith([
      "Código",
      "Nombre",
      "Referencia",
      "Categoría",
      "Descripción",
      "Unidad de medida",
      "Código de barras",
      "Precio base",
      "Precio total",
      "Nombre impuesto",
      "Porcentaje impuesto",
      "Costo unitario",
      "Cantidad inicial en bodega Principal",
    ])),
    {
      name: "Nombre",
      barcode: "Código de barras",
      code: "Referencia",
      unit: "Unidad de medida",
      price: "Precio total",
      cost: "Costo unitario",
      taxClass: "Nombre impuesto",
      category: "Categoría",
      stock: "Cantidad inicial en bodega Principal",
    },
  );
});

Deno.test("export of Treinta", () => {
  assert.deepEqual(
    namesOf(
      tableWith([
        "Nombre del producto",
        "Código de barras",
        "Precio",
        "Costo",
        "Cantidad disponible",
        "Categoría",
        "Descripción",
      ]),
    ),
    {
      name: "Nombre del producto",
      barcode: "Código de barras",
      price: "Precio",
      cost: "Costo",
      stock: "Cantidad disponible",
      category: "Categoría",
    },
  );
});

Deno.test("«Código» is the scanner's when its values are", () => {
  assert.deepEqual(
    namesOf(tableWith(["Código", "Producto", "Precio"], ["7750182002547", "Inca Kola", "3.5"])),
    {
      name: "Producto",
      barcode: "Código",
      price: "Precio",
    },
  );
  assert.equal(
    namesOf(tableWith(["Código", "Producto", "Precio"], ["A-17", "Inca Kola", "3.5"])).code,
    "Código",
  );
});

Deno.test("without headers the values speak", () => {
  const table = tableWith(
    ["7759101000169", "Arroz Costeño 5 kg", "24.90", "Abarrotes"],
    ["7759101000268", "Arroz Costeño 750 g", "4.20", "Abarrotes"],
  );
  assert.deepEqual(guessColumns(table), [
    { field: "name", column: 1, confidence: "byValues" },
    { field: "barcode", column: 0, confidence: "byValues" },
    { field: "price", column: 2, confidence: "byValues" },
  ]);
});

Deno.test("a correction moves a column and takes it from whoever had it", () => {
  const mapping = { name: 0, price: 1, cost: 2 };
  assert.deepEqual(correctMapping(mapping, { price: 2 }), { name: 0, price: 2 });
  assert.deepEqual(correctMapping(mapping, { cost: null }), { name: 0, price: 1 });
  assert.deepEqual(correctMapping(mapping, { price: 2, cost: 1 }), { name: 0, price: 2, cost: 1 });
  assert.deepEqual(mappingOf([{ field: "price", column: 3, confidence: "sure" }]), { price: 3 });
});
