import assert from "node:assert/strict";
import type { ReceiptView } from "../../kernel/receipt.ts";
import { COLUMNS, type PaperWidth } from "../../kernel/ticket_print.ts";
import { escposOf } from "./escpos.ts";

const view: ReceiptView = {
  shopName: "Doña Ñusta",
  shopLines: [],
  copy: false,
  mark: null,
  title: "Ticket T001-000007",
  ticketNumber: "T001-000007",
  stamp: "03/11/2026 15:05",
  cashier: "Rosa",
  items: [{ lineId: "l-1", name: "Ají", detail: "2 × 3.50", amount: "7.00", discount: "-0.50" }],
  sums: [{ text: "Redondeo", amount: "-S/\u00a00.05" }],
  total: { text: "Total", amount: "S/\u00a06.45" },
  tenders: [{ text: "Efectivo", amount: "S/\u00a010.00" }],
  paidInCash: true,
  change: { text: "Vuelto", amount: "S/\u00a03.55" },
  notice: "Control interno",
};
const options = { width: 58, openDrawer: true, cut: true } as const;
const PULSE = "\x1bp\x00\x32\xfa", CUT = "\x1dV\x01";
const bytesAsText = (bytes: Uint8Array) => String.fromCharCode(...bytes);
/** What the paper shows: commands taken out, one entry per printed line. */
const printed = (bytes: Uint8Array) =>
  // deno-lint-ignore no-control-regex
  bytesAsText(bytes).replace(/\x1bp...|\x1b@|\x1c\.|[\x1b\x1d][EM!tV][^]/g, "").split("\n\r");

Deno.test("a short ticket is exactly these bytes", () => {
  const rule = `\x1bt\x00${"\xc4".repeat(32)}\n\r\x1bt\x02`;
  const pair = (text: string, amount: string) => `${text.padEnd(32 - amount.length)}${amount}`;
  const expected = [
    `\x1b@\x1c.\x1bM\x00${PULSE}\n\r`,
    `${" ".repeat(11)}\x1bE\x01\x1d!\x01\x1bt\x02Do\xa4a \xa5usta\x1bE\x00\x1d!\x00\n\r`,
    "\n\r",
    `${" ".repeat(7)}Ticket T001-000007\n\r`,
    `${pair("03/11/2026 15:05", "Rosa")}\n\r`,
    rule,
    "Aj\xa1\n\r",
    `${pair("  2 \x9e 3.50", "7.00")}\n\r`,
    `${pair("  Descuento", "-0.50")}\n\r`,
    rule,
    `${pair("Redondeo", "-S/ 0.05")}\n\r`,
    `\x1bE\x01\x1d!\x01${pair("TOTAL", "S/ 6.45")}\x1bE\x00\x1d!\x00\n\r`,
    `\x1bE\x01\x1bE\x00${pair("Efectivo", "S/ 10.00")}\n\r`,
    `${pair("Vuelto", "S/ 3.55")}\n\r`,
    "\n\r",
    `${" ".repeat(8)}Control interno\n\r`,
    "\n\r".repeat(4),
    `${CUT}\n\r`,
  ].join("");
  assert.equal(bytesAsText(escposOf(view, options)), expected);
});

Deno.test("no printed line is wider than the paper, however long the words are", () => {
  const long: ReceiptView = {
    ...view,
    shopName: "Minimarket y Bodega La Esquina de la Señora Lucha e Hijos",
    shopLines: ["Av. Próceres de la Independencia 1234, San Juan de Lurigancho, Lima", "RUC 10456789012"],
    cashier: "María del Rosario Huamán",
    items: [
      {
        lineId: "a",
        name: "x".repeat(90),
        detail: "99,999.999 kg × 9,999,999.99",
        amount: "9,999,999.99",
        discount: null,
      },
      {
        lineId: "b",
        name: "Galletas de soda ".repeat(5),
        detail: "3 × 1.00",
        amount: "3.00",
        discount: "-9,999,999.99",
      },
    ],
    sums: [{ text: "Operaciones exoneradas del impuesto general", amount: "S/\u00a09,999,999.99" }],
    tenders: [{ text: "Tarjeta (op. 1234567890123456789)", amount: "S/\u00a09,999,999.99" }],
  };
  for (const width of [80, 58] satisfies PaperWidth[]) {
    for (const row of printed(escposOf(long, { ...options, width }))) {
      assert.ok(row.length <= COLUMNS[width], `${row.length} columns on ${width} mm: ${row}`);
    }
  }
  assert.ok(
    printed(escposOf(long, options)).some((row) => row.includes("9,999,999.99")),
    "amounts stay whole",
  );
});

Deno.test("the drawer opens for cash only, never for a copy, and only when asked", () => {
  const opens = (ticket: ReceiptView, openDrawer = true) =>
    bytesAsText(escposOf(ticket, { ...options, openDrawer })).includes(PULSE);
  assert.equal(opens(view), true);
  assert.equal(opens(view, false), false);
  assert.equal(opens({ ...view, paidInCash: false }), false);
  assert.equal(opens({ ...view, copy: true }), false);
});

Deno.test("a printer without cutter is fed past the tear bar and not cut", () => {
  const text = bytesAsText(escposOf(view, { ...options, cut: false }));
  assert.ok(!text.includes(CUT));
  assert.ok(text.endsWith("\n\r".repeat(4)));
});

Deno.test("a copy says so", () => {
  assert.ok(printed(escposOf({ ...view, copy: true }, options)).some((row) => row.trim() === "COPIA"));
});

Deno.test("a ticket of somebody whose name was erased still prints", () => {
  assert.ok(printed(escposOf({ ...view, cashier: "" }, options)).some((row) => row.includes(view.stamp)));
});
