import assert from "node:assert/strict";
import { readTable } from "../../catalogue/import/read_table.ts";
import { writeXlsx } from "hucre/xlsx";
import { readDirection, readMoment } from "./cells.ts";
import { guessStatementColumns, statementField } from "./columns.ts";
import { readStatementLines } from "./read_lines.ts";

async function read(text: string) {
  const table = await readTable(new TextEncoder().encode(text), "movimientos.csv", {
    fieldOf: statementField,
    stamps: true,
  });
  assert.ok(table.ok, JSON.stringify(table));
  const columns = guessStatementColumns(table.value), found = readStatementLines(table.value, columns);
  return { columns, found };
}
const told = ({ found }: Awaited<ReturnType<typeof read>>) => {
  assert.ok(found.ok, JSON.stringify(found));
  const { lines, faults, outgoing } = found.value;
  return {
    lines: lines.map(({ row, day, at, amountCentimos, payerName, operationNumber }) =>
      [row, at ?? day, amountCentimos, payerName, operationNumber].join(" ")
    ),
    faults: faults.map(({ row, field, value }) => `${row} ${field} ${value}`),
    outgoing,
  };
};

Deno.test("a report of the wallet: titles above, money in and out by its words, day and time in one cell", async () => {
  assert.deepEqual(
    told(
      await read(`REPORTE DE YAPEOS,,,,,
Lucha Quispe,,,,,
,,,,,
Tipo de Transacción,Origen,Destino,Monto,Mensaje,Fecha de operación
TE PAGÓ,Ana Per*,Lucha Q.,56.7,,04/08/2026 20:02:31
PAGASTE,Lucha Q.,Rosa D.,30.00,,04/08/2026 20:05:00
TE PAGÓ,Rosa Díaz,Lucha Q.,"1,234.50",gracias,5/8/2026 08:02
ALGO NUEVO,Rosa Díaz,Lucha Q.,8.00,,05/08/2026 08:02
TE PAGÓ,Rosa Díaz,Lucha Q.,8.00,,31/02/2026 08:02
TE PAGÓ,Rosa Díaz,Lucha Q.,ocho,,05/08/2026 08:02
`),
    ),
    {
      lines: [
        "5 2026-08-05T01:02:31.000Z 5670 Ana Per* ",
        "7 2026-08-05T13:02:00.000Z 123450 Rosa Díaz ",
      ],
      faults: ["8 direction ALGO NUEVO", "9 date 31/02/2026 08:02", "10 amount ocho"],
      outgoing: 1,
    },
  );
});

Deno.test("a bank's account: two columns of amounts, the day alone, a number of operation, a total at the foot", async () => {
  const file = await read(`Fecha;Fecha valor;Descripción;Nro. Operación;Cargos;Abonos;Saldo
22/11/2026;23/11/2026;YAPEO RECIBIDO;00344321;;S/ 15.00;115.00
22/11/2026;23/11/2026;COMISION;00344322;1.00;;114.00
;;TOTAL;;1.00;15.00;
`);
  assert.deepEqual(told(file), { lines: ["2 2026-11-22 1500  00344321"], faults: [], outgoing: 0 });
});

Deno.test("amounts with a sign and no words: what is below zero went out", async () => {
  assert.deepEqual(
    told(await read("Fecha,Hora,Importe\n22/11/2026,3:05 p. m.,-5.00\n22/11/2026,3:06 p. m.,5.00\n")),
    {
      lines: ["3 2026-11-22T20:06:00.000Z 500  "],
      faults: [],
      outgoing: 1,
    },
  );
});

Deno.test("a file without days or amounts says which it misses; one where nothing came in says that", async () => {
  const none = await read("Producto,Precio\nArroz,3.50\n");
  assert.deepEqual(none.found.ok ? null : none.found.error, { type: "StatementColumns", missing: ["date"] });
  const out = await read("Fecha,Monto\n22/11/2026,-3.50\n");
  assert.deepEqual(out.found.ok ? null : out.found.error, { type: "StatementEmpty" });
});

Deno.test("days and hours as people and banks write them", () => {
  const said = (date: string, time = "") => {
    const moment = readMoment(date, time);
    return moment && (moment.at ?? moment.day);
  };
  for (
    const [date, time, expected] of [
      ["2026-11-22", "", "2026-11-22"],
      ["2026-11-22 15:05:09", "", "2026-11-22T20:05:09.000Z"],
      ["22/11/26", "", "2026-11-22"],
      ["22-11-2026", "12:00 a.m.", "2026-11-22T05:00:00.000Z"],
      ["22 nov 2026", "12:30 PM", "2026-11-22T17:30:00.000Z"],
      ["04 de agosto de 2026", "", "2026-08-04"],
      ["22/11/2026", "13:00 pm", null],
      ["22/11/2026", "24:00", null],
      ["22/11/2026", "luego", null],
      ["11/22/2026", "", null],
      ["ayer", "", null],
      ["", "", null],
    ] as const
  ) assert.equal(said(date, time), expected, `${date} ${time}`);
  for (
    const [text, expected] of [
      ["TE PAGÓ", "in"],
      ["Abono", "in"],
      ["Pagaste", "out"],
      ["CARGO", "out"],
      ["Depósito enviado", null],
      ["Otro", null],
    ] as const
  ) assert.equal(readDirection(text), expected, text);
});

Deno.test("a workbook keeps the hour of its dates for a statement, and only the day for a catalogue", async () => {
  const date = (text: string) => Reflect.construct(Date, [`${text}Z`]) as Date;
  const rows = [["Fecha", "Monto"], [date("2026-11-22T15:05:09"), 5], [date("2026-11-23T00:00:00"), 6]];
  const bytes = await writeXlsx({ sheets: [{ name: "Hoja1", rows }] });
  const asStatement = await readTable(bytes, "a.xlsx", { fieldOf: statementField, stamps: true });
  assert.ok(asStatement.ok);
  const found = readStatementLines(asStatement.value, guessStatementColumns(asStatement.value));
  assert.ok(found.ok);
  assert.deepEqual(found.value.lines.map(({ at, day }) => at ?? day), [
    "2026-11-22T20:05:09.000Z",
    "2026-11-23",
  ]);
  const asCatalogue = await readTable(bytes, "a.xlsx");
  assert.ok(asCatalogue.ok);
  assert.equal(asCatalogue.value.rows[0]?.cells[0], "22/11/2026");
});
