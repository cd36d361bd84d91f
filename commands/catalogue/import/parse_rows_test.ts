import assert from "node:assert/strict";
import { rowFailureText, rowWarningText } from "../../../i18n/es_pe/import.ts";
import { guessColumns, mappingOf } from "./guess_columns.ts";
import { parseRows } from "./parse_rows.ts";
import type { ImportRow, Table } from "./types.ts";

/** A table from lines of `a | b | c`; the first line is the headers and stands in row 1. */
function table(...lines: readonly string[]): Table {
  const [headers = [], ...rows] = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  return { sheet: "hoja", headerRow: 1, headers, rows: rows.map((cells, i) => ({ row: i + 2, cells })) };
}
const parse = (...lines: readonly string[]) => {
  const read = table(...lines);
  return parseRows(read, mappingOf(guessColumns(read)));
};
const failuresOf = (...lines: readonly string[]) => parse(...lines).failures.map(rowFailureText);
const only = (header: string, cell: string): Partial<ImportRow> => {
  const { products, failures } = parse(`Producto | Precio | ${header}`, `Pan | 1 | ${cell}`);
  assert.deepEqual(failures, []);
  return products[0]!;
};

Deno.test("a whole row", () => {
  const { products, failures, warnings } = parse(
    "Producto | EAN | Código | U.M. | Precio | Costo | IGV | Categoría | Stock | Stock mín.",
    " Queso   fresco | 7750182002547 | Q-1 | KGM | S/ 26.90 | 21,5 | 20 | Lácteos | 3.5 | 1",
    "Pan francés | | | | 0.30 | | | | |",
  );
  assert.deepEqual([failures, warnings], [[], []]);
  assert.deepEqual(products, [
    {
      row: 2,
      name: "Queso fresco",
      barcode: "7750182002547",
      code: "Q-1",
      unit: "kg",
      priceCentimos: 2690,
      costCentimos: 2150,
      taxClass: "exonerado",
      category: "Lácteos",
      minStock: 1000,
      stock: 3500,
    },
    {
      row: 3,
      name: "Pan francés",
      barcode: null,
      code: null,
      unit: null,
      priceCentimos: 30,
      costCentimos: null,
      taxClass: null,
      category: null,
      minStock: null,
      stock: null,
    },
  ]);
});

Deno.test("every failure of every row is told, with the row as the spreadsheet numbers it", () => {
  assert.deepEqual(
    failuresOf(
      "Producto | Precio | Costo | EAN | Código | U.M. | IGV | Stock mín. | Stock",
      "Pan | tres | | | | | | |",
      " | | | | | | | |",
      "Leche | 0 | x | 7.75E+12 | con espacio | gramo | 20% | -1 | muchos",
      "Agua | #DIV/0! | | a/b | | | | |",
    ),
    [
      "Fila 2: el precio va en soles, por ejemplo 3.50 (dice «tres»)",
      "Fila 3: falta el nombre del producto",
      "Fila 3: falta el precio",
      "Fila 4: el precio tiene que ser mayor que cero (dice «0»)",
      "Fila 4: la unidad puede ser unidad, kg o litro (dice «gramo»)",
      "Fila 4: el IGV puede ser gravado, exonerado o inafecto (dice «20%»)",
      "Fila 4: el costo va en soles, por ejemplo 2.80 (dice «x»)",
      "Fila 4: Excel cortó el código de barras (7.75E+12). Pon esa columna en formato Número sin decimales y escríbelo completo",
      "Fila 4: el código lleva solo letras, números, punto y guion, sin espacios (dice «con espacio»)",
      "Fila 4: el stock va en números, con tres decimales como mucho (dice «muchos»)",
      "Fila 4: el stock mínimo no puede ser menor que cero (dice «-1»)",
      "Fila 5: la fórmula de precio de venta da error (#DIV/0!)",
      "Fila 5: el código de barras lleva solo números y letras, uno por producto (dice «a/b»)",
    ],
  );
});

Deno.test("a code that stands twice names both rows, barcode or not; a name only where there is no code", () => {
  assert.deepEqual(
    failuresOf(
      "Producto | Precio | EAN | Código",
      "Inca Kola | 3.5 | 7750182002547 | 1",
      "Inca Kola | 3.6 | 7750182002547 | 2",
      "Pan | 0.3 | | 2",
      "Pan | 0.3 | | ",
      "PAN | 0.4 | | ",
      "Mismo | 1 | 5 | 5",
    ),
    [
      "Fila 3: el código de barras «7750182002547» ya está en la fila 2. Deja una sola",
      "Fila 4: el código interno «2» ya está en la fila 3. Deja una sola",
      "Fila 6: el nombre «PAN» ya está en la fila 5. Deja una sola",
    ],
  );
});

Deno.test("columns that nobody pointed at are asked for once, not once a row", () => {
  assert.deepEqual(failuresOf("Marca | Proveedor", "a | b", "c | d"), [
    "Falta decir cuál es la columna de nombre",
    "Falta decir cuál es la columna de precio de venta",
  ]);
});

Deno.test("a price without IGV is not taken for one with it", () => {
  assert.deepEqual(
    failuresOf(
      "Producto | Precio | Tiene IGV | IGV",
      "Leche | 4.15 | NO | 10",
      "Papa | 2.50 | NO | 20",
      "Pan | 1 | SI | 10",
    ),
    ["Fila 2: el precio va con IGV incluido. Si S/\u00a04.90 es el precio con IGV, escribe ese"],
  );
});

Deno.test("what is odd and still taken is a warning", () => {
  const { failures, warnings } = parse(
    "Producto | Precio | Costo | EAN | IGV | Stock",
    "Leche | 3.456 | 9 | 7750182002548 | 0% | 1.5",
  );
  assert.deepEqual(failures, []);
  assert.deepEqual(warnings.map(rowWarningText), [
    "Fila 2: el precio de venta 3.456 se redondea a S/\u00a03.46",
    "Fila 2: «0%» en IGV se toma como exonerado",
    "Fila 2: revisa el código 7750182002548: por sus números debería ser 7750182002547. Se guarda como está",
    "Fila 2: 1.5 no es una cantidad entera. Si se vende por peso, pon kg en la unidad",
    "Fila 2: el costo es mayor que el precio",
  ]);
});

Deno.test("cells as people and programs write them", () => {
  for (const cell of ["-", "S/N", "n/a", "0", "000", "SIN CODIGO"]) {
    assert.equal(only("EAN", cell).barcode, null, cell);
  }
  assert.equal(only("EAN", "7750182002547.0").barcode, "7750182002547");
  assert.equal(only("EAN", "775 0182 002547").barcode, "7750182002547");
  for (const cell of ["NIU", "und.", "UNIDAD", "Caja", "BX", "Units", "No"]) {
    assert.equal(only("U.M.", cell).unit, "unidad", cell);
  }
  for (const cell of ["KGM", "kg.", "Kilo", "SI", "Y"]) assert.equal(only("U.M.", cell).unit, "kg", cell);
  for (const cell of ["10", "18%", "18.00", "0.18", "Gravado - Operación Onerosa", "IGV", "si"]) {
    assert.equal(only("IGV", cell).taxClass, "gravado", cell);
  }
  for (const cell of ["20", "Exonerado", "0%", "no", "0% Exo"]) {
    assert.equal(only("IGV", cell).taxClass, "exonerado", cell);
  }
  for (const cell of ["30", "Inafecto", "No gravado"]) {
    assert.equal(only("IGV", cell).taxClass, "inafecto", cell);
  }
  assert.equal(only("Stock", "1,200").stock, 1_200_000);
  assert.equal(only("Stock", "12.00 und").stock, 12_000);
  assert.equal(only("Stock", "-3").stock, -3_000);
  assert.equal(only("Costo", "0").costCentimos, null);
  assert.equal(only("Costo", "S/. 1,234.5").costCentimos, 123_450);
});
