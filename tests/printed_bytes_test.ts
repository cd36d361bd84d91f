import assert from "node:assert/strict";
import { escposOf as onTheServer } from "../integrations/printer/escpos.ts";
import { escposOf as onTheDevice } from "../islands/till/printing/escpos.ts";
import { pdfOf } from "../islands/till/printing/pdf.ts";
import { plainTicket } from "../islands/till/printing/plain_ticket.ts";
import type { ReceiptView } from "../kernel/receipt.ts";
import { COLUMNS, type PaperWidth, testView } from "../kernel/ticket_print.ts";

const ticket: ReceiptView = {
  ...testView("Minimarket y Bodega La Esquina de la Señora Lucha (Ñaña)", "03/11/2026 15:05", "Rosa Huamán"),
  shopLines: ["Av. Próceres de la Independencia 1234, San Juan de Lurigancho", "RUC 10456789012"],
  items: [
    {
      lineId: "a",
      name: "Ají amarillo ".repeat(6),
      detail: "0.575 kg × 3.80",
      amount: "2.19",
      discount: "-0.10",
    },
    { lineId: "b", name: "Pan", detail: "10 × 0.30", amount: "3.00", discount: null },
  ],
  sums: [{ text: "Redondeo", amount: "-S/\u00a00.09" }],
  total: { text: "Total", amount: "S/\u00a05.00" },
  tenders: [{ text: "Efectivo", amount: "S/\u00a010.00" }],
  change: { text: "Vuelto", amount: "S/\u00a05.00" },
  paidInCash: true,
};
const PAPERS: readonly PaperWidth[] = [80, 58];

Deno.test("a device without a network prints the very bytes that the server prints", () => {
  for (const width of PAPERS) {
    for (const copy of [true, false]) {
      const options = { width, openDrawer: true, cut: width === 80 };
      const view = { ...ticket, copy };
      assert.deepEqual([...onTheDevice(view, options)], [...onTheServer(view, options)]);
    }
  }
});

Deno.test("a ticket as text says the same, within the width of its paper", () => {
  for (const width of PAPERS) {
    const lines = plainTicket(ticket, width), text = lines.join("\n");
    assert.deepEqual(lines.filter((line) => line.length > COLUMNS[width]), []);
    for (const part of ["Señora", "RUC 10456789012", "2.19", "TOTAL", "S/ 5.00", "Vuelto", "Pan"]) {
      assert.ok(text.includes(part), `${part} on ${width} mm`);
    }
    assert.match(text, /^TOTAL +S\/ 5\.00$/m);
    assert.ok(
      !text.includes("COPIA") && plainTicket({ ...ticket, copy: true }, width).join().includes("COPIA"),
    );
  }
});

Deno.test("a ticket as PDF is one page whose table of objects leads to each of them", () => {
  const lines = plainTicket(ticket, 80);
  const text = String.fromCharCode(...pdfOf(lines, COLUMNS[80], 80));
  assert.ok(text.startsWith("%PDF-1.4\n") && text.endsWith("%%EOF\n"));
  const offsets = [...text.matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset));
  assert.equal(offsets.length, 5);
  for (const [index, offset] of offsets.entries()) {
    assert.ok(text.slice(offset).startsWith(`${index + 1} 0 obj\n`), `object ${index + 1}`);
  }
  assert.ok(text.slice(Number(/startxref\n(\d+)/.exec(text)![1])).startsWith("xref\n"));
  const [, length, stream] = /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text)!;
  assert.equal(stream!.length, Number(length));
  assert.equal(stream!.split("Tj T*").length - 1, lines.length);
  assert.ok(stream!.includes("Se\\361ora") && stream!.includes("\\(\\321a\\361a\\)"), "letters and brackets");
});
