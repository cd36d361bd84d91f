import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { makeXlsx } from "../../../tests/support/make_xlsx.ts";
import { MAX_BYTES, MAX_COLUMNS, MAX_READ_ROWS, MAX_ROWS } from "./limits.ts";
import { readTable } from "./read_table.ts";
import { decimalText } from "./read_xlsx.ts";
import type { Table } from "./types.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
/** Every letter of Spanish has in windows-1252 the number it has in Unicode. */
const windows1252 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function tableOf(bytes: Uint8Array, name = "lista.csv"): Promise<Table> {
  const table = await readTable(bytes, name);
  assert.ok(table.ok, JSON.stringify(table));
  return table.value;
}

async function refusalOf(bytes: Uint8Array, name = "lista.xlsx"): Promise<string> {
  const table = await readTable(bytes, name);
  assert.ok(!table.ok, JSON.stringify(table));
  return table.error.type;
}

Deno.test("CSV by any delimiter and in any encoding Excel writes is the same table", async () => {
  const text = "Código;Descripción;Precio\r\n0071;Piña en almíbar;3,50\r\n;;\r\n0072;Ñoquis;4,20\r\n";
  const expected: Table = {
    sheet: "lista.csv",
    headerRow: 1,
    headers: ["Código", "Descripción", "Precio"],
    rows: [{ row: 2, cells: ["0071", "Piña en almíbar", "3,50"] }, {
      row: 4,
      cells: ["0072", "Ñoquis", "4,20"],
    }],
  };
  const utf16 = new Uint8Array(
    new Uint16Array([0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))]).buffer,
  );
  for (
    const bytes of [
      utf8(text),
      utf8(`\ufeff${text}`),
      windows1252(text),
      utf16,
      utf8(text.replaceAll(";", "\t")),
      utf8(text.replaceAll(";", "|")),
      utf8(
        text.replaceAll(",", ".").replaceAll(";", ",").replaceAll("3.50", '"3,50"').replaceAll(
          "4.20",
          '"4,20"',
        ),
      ),
      utf8(`sep=;\r\n${text}`),
    ]
  ) assert.deepEqual(await tableOf(bytes), expected);
});

Deno.test("CSV keeps leading zeros that people protect, and line breaks inside quotes", async () => {
  const table = await tableOf(utf8('EAN,Producto,Precio\n="00123","Pan\nde yema",0.30\n\'00124,Pan,0.20\n'));
  assert.deepEqual(table.rows, [
    { row: 2, cells: ["00123", "Pan\nde yema", "0.30"] },
    { row: 3, cells: ["00124", "Pan", "0.20"] },
  ]);
});

Deno.test("headers may stand below a title, or not at all", async () => {
  const titled = await tableOf(
    utf8("Bodega Lucha;;\nAl 22/11/2026;;\n;;\nEAN;Producto;Precio\n1;Pan;0.30\n"),
  );
  assert.deepEqual([titled.headerRow, titled.headers], [4, ["EAN", "Producto", "Precio"]]);
  assert.deepEqual(titled.rows.map(({ row }) => row), [5]);
  const bare = await tableOf(utf8("7750182002547;Inca Kola 500 ml;3.50\n7750182002554;Agua;1.90\n"));
  assert.deepEqual([bare.headerRow, bare.headers], [0, ["A", "B", "C"]]);
  assert.equal(bare.rows.length, 2);
});

Deno.test("XLSX: numbers are the decimals a person sees, text stays text, formulas give what they gave", async () => {
  const table = await tableOf(workbook(
    `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>Precio</t></is></c></row>
     <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>3.7999999999999998</v></c><c r="C4"><v>7.7501820025470004E+12</v></c></row>
     <row r="5"><c r="A5" t="inlineStr"><is><t>00123</t></is></c><c r="B5"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r="D5" t="str"><f>"a"</f><v>sí &amp; no</v></c></row>
     <row r="6"><c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#N/A</v></c></row>`,
  ));
  assert.deepEqual(table, {
    sheet: "Hoja1",
    headerRow: 2,
    headers: ["Producto", "Precio", "", ""],
    rows: [
      { row: 4, cells: ["Inca Kola", "3.8", "7750182002547", ""] },
      { row: 5, cells: ["00123", "0.3", "", "sí & no"] },
      { row: 6, cells: ["SI", "#N/A", "", ""] },
    ],
  });
});

Deno.test("XLSX without cell addresses, as some web systems write it", async () => {
  const table = await tableOf(workbook(
    `<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Precio</t></is></c></row><row><c t="s"><v>1</v></c><c><v>3.5</v></c></row>`,
  ));
  assert.deepEqual(table.rows, [{ row: 2, cells: ["Inca Kola", "3.5"] }]);
});

Deno.test("the sheet with the products is found behind the instructions and the hidden ones", async () => {
  const { writeXlsx } = await import("hucre/xlsx");
  const bytes = await writeXlsx({
    sheets: [
      { name: "Oculta", hidden: true, rows: [["Producto", "Precio"], ["Viejo", 1]] },
      { name: "Instrucciones", rows: [["Llena la hoja siguiente"], ["No cambies los títulos"]] },
      { name: "Productos", rows: [["Producto", "Precio"], ["Pan", 0.3]] },
    ],
  });
  const table = await tableOf(bytes, "plantilla.xlsx");
  assert.deepEqual([table.sheet, table.rows], ["Productos", [{ row: 2, cells: ["Pan", "0.3"] }]]);
});

Deno.test("what is no table of products is refused by name", async () => {
  assert.equal(await refusalOf(new Uint8Array()), "FileEmpty");
  assert.equal(await refusalOf(new Uint8Array(MAX_BYTES + 1)), "FileTooLarge");
  assert.equal(await refusalOf(utf8("%PDF-1.7 lista")), "NotATable");
  assert.equal(await refusalOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 2)), "NotATable");
  assert.equal(await refusalOf(zipSync({ "word/document.xml": strToU8("<x/>") })), "NotATable");
  assert.equal(await refusalOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0)), "OldExcel");
  assert.equal(await refusalOf(utf8("<html><table><tr><td>Pan")), "OldExcel");
  const locked = Uint8Array.of(
    0xd0,
    0xcf,
    0x11,
    0xe0,
    ...Array.from("EncryptedPackage", (c) => [c.charCodeAt(0), 0]).flat(),
  );
  assert.equal(await refusalOf(locked), "PasswordProtected");
  assert.equal(await refusalOf(utf8("\n\n;;\n")), "NoRows");
  assert.equal(await refusalOf(utf8("Producto;Precio\n")), "NoRows");
  assert.equal(await refusalOf(await makeXlsx([["Producto", "Precio"]])), "NoRows");
  assert.equal(await refusalOf(utf8('Producto,Precio\n"Pan,0.30\nLeche,4.50\n')), "QuotesBroken");
});

Deno.test("a damaged workbook is a refusal, never a throw, wherever it is cut", async () => {
  const whole = await makeXlsx([["Producto", "Precio"], ["Pan", 0.3]]);
  for (let at = 4; at < whole.length; at += 97) {
    assert.equal(await refusalOf(whole.slice(0, at)), "Damaged", `cut at ${at}`);
  }
  for (let at = 4; at < whole.length; at += 53) {
    const flipped = whole.slice();
    flipped[at]! ^= 0x5a;
    await readTable(flipped, "x.xlsx");
  }
  assert.equal(await refusalOf(workbook(`<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>`)), "Damaged");
});

Deno.test("limits hold before memory is spent", async () => {
  assert.equal(await refusalOf(utf8("Pan;1\n".repeat(MAX_ROWS + 1))), "TooManyRows");
  assert.equal((await tableOf(utf8("Producto;Precio\n" + "Pan;1\n".repeat(MAX_ROWS)))).rows.length, MAX_ROWS);
  assert.equal(await refusalOf(utf8("\n".repeat(MAX_BYTES))), "TooManyRows");
  assert.equal(await refusalOf(utf8(`${"a;".repeat(MAX_COLUMNS)}a\n`)), "TooManyColumns");
  const rows = Array.from(
    { length: MAX_READ_ROWS + 1 },
    (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>1</v></c></row>`,
  );
  assert.equal(await refusalOf(workbook(rows.join(""))), "TooManyRows");
  assert.equal(await refusalOf(workbook(`<row r="1"><c r="XFD1"><v>1</v></c></row>`)), "TooManyColumns");
  const spaces = new Uint8Array(70 * 1024 * 1024).fill(32);
  assert.equal(await refusalOf(zipSync({ "xl/worksheets/sheet1.xml": spaces })), "UnpacksTooLarge");
});

Deno.test("an archive that lies about its size is stopped at the size it told", async () => {
  const bomb = workbook(`<row r="1"><c r="A1"><v>1</v></c></row>${" ".repeat(20 * 1024 * 1024)}`);
  const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
  for (let at = 0; at < bomb.length - 30; at++) {
    const field = ({ 0x02014b50: 24, 0x04034b50: 22 } as Record<number, number>)[view.getUint32(at, true)];
    if (field && view.getUint32(at + field, true) > 1_000_000) view.setUint32(at + field, 5_000, true);
  }
  assert.equal(await refusalOf(bomb), "Damaged");
});

Deno.test("decimals of a cell", () => {
  for (
    const [value, text] of [
      [3.8, "3.8"],
      [3.7999999999999998, "3.8"],
      [0.1 + 0.2, "0.3"],
      [7750182002547, "7750182002547"],
      [
        12,
        "12",
      ],
      [-1.5, "-1.5"],
      [100.1 * 3, "300.3"],
    ] as const
  ) assert.equal(decimalText(value), text);
});

/** A workbook by hand, byte by byte what Excel writes, so that reading is not tested against its own library's writing. */
function workbook(sheetData: string): Uint8Array {
  const ns = "http://schemas.openxmlformats.org",
    xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
  const rel = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${ns}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const main = `${ns}/spreadsheetml/2006/main`,
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${office}.${type}+xml"/>`;
  return zipSync({
    "[Content_Types].xml": strToU8(
      `${xml}<Types xmlns="${ns}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${
        part("workbook", "sheet.main") + part("worksheets/sheet1", "worksheet") +
        part("sharedStrings", "sharedStrings")
      }</Types>`,
    ),
    "_rels/.rels": strToU8(
      `${xml}<Relationships xmlns="${ns}/package/2006/relationships">${
        rel("rId1", "officeDocument", "xl/workbook.xml")
      }</Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `${xml}<workbook xmlns="${main}" xmlns:r="${ns}/officeDocument/2006/relationships"><sheets><sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `${xml}<Relationships xmlns="${ns}/package/2006/relationships">${
        rel("rId1", "worksheet", "worksheets/sheet1.xml") + rel("rId2", "sharedStrings", "sharedStrings.xml")
      }</Relationships>`,
    ),
    "xl/sharedStrings.xml": strToU8(
      `${xml}<sst xmlns="${main}" count="2" uniqueCount="2"><si><t>Producto</t></si><si><r><t>Inca </t></r><r><t>Kola</t></r></si></sst>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(
      `${xml}<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    ),
  });
}
